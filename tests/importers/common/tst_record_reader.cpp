// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: record.cpp, record_shape.cpp, json_value.cpp
#include "importers/common/record_reader.h"

#include <QTest>

#include "importers/common/number_format.h"

using namespace ms;
using namespace ms::importers;

namespace {

std::shared_ptr<const RecordShape> shapeOf(std::vector<std::string> paths) {
    return std::make_shared<const RecordShape>(std::move(paths));
}

/// The records of a text as "value|value" or "!name: problem".
QStringList readAll(RecordReader& reader, std::string text, std::size_t keys, ParsedChunk& out) {
    text.append(64, ' ');
    Chunk chunk;
    chunk.bytes = std::string_view(text).substr(0, text.size() - 64);
    chunk.isLast = true;
    std::vector<JsonCutter::Piece> pieces;
    if (chunk.bytes.starts_with('[')) {
        pieces = JsonCutter("").cut(chunk.bytes, 1, true).records;
        chunk.values = pieces;
    }
    reader.start(chunk);
    QStringList all;
    while (Record* record = reader.next(out)) {
        QStringList values;
        for (std::size_t key = 0; key < keys; ++key)
            values << QString::fromUtf8(record->text(key).data(),
                                        qsizetype(record->text(key).size()));
        all << (record->isSpoilt() ? QLatin1Char('!') + QString::fromStdString(record->problem())
                                   : values.join(QLatin1Char('|')));
    }
    return all;
}

QStringList texts(std::initializer_list<const char*> given) {
    QStringList list;
    for (const char* text : given)
        list << QString::fromUtf8(text);
    return list;
}

} // namespace

class TestRecordReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonAndCsvGiveTheSameRecords() {
        const auto shape = shapeOf({"a", "b", "c"});
        ParsedChunk out;
        auto json = makeJsonReader(shape, Layout::Lines);
        QCOMPARE(readAll(*json,
                         "{\"b\":0.30000000000000004,\"a\":\"x\",\"z\":[1]}\n"
                         "{\"c\":true,\"a\":null,\"b\":-5}\n",
                         3, out),
                 texts({"x|0.30000000000000004|", "|-5|true"}));
        const auto header = readCsvHeader("b,a,c,z\n");
        auto csv = makeCsvReader(shape, *placeOf(*shape, *header));
        QCOMPARE(readAll(*csv, "0.30000000000000004,x,,1\n-5,,true,1\n", 3, out),
                 texts({"x|0.30000000000000004|", "|-5|true"}));
        QCOMPARE(out.rows, std::int64_t(4));
    }

    void cellsMaySayThatNothingIsGiven() {
        const RecordShape shape({"a", "b"});
        Record record(shape);
        record.start(1, 1, {});
        record.set(0, std::string_view("NULL"));
        record.set(1, std::string_view("NULLs"));
        record.forgetCells("NULL");
        QVERIFY(!record.has(0));
        QVERIFY(record.text(0).empty());
        QVERIFY(record.has(1));
        record.start(2, 2, {});
        record.set(0, std::string_view("x"));
        QVERIFY(record.has(0));
    }

    void valuesBelowOthersAreFoundByPath() {
        const auto shape = shapeOf({"usage.in.cached", "usage.in", "meta", "usage.out"});
        ParsedChunk out;
        auto json = makeJsonReader(shape, Layout::Values);
        QCOMPARE(readAll(*json,
                         R"([{"usage":{"out":2,"in":{"cached":1.25}}},)"
                         R"({"usage":null,"meta":"m"},{"usage":{"in":7}},{"usage":3}])",
                         4, out),
                 texts({"!'usage.in' is a list or an object where a single value belongs.", "||m|",
                        "|7||", "!'usage' is not an object."}));
    }

    void brokenRecordsAreToldAlone() {
        const auto shape = shapeOf({"a"});
        ParsedChunk out;
        auto json = makeJsonReader(shape, Layout::Lines);
        QCOMPARE(readAll(*json, "{\"a\":1}\n[2]\n{\"a\":}\n{\"a\":1,\"a\":2}\n{\"a\":4", 1, out),
                 texts({"1", "!The key 'a' stands twice in one object: 1 and 2."}));
        QCOMPARE(out.rejects.size(), std::size_t(2));
        QCOMPARE(out.rejects[0].line, std::int64_t(2));
        QCOMPARE(out.rejects[1].line, std::int64_t(3));
        QCOMPARE(out.skipped, std::int64_t(1)); // the last line of a growing file
        QCOMPARE(out.rows, std::int64_t(5));
    }

    void namesInAnyCaseAreFound() {
        const auto shape = shapeOf({"MeterName"});
        QVERIFY(placeOf(*shape, *readCsvHeader("metername,b\n"))->read.empty());
        QCOMPARE(placeOf(*shape, *readCsvHeader("metername,b\n"), Letters::AnyCase)->read.size(),
                 std::size_t(1));
        QVERIFY(!placeOf(*shape, *readCsvHeader("MeterName,metername\n"), Letters::AnyCase));
    }

    void valuesAreReadStrictly_data() {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<qint64>("count"); // -1: spoilt; -2: not given
        QTest::addColumn<QByteArray>("decimal");
        QTest::addColumn<qint64>("millis"); // of seconds
        QTest::newRow("whole") << QByteArray("1180") << qint64(1180) << QByteArray("1180")
                               << qint64(1'180'000);
        QTest::newRow("a fraction")
            << QByteArray("1.84") << qint64(-1) << QByteArray("1.84") << qint64(1840);
        QTest::newRow("fractions of milliseconds are cut")
            << QByteArray("0.0019") << qint64(-1) << QByteArray("0.0019") << qint64(1);
        QTest::newRow("negative") << QByteArray("-1") << qint64(-1) << QByteArray("-1")
                                  << qint64(-1);
        QTest::newRow("as many digits as there may be")
            << QByteArray("1.7014118346046923173168730371588410572") << qint64(-1)
            << QByteArray("1.7014118346046923173168730371588410572") << qint64(-1);
        QTest::newRow("words") << QByteArray("many") << qint64(-1) << QByteArray() << qint64(-1);
        QTest::newRow("nothing") << QByteArray() << qint64(-2) << QByteArray() << qint64(-2);
    }
    void valuesAreReadStrictly() {
        QFETCH(QByteArray, cell);
        QFETCH(qint64, count);
        QFETCH(QByteArray, decimal);
        QFETCH(qint64, millis);
        const RecordShape shape({"v"});
        const auto ask = [&](auto question) {
            Record record(shape);
            record.start(1, 1, {});
            record.set(0, std::string_view(cell.constData(), std::size_t(cell.size())));
            const std::int64_t answer = question(record);
            if (record.isSpoilt())
                return qint64(-1);
            return answer == core::kUnknownNumber ? qint64(-2) : qint64(answer);
        };
        QCOMPARE(ask([](Record& r) { return r.count(0); }), count);
        QCOMPARE(ask([](Record& r) { return r.millis(0, 1000); }), millis);
        Record record(shape);
        record.start(1, 1, {});
        record.set(0, std::string_view(cell.constData(), std::size_t(cell.size())));
        const auto number = record.decimal(0);
        QCOMPARE(number ? QByteArray::fromStdString(toText(*number)) : QByteArray(), decimal);
    }

    void textsMayHoldJson() {
        const RecordShape shape({"meta", "tags", "bad"});
        Record record(shape);
        record.start(1, 1, {});
        record.set(0, R"({"a":{"b":5},"list":[1,"x",true,1.50]})");
        record.set(1, R"(["k:v"])");
        const JsonValue meta = record.json(0);
        const JsonValue tags = record.json(1);
        QVERIFY(meta.at("a.b").integer() == 5);
        QVERIFY(!meta.at("a.c.d").isGiven() && !meta["x"].isGiven());
        QCOMPARE(meta["list"].size(), std::size_t(4));
        QCOMPARE(meta["list"].toText(), std::string(R"([1,"x",true,1.5])"));
        std::string all;
        tags.eachElement([&](JsonValue tag) { all += tag.text(); });
        QCOMPARE(all, std::string("k:v"));
        QVERIFY(!record.isSpoilt());
        record.set(2, "{");
        QVERIFY(!record.json(2).isGiven() && record.isSpoilt());
    }

    void jsonWithinARecordKeepsItsDigits() {
        const auto shape = shapeOf({"meta", "below.meta", "plain"});
        auto json = makeJsonReader(shape, Layout::Lines);
        std::string text = R"({"meta":{"cost":0.30000000000000004},"plain":7,)"
                           "\"below\":{\"meta\":\"{\\\"cost\\\":1.10}\"}}";
        const std::size_t size = text.size();
        text.append(64, ' ');
        Chunk chunk;
        chunk.bytes = std::string_view(text).substr(0, size);
        json->start(chunk);
        ParsedChunk out;
        const Record* const record = json->next(out);
        QVERIFY(record != nullptr);
        QCOMPARE(std::string(record->jsonText(0)), std::string(R"({"cost":0.30000000000000004})"));
        QCOMPARE(std::string(record->jsonText(1)), std::string("{\"cost\":1.10}"));
        QVERIFY(record->jsonText(2).empty());
        QVERIFY(!record->isText(0) && record->isText(1) && !record->isText(2));
    }

    void aNulInATextThatIsReadSpoilsTheRecord() {
        const auto shape = shapeOf({"a"});
        ParsedChunk out;
        auto json = makeJsonReader(shape, Layout::Lines);
        QCOMPARE(
            readAll(*json, "{\"a\":\"x\\u0000\"}\n{\"a\":\"y\",\"unread\":\"\\u0000\"}\n", 1, out),
            texts({"!The text holds a NUL character.", "y"}));
    }

    void aNulMayBeInJsonThatACellHolds() {
        const auto shape = shapeOf({"a"});
        const auto header = readCsvHeader("a\n");
        auto csv = makeCsvReader(shape, *placeOf(*shape, *header));
        const auto mayHoldNul = [&](std::string text) {
            const std::size_t size = text.size();
            text.append(64, ' ');
            Chunk chunk;
            chunk.bytes = std::string_view(text).substr(0, size);
            csv->start(chunk);
            ParsedChunk out;
            return csv->next(out)->mayHoldNul();
        };
        QVERIFY(mayHoldNul("\"{\"\"t\"\":\"\"x\\u0000\"\"}\"\n"));
        QVERIFY(!mayHoldNul("\"{\"\"t\"\":\"\"x\"\"}\"\n"));
    }

    void pagesThatAnnounceMore_data() {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<bool>("isMore");
        QTest::newRow("has_more") << QByteArray(R"({"has_more":true})") << true;
        QTest::newRow("has no more")
            << QByteArray(R"({"has_more":false,"next_page":null})") << false;
        QTest::newRow("cursor") << QByteArray(R"({"meta":{"cursor":"x"}})") << true;
        QTest::newRow("no cursor") << QByteArray(R"({"meta":{"cursor":null}})") << false;
        QTest::newRow("page 1 of 3") << QByteArray(R"({"meta":{"page":1,"totalPages":3}})") << true;
        QTest::newRow("page 3 of 3")
            << QByteArray(R"({"meta":{"page":3,"totalPages":3}})") << false;
        QTest::newRow("50 of 60")
            << QByteArray(R"({"result_info":{"page":1,"per_page":50,"total_count":60}})") << true;
        QTest::newRow("50 of 50")
            << QByteArray(R"({"result_info":{"page":1,"per_page":50,"total_count":50}})") << false;
    }
    void pagesThatAnnounceMore() {
        QFETCH(QByteArray, page);
        QFETCH(bool, isMore);
        JsonParser parser;
        QCOMPARE(announcesMore(*parser.parse(page.toStdString())), isMore);
    }
};

QTEST_APPLESS_MAIN(TestRecordReader)
#include "tst_record_reader.moc"
