// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: json_completion.cpp, signature.cpp
#include "importers/common/file_head.h"

#include <QTest>

#include "importers/common/json_completion.h"
#include "importers/common/signature.h"

using namespace ms::importers;
using Shape = FileHead::JsonShape;

Q_DECLARE_METATYPE(ms::importers::FileHead::JsonShape)

class TestFileHead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyBeginningOfJsonIsMadeWhole() {
        const std::string_view text = "{\"a\":[1,{\"b\":\"x,}]\\\"\",\"c\":[]}],\"data\":[{\"d\":"
                                      "null},{\"e\":-1.5e3}],\"f\":true}";
        JsonParser parser;
        QCOMPARE(completedJson(text), std::string(text));
        for (std::size_t size = 1; size < text.size(); ++size) {
            const std::string whole = completedJson(text.substr(0, size));
            QVERIFY2(parser.parse(whole), whole.c_str());
        }
        QCOMPARE(completedJson(R"({"a":1,"b":2)"), std::string(R"({"a":1})"));
        QCOMPARE(completedJson(R"({"a":1}{"b":2})"), std::string(R"({"a":1})"));
    }

    void shapeAndPlacesAreFound_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isWhole");
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QByteArray>("places"); // "at:records"
        QTest::newRow("lines") << QByteArray("{\"a\":1}\n{\"a\":2}\n") << true << Shape::Lines
                               << QByteArray(":2");
        QTest::newRow("lines, the last one cut")
            << QByteArray("{\"a\":1}\n{\"a\":") << false << Shape::Lines << QByteArray(":1");
        QTest::newRow("a broken line first")
            << QByteArray("{broken\n{\"a\":2}\n") << true << Shape::Lines << QByteArray(":1");
        QTest::newRow("a list") << QByteArray("[{\"a\":1},\n{\"a\":2}]") << true << Shape::Values
                                << QByteArray(":2");
        QTest::newRow("a page over lines")
            << QByteArray("{\n\"data\": [{\"a\":1}, {\"a\":2}, {\"a") << false << Shape::Values
            << QByteArray(":1 data:3"); // the cut one too
        QTest::newRow("a page in one line that is longer than the head")
            << QByteArray("{\"result\":{\"items\":[{\"a\":1},{\"b\":[{\"c\":1}]}") << false
            << Shape::Values << QByteArray(":1 result.items:2");
        QTest::newRow("no JSON") << QByteArray("a,b\n1,2\n") << true << Shape::None << QByteArray();
        QTest::newRow("broken for good")
            << QByteArray("{]\n") << true << Shape::None << QByteArray();
    }
    void shapeAndPlacesAreFound() {
        QFETCH(QByteArray, text);
        QFETCH(bool, isWhole);
        QFETCH(Shape, shape);
        QFETCH(QByteArray, places);
        const FileHead head(text.toStdString(), isWhole);
        QCOMPARE(head.jsonShape(), shape);
        QByteArrayList found;
        for (const FileHead::Place& place : head.places())
            found << QByteArray::fromStdString(place.at) + ':' +
                         QByteArray::number(qint64(place.records.size()));
        QCOMPARE(found.join(' '), places);
    }

    void signaturesAreFoundWhereverRecordsStand() {
        const std::vector<SignatureField> fields{{"object", "chat.*"}, {"usage.tokens"}};
        const auto at = [&](const char* text) {
            const auto match = findSignature(FileHead(text, true), fields);
            return match.fits ? match.recordsAt : std::string("nowhere");
        };
        QCOMPARE(at(R"({"object":"chat.done","usage":{"tokens":1}})"), std::string());
        QCOMPARE(at(R"({"data":[{"object":"x"},{"object":"chat.done","usage":{"tokens":null}}]})"),
                 std::string("data"));
        QCOMPARE(at(R"({"object":"list","usage":{"tokens":1}})"), std::string("nowhere"));
        QCOMPARE(at("{\"object\":\"chat.done\"}\n{\"usage\":{\"tokens\":1}}"),
                 std::string("nowhere")); // one record has all of them
    }

    void stepsMayBeAnyMemberOrElement() {
        const auto fits = [](const char* text, std::string_view path) {
            const FileHead head(text, true);
            return hasField(head.firstValue(), {path});
        };
        QVERIFY(fits(R"({"a":{"x":{"cost":1}}})", "a.*.cost"));
        QVERIFY(fits(R"({"a":[{},{"cost":1}]})", "a.[].cost"));
        QVERIFY(fits(R"({"gen_ai.system":"x"})", "gen_ai.system"));
        QVERIFY(!fits(R"({"a":[{"costs":1}]})", "a.[].cost"));
    }

    void valuesMayBeSaidInPart() {
        const auto fits = [](std::string_view wanted) {
            const FileHead head("{\"message\":\"{\\\"schema\\\":\\\"Log\\\"}\"}", true);
            return hasField(head.firstValue(), {"message", wanted});
        };
        QVERIFY(fits("{\"sch*"));
        QVERIFY(fits("*\"Log\"*"));
        QVERIFY(!fits("*Logs*"));
        QVERIFY(!fits("Log*"));
        const std::vector<SignatureField> logs{{"message", "*Log*"}};
        QVERIFY(!findSignature(FileHead("message,b\n1,2\n", true), logs).fits);
    }

    void columnsMayComeInAnyCase() {
        const std::vector<SignatureField> exact{{"MeterCategory"}};
        const std::vector<SignatureField> any{{"MeterCategory", {}, Letters::AnyCase}};
        const FileHead head("metercategory,b\n1,2\n", true);
        QVERIFY(!findSignature(head, exact).fits);
        QVERIFY(findSignature(head, any).fits);
        const Match match = matchOf(findSignature(head, any), "Meters", any);
        QCOMPARE(match.evidence, std::string("Meters, 1 of 1 signature fields (MeterCategory)"));
        QCOMPARE(match.fields, 1);
    }

    void columnsOfAnotherLanguageHaveTheEnglishNameInBrackets() {
        const auto isDate = [](std::string_view column, Letters letters) {
            return isSameName(column, "Date", letters);
        };
        QVERIFY(isDate("Datum (Date)", Letters::Translated));
        QVERIFY(isDate("Jour (le) (date)", Letters::Translated));
        QVERIFY(isDate("date", Letters::Translated));
        QVERIFY(!isDate("Datum (Date)", Letters::AnyCase));
        QVERIFY(!isDate("Date (UTC)", Letters::Translated));
        QVERIFY(!isDate("(Date", Letters::Translated));
        QVERIFY(!isDate("Date)", Letters::Translated));
    }
};

QTEST_APPLESS_MAIN(TestFileHead)
#include "tst_file_head.moc"
