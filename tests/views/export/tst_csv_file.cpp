// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/csv_file.h"

#include <QTest>

#include "tests/views/export/sample_report.h"

using namespace ms;
using views::CsvPreset;

class TestCsvFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void programsGetNamesAndEveryDigit();
    void spreadsheetsGetTitlesAndTheirDecimalSign();
    void textsAreNeverFormulas();
    void unknownIsEmpty();
    void presetsHaveNames();
};

namespace {

QStringList linesOf(const report::Section& section, CsvPreset preset) {
    return QString::fromUtf8(views::csvOf(section.table, preset)).split(u'\n');
}

} // namespace

void TestCsvFile::programsGetNamesAndEveryDigit() {
    const QStringList lines = linesOf(test::marginOf(3), CsvPreset::Machine);
    QCOMPARE(
        lines[0],
        QStringLiteral("tenant,requests,cost,revenue,margin,margin_pct,cost_per_request,remark"));
    // 4 + 2 x 1,234,567 picos: all twelve decimals.
    QVERIFY2(
        lines[2].contains(QStringLiteral(",11,4.000002469134,8.000004938268,4.000002469134,0.5,")),
        qPrintable(lines[2]));
    QVERIFY(lines[1].startsWith(QStringLiteral("\"=HYPERLINK(\"\"http"))); // as it is
    QCOMPARE(lines.size(), 5); // no total; the last one ends
}

void TestCsvFile::spreadsheetsGetTitlesAndTheirDecimalSign() {
    const QByteArray us = views::csvOf(test::marginOf(3).table, CsvPreset::ExcelUs);
    QVERIFY(us.startsWith("\xef\xbb\xbf\"Tenant\",\"Requests\",\"Cost\""));
    QVERIFY(us.contains(",11,4.000002469134,8.000004938268,"));
    const QByteArray eu = views::csvOf(test::marginOf(3).table, CsvPreset::ExcelEu);
    QVERIFY(eu.startsWith("\xef\xbb\xbf\"Tenant\";\"Requests\";\"Cost\""));
    QVERIFY(eu.contains(";11;4,000002469134;8,000004938268;"));
    QCOMPARE(eu.count("\r\n"), 4);
}

void TestCsvFile::textsAreNeverFormulas() {
    for (const CsvPreset preset : {CsvPreset::ExcelUs, CsvPreset::ExcelEu}) {
        const QByteArray csv = views::csvOf(test::marginOf(6).table, preset);
        QVERIFY(csv.contains("\"'=HYPERLINK(\"\"http"));
        QVERIFY(csv.contains("\"'+1-555"));
        QVERIFY(!csv.contains("\n\"=") && !csv.contains("\n="));
    }
    // Figures are figures, negative ones too.
    const QByteArray csv = views::csvOf(test::marginOf(1).table, CsvPreset::ExcelUs);
    QVERIFY(csv.contains(",-1.5"));
}

void TestCsvFile::unknownIsEmpty() {
    const QStringList lines = linesOf(test::marginOf(6), CsvPreset::Machine);
    QVERIFY2(lines[5].contains(
                 QRegularExpression(QStringLiteral("^007123456789012345678,14,,[0-9.]+,,,,"))),
             qPrintable(lines[5]));
}

void TestCsvFile::presetsHaveNames() {
    for (const CsvPreset preset : {CsvPreset::Machine, CsvPreset::ExcelUs, CsvPreset::ExcelEu})
        QVERIFY(views::csvPresetNamed(views::nameOf(preset)) == preset);
    QVERIFY(!views::csvPresetNamed(QStringLiteral("excel")));
}

QTEST_GUILESS_MAIN(TestCsvFile)
#include "tst_csv_file.moc"
