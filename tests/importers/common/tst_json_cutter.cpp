// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/json_cutter.h"

#include <QTest>

#include <string>
#include <vector>

using namespace ms::importers;

namespace {

struct All {
    std::vector<std::string> records;
    std::vector<qint64> lines;
    std::vector<std::string> pages;
    bool isWellEnded = false;
    bool operator==(const All&) const = default;
};

/// Everything that is cut when the text arrives `step` bytes at a time.
All cutInSteps(std::string_view text, std::string_view recordsAt, std::size_t step) {
    All all;
    JsonCutter cutter(recordsAt);
    std::string buffer;
    std::int64_t line = 1;
    for (std::size_t at = 0; at <= text.size(); at += step) {
        buffer += text.substr(at, step);
        const bool isEnd = at + step > text.size();
        const auto cut = cutter.cut(buffer, line, isEnd);
        for (const auto& record : cut.records) {
            all.records.push_back(buffer.substr(record.at, record.size));
            all.lines.push_back(record.line);
        }
        all.pages.insert(all.pages.end(), cut.pages.begin(), cut.pages.end());
        line += cut.lines;
        buffer.erase(0, cut.bytes);
    }
    all.isWellEnded = cutter.isWellEnded() && buffer.empty();
    return all;
}

using Texts = std::vector<std::string>;

} // namespace

class TestJsonCutter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordsAreToldApart_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("at");
        QTest::addColumn<QList<QByteArray>>("records");
        QTest::addColumn<bool>("isWellEnded");
        const auto row = [](const char* name, const char* text, const char* at,
                            const QList<QByteArray>& records, bool isWellEnded = true) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(at) << records << isWellEnded;
        };
        row("values one after the other", "{\"a\":1} {\"b\":2}\n{\"c\":3}", "",
            {"{\"a\":1}", "{\"b\":2}", "{\"c\":3}"});
        row("a list", "[ {\"a\":\"]}\"},\n[1,2], \"x,\" ,3 ]\n", "",
            {"{\"a\":\"]}\"}", "1", "2", "\"x,\"", "3"});
        row("a page", "{\"data\":[{\"a\":1},{\"b\":[2]}],\"has_more\":true}", "data",
            {"{\"a\":1}", "{\"b\":[2]}"});
        row("a page whose list comes last and within an object",
            "{\"ok\":true,\"result\":{\"n\":2,\"items\":[{\"a\":{}}]}}", "result.items",
            {"{\"a\":{}}"});
        row("pages in a list", "[{\"data\":[{\"a\":1}]},{\"data\":[]},{\"data\":[{\"b\":2}]}]",
            "data", {"{\"a\":1}", "{\"b\":2}"});
        row("pages line by line", "{\"data\":[{\"a\":1}]}\n{\"data\":[{\"b\":2}]}\n", "data",
            {"{\"a\":1}", "{\"b\":2}"});
        row("a key of that name elsewhere", "{\"x\":{\"data\":[1]},\"data\":[{\"a\":1}]}", "data",
            {"{\"a\":1}"});
        row("escaped quotes and backslashes", "[{\"a\":\"\\\"}\\\\\"},{\"b\":1}]", "",
            {"{\"a\":\"\\\"}\\\\\"}", "{\"b\":1}"});
        row("cut within a record", "[{\"a\":1},{\"b\":", "", {"{\"a\":1}", "{\"b\":"}, false);
        row("cut behind a record", "{\"data\":[{\"a\":1},", "data", {"{\"a\":1}"}, false);
        row("a bracket too many", "[1]]", "", {"1", "]"});
        row("no key where one belongs", "{7 8,{\"a\":1},\"data\":[2]}", "data",
            {"7", "8", "{\"a\":1}", "2"});
        row("a key without a value", "{\"a\",\"b\" 5,\"data\":[1]}", "data",
            {"\"a\"", "\"b\"", "5", "1"});
        row("cut within a key", "{\"data\":[1],\"has_m", "data", {"1", "\"has_m"}, false);
        row("cut behind a key", "{\"data\":[1],\"has_more\": ", "data", {"1", "\"has_more\": "},
            false);
    }
    void recordsAreToldApart() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, at);
        QFETCH(QList<QByteArray>, records);
        QFETCH(bool, isWellEnded);
        const std::string_view whole(text.constData(), std::size_t(text.size()));
        const std::string_view place(at.constData(), std::size_t(at.size()));
        const All all = cutInSteps(whole, place, whole.size() + 1);
        QList<QByteArray> found;
        for (const std::string& record : all.records)
            found << QByteArray::fromStdString(record);
        QCOMPARE(found, records);
        QCOMPARE(all.isWellEnded, isWellEnded);
        for (std::size_t step = 1; step <= whole.size(); ++step)
            QVERIFY2(cutInSteps(whole, place, step) == all, QByteArray::number(qint64(step)));
    }

    void linesAreThoseOfTheFile() {
        const All all =
            cutInSteps("{\n \"data\": [\n  {\"a\":\n 1},\n\n  {\"b\": 2}\n ]\n}\n", "data", 1000);
        QCOMPARE(all.lines, (std::vector<qint64>{3, 6}));
    }

    void pagesKeepWhatStandsBesideTheirList() {
        const All all = cutInSteps("{\"object\":\"list\",\"data\":[{\"a\":1}],\"has_more\":true,"
                                   "\"meta\":{\"page\":1}}",
                                   "data", 1000);
        QCOMPARE(all.pages, Texts{"{\"object\":\"list\",\"data\":[],\"has_more\":true,\"meta\":{"
                                  "\"page\":1}}"});
    }

    void aValueIsCutWhereTheTextEndsWithinIt_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isCut");
        QTest::newRow("within a value of a list") << QByteArray("[{\"a\":") << true;
        QTest::newRow("behind one that is no JSON") << QByteArray("[{\"a\":x}") << false;
        QTest::newRow("within a value that stands alone") << QByteArray("{\"a\":") << false;
    }
    void aValueIsCutWhereTheTextEndsWithinIt() {
        QFETCH(QByteArray, text);
        QFETCH(bool, isCut);
        JsonCutter cutter("");
        const auto cut = cutter.cut({text.constData(), std::size_t(text.size())}, 1, true);
        QCOMPARE(cut.records.size(), std::size_t(1));
        QCOMPARE(cut.records[0].isCut, isCut);
    }

    void aLongValueCanBeLeftOut() {
        JsonCutter cutter("");
        const std::string_view text = "[{\"a\":1},{\"b\":\"}]\\\"\",\"c\":[{}]},{\"d\":4}]";
        const auto first = cutter.cut(text.substr(0, 12), 1, false);
        QCOMPARE(first.records.size(), std::size_t(1));
        std::string_view rest = text.substr(first.bytes);
        std::size_t skipped = 0;
        while (true) { // byte by byte, as if it were gigabytes
            std::size_t bytes = 0;
            if (cutter.skipValue(rest.substr(skipped, 1), bytes)) {
                skipped += bytes;
                break;
            }
            skipped += bytes;
        }
        const auto left = cutter.cut(rest.substr(skipped), 1, true);
        QCOMPARE(left.records.size(), std::size_t(1));
        QCOMPARE(std::string(rest.substr(skipped + left.records[0].at, left.records[0].size)),
                 std::string("{\"d\":4}"));
        QVERIFY(cutter.isWellEnded());
    }
};

QTEST_APPLESS_MAIN(TestJsonCutter)
#include "tst_json_cutter.moc"
