// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/written_number.h"

#include <QtTest>

#include <array>

using namespace ms;
using namespace ms::importers;

namespace {

std::string_view viewOf(const QByteArray& text) {
    return {text.constData(), std::size_t(text.size())};
}

QByteArray markOf(const char* csv) {
    const FileHead head(csv, true);
    const std::array<std::string, 2> columns{"a", "b"};
    switch (decimalMarkOf(head, columns)) {
    case DecimalMark::Point:
        return "point";
    case DecimalMark::Comma:
        return "comma";
    case DecimalMark::Unknown:
        break;
    }
    return "unknown";
}

/// The number in a file with this mark; "?" where it spoils the record.
QByteArray readWith(const QByteArray& text, DecimalMark mark) {
    const RecordShape shape({"n"});
    Record record(shape);
    record.start(1, 1, {});
    record.set(0, viewOf(text));
    const auto number = writtenNumberAt(record, 0, mark);
    if (record.isSpoilt())
        return "?";
    return number ? QByteArray::fromStdString(toText(*number)) : QByteArray();
}

} // namespace

class TestWrittenNumber : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreRead_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("point");
        QTest::addColumn<QByteArray>("comma");
        QTest::addColumn<QByteArray>("unknown");
        const auto row = [](const char* name, const char* text, const char* point,
                            const char* comma, const char* unknown) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(point) << QByteArray(comma)
                                << QByteArray(unknown);
        };
        row("nothing", "", "", "", "");
        row("a whole number", "39", "39", "39", "39");
        row("a dollar sign", "$1,250.00", "1250", "?", "1250");
        row("minus before the sign", "-$0.38", "-0.38", "?", "-0.38");
        row("minus behind the sign", "$-0.38", "-0.38", "?", "-0.38");
        row("brackets are a minus", "($0.60)", "-0.6", "?", "-0.6");
        row("sign before brackets", "$(0.60)", "-0.6", "?", "-0.6");
        row("U+2212 is a minus", "\u2212$0.52", "-0.52", "?", "-0.52");
        row("two minus signs", "-(5)", "?", "?", "?");
        row("two currency signs", "$5 \u20ac", "?", "?", "?");
        row("a comma and a sign behind", "1.250,50 \u20ac", "?", "1250.5", "1250.5");
        row("a no-break space between thousands", "1\u00a0250,50", "1250.5", "1250.5", "1250.5");
        row("a thousand or a fraction", "1,250", "1250", "1.25", "?");
        row("a thousand or a fraction, with a point", "1.250", "1.25", "1250", "?");
        row("no thousands begin with zero", "0,036", "?", "0.036", "0.036");
        row("four digits are no group", "1250.125", "1250.125", "?", "1250.125");
        row("two marks of one kind", "1,250,000", "1250000", "?", "1250000");
        row("groups of two digits", "1,25,000.5", "?", "?", "?");
        row("an exponent", "3E-07", "0.0000003", "0.0000003", "0.0000003");
        row("an exponent behind a comma", "3,5E-07", "?", "0.00000035", "?");
        row("a word", "n/a", "?", "?", "?");
        row("a sign alone", "$", "?", "?", "?");
        row("no number in brackets", "()", "?", "?", "?");
        row("hexadecimal", "0x10", "?", "?", "?");
    }
    void numbersAreRead() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, point);
        QFETCH(QByteArray, comma);
        QFETCH(QByteArray, unknown);
        QCOMPARE(readWith(text, DecimalMark::Point), point);
        QCOMPARE(readWith(text, DecimalMark::Comma), comma);
        QCOMPARE(readWith(text, DecimalMark::Unknown), unknown);
    }

    void theFileTellsItsMark() {
        QCOMPARE(markOf("a,b\n39.00,1.250\n"), QByteArray("point"));
        QCOMPARE(markOf("a;b\n39,00;1.250\n"), QByteArray("comma"));
        QCOMPARE(markOf("a;b\n39,00;1.25\n"), QByteArray("unknown")); // they contradict
        QCOMPARE(markOf("a;b\n1,250;12\n"), QByteArray("unknown"));
        QCOMPARE(markOf("c;b\n1,25;12\n"), QByteArray("unknown")); // in a column that is not asked
        QCOMPARE(markOf("a;b\n1,25\n"), QByteArray("unknown"));    // a row that is none
        QCOMPARE(markOf("{\"a\":1.250}\n"), QByteArray("point"));
    }

    void aRowThatTheHeadCutsTellsNothing() {
        const std::array<std::string, 1> columns{"a"};
        QVERIFY(decimalMarkOf(FileHead("a,b\n1,2\n1.25", false), columns) == DecimalMark::Unknown);
        QVERIFY(decimalMarkOf(FileHead("a\n1\n1.25", true), columns) == DecimalMark::Point);
    }

    void currencySignsAreCodes() {
        QCOMPARE(currencySignIn("-$0.38"), std::string_view("USD"));
        QCOMPARE(currencySignIn("1,50 \u20ac"), std::string_view("EUR"));
        QCOMPARE(currencySignIn("\u00a33"), std::string_view("GBP"));
        QCOMPARE(currencySignIn("3"), std::string_view());
    }
};

QTEST_APPLESS_MAIN(TestWrittenNumber)
#include "tst_written_number.moc"
