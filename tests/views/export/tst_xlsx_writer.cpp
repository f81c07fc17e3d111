// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: xlsx_charts.cpp, xlsx_formulas.cpp, xlsx_names.cpp, xlsx_styles.cpp
#include "views/export/xlsx_writer.h"

#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>

#include "importers/input/byte_input.h"
#include "models/tables/number_format.h"
#include "tests/views/export/sample_report.h"
#include "views/export/xlsx_formulas.h"
#include "views/export/xlsx_names.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

using namespace ms;

class TestXlsxWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void totalsAreFormulasWithTheExactFigure();
    void everyFigureIsReadBackAsItWas_data();
    void everyFigureIsReadBackAsItWas();
    void ratiosFollowFromTheirRow();
    void textsStayTexts();
    void unknownIsNoZero();
    void chartsAreTheSpreadsheetsOwn_data();
    void chartsAreTheSpreadsheetsOwn();
    void namesOfChartsAreCellsAndNoFormulas();
    void definitionsAndProvenanceAreSheets();
    void theSameReportIsTheSameBytes();
    void aSumIsOnlyWrittenWhereRowsAddUp();
    void longCountsAreTexts();
    void sheetsHaveNamesOfTheirOwn();
    void tooManyRowsAreRefused();
};

namespace {

/// A file within a workbook.
QString part(const QByteArray& workbook, const QByteArray& name) {
    const std::unique_ptr<archive, int (*)(archive*)> reader(archive_read_new(), archive_read_free);
    archive_read_support_format_zip(reader.get());
    if (archive_read_open_memory(reader.get(), workbook.constData(),
                                 std::size_t(workbook.size())) != ARCHIVE_OK)
        return {};
    archive_entry* entry = nullptr;
    while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
        if (name != archive_entry_pathname(entry))
            continue;
        QByteArray content;
        std::array<char, 65536> buffer{};
        for (la_ssize_t got = 1; got > 0;) {
            got = archive_read_data(reader.get(), buffer.data(), buffer.size());
            if (got > 0)
                content.append(buffer.data(), got);
        }
        return QString::fromUtf8(content);
    }
    return {};
}

struct SheetCell {
    QString type; // "s": a text
    QString formula;
    QString value;
};

QString sheetXml(const QByteArray& workbook, int sheet) {
    return part(workbook, "xl/worksheets/sheet" + QByteArray::number(sheet) + ".xml");
}

SheetCell cellOf(const QString& xml, const QString& name) {
    static const QRegularExpression kCell(QStringLiteral(
        "<c r=\"\\w+\"(?: s=\"\\d+\")?(?: t=\"(\\w+)\")?>(?:<f>(.*?)</f>)?<v>(.*?)</v>"));
    const qsizetype at = xml.indexOf(QStringLiteral("<c r=\"%1\"").arg(name));
    if (at < 0)
        return {};
    const auto match = kCell.match(xml, at, QRegularExpression::NormalMatch,
                                   QRegularExpression::AnchorAtOffsetMatchOption);
    return {match.captured(1), match.captured(2), match.captured(3)};
}

/// The cell `name` of the sheet of that number, counted from 1.
SheetCell cell(const QByteArray& workbook, int sheet, const QString& name) {
    return cellOf(sheetXml(workbook, sheet), name);
}

/// The sheet as our own reader of workbooks reads it.
QStringList csvLines(const QByteArray& workbook, const std::string& sheet) {
    QTemporaryFile file(QStringLiteral("XXXXXX.xlsx"));
    if (!file.open() || file.write(workbook) != workbook.size() || !file.flush())
        return {};
    auto input = importers::ByteInput::open({file.fileName().toStdString(), sheet}, {});
    if (!input)
        return {QString::fromStdString(input.error().message)};
    std::string text, buffer(1 << 16, '\0');
    while (true) {
        const auto got = (*input)->read(buffer);
        if (!got || *got == 0)
            break;
        text.append(buffer, 0, *got);
    }
    return QString::fromStdString(text).split(u'\n');
}

QByteArray workbookOf(const views::ReportDocument& document) {
    auto workbook = views::xlsxOf(document);
    if (workbook)
        return *std::move(workbook);
    qWarning("%s", workbook.error().message.c_str());
    return {};
}

constexpr int kFirstChapter = 2; // the summary is before it

} // namespace

void TestXlsxWriter::totalsAreFormulasWithTheExactFigure() {
    const report::Section section = test::marginOf(20);
    const QByteArray workbook = workbookOf(test::documentOf({section}));
    // Header in row 5, rows 6 to 25, total in row 26.
    const SheetCell requests = cell(workbook, kFirstChapter, QStringLiteral("B26"));
    QCOMPARE(requests.formula, QStringLiteral("SUM(B6:B25)"));
    QCOMPARE(requests.value, QStringLiteral("390")); // 10 + 11 + ... + 29
    const SheetCell revenue = cell(workbook, kFirstChapter, QStringLiteral("D26"));
    QCOMPARE(revenue.formula, QStringLiteral("SUM(D6:D25)"));
    const auto& total = std::get<core::MoneySum>(section.table.total[3]);
    QCOMPARE(revenue.value.toDouble(), tables::exact(total).toDouble());
    QCOMPARE(cell(workbook, kFirstChapter, QStringLiteral("F26")).formula,
             QStringLiteral("IF(D26=0,\"\",E26/D26)"));
}

void TestXlsxWriter::everyFigureIsReadBackAsItWas_data() {
    QTest::addColumn<int>("rows");
    QTest::newRow("one row") << 1;
    QTest::newRow("losses and hostile names") << 20;
    QTest::newRow("a thousand rows") << 1000;
}

void TestXlsxWriter::everyFigureIsReadBackAsItWas() {
    QFETCH(int, rows);
    const report::Section section = test::marginOf(rows);
    const QByteArray workbook = workbookOf(test::documentOf({section}));
    const QString xml = sheetXml(workbook, kFirstChapter);
    for (std::size_t r = 0; r < section.table.rows.size(); r += 7)
        for (std::size_t c = 1; c < 7; ++c) {
            const auto& cellOfRow = section.table.rows[r].cells[c];
            const auto number = views::sheetNumber(cellOfRow);
            const QString name = QChar(char16_t('A' + c)) + QString::number(r + 6);
            const SheetCell written = cellOf(xml, name);
            QCOMPARE(!written.value.isEmpty(), number.has_value());
            if (!number)
                continue;
            // 15 digits, and where it has no more than these, every one.
            const double read = written.value.toDouble();
            QVERIFY(std::abs(read - *number) <= std::abs(*number) * 1e-15);
        }
}

void TestXlsxWriter::ratiosFollowFromTheirRow() {
    const QByteArray workbook = workbookOf(test::documentOf({test::marginOf(3)}));
    QCOMPARE(cell(workbook, kFirstChapter, QStringLiteral("E6")).formula, QStringLiteral("D6-C6"));
    QCOMPARE(cell(workbook, kFirstChapter, QStringLiteral("F7")).formula,
             QStringLiteral("IF(D7=0,\"\",E7/D7)"));
    QCOMPARE(cell(workbook, kFirstChapter, QStringLiteral("F7")).value.toDouble(), 0.5);
}

void TestXlsxWriter::textsStayTexts() {
    const QByteArray workbook = workbookOf(test::documentOf({test::marginOf(6)}));
    for (int row = 6; row < 12; ++row) {
        const SheetCell key = cell(workbook, kFirstChapter, QStringLiteral("A%1").arg(row));
        QCOMPARE(key.type, QStringLiteral("s"));
        QVERIFY(key.formula.isEmpty());
    }
    const QString xml = part(workbook, "xl/worksheets/sheet2.xml");
    QVERIFY(!xml.contains(QStringLiteral("hyperlink"), Qt::CaseInsensitive));
    const QStringList lines = csvLines(workbook, "Margin by tenant");
    const QString all = lines.join(u'\n');
    QVERIFY2(all.contains(QStringLiteral("=HYPERLINK(\"\"http://example.org\"\"")),
             qPrintable(all.left(600)));
    QVERIFY(all.contains(QStringLiteral("007123456789012345678")));
    QVERIFY(all.contains(QString(200, u'w')));
}

void TestXlsxWriter::unknownIsNoZero() {
    const QByteArray workbook = workbookOf(test::documentOf({test::marginOf(6)}));
    QVERIFY(cell(workbook, kFirstChapter, QStringLiteral("C10")).value.isEmpty()); // not priced
    QVERIFY(!cell(workbook, kFirstChapter, QStringLiteral("D10")).value.isEmpty());
    // The sum leaves it out as the total does.
    QCOMPARE(cell(workbook, kFirstChapter, QStringLiteral("C12")).formula,
             QStringLiteral("SUM(C6:C11)"));
}

void TestXlsxWriter::chartsAreTheSpreadsheetsOwn_data() {
    using Kind = report::Chart::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("element");
    QTest::newRow("bars") << int(Kind::Bars) << QStringLiteral("<c:barDir val=\"bar\"/>");
    QTest::newRow("columns") << int(Kind::Columns) << QStringLiteral("<c:barDir val=\"col\"/>");
    QTest::newRow("waterfall") << int(Kind::Waterfall)
                               << QStringLiteral("<c:grouping val=\"stacked\"/>");
    QTest::newRow("lines") << int(Kind::Lines) << QStringLiteral("<c:lineChart>");
    QTest::newRow("intervals") << int(Kind::Intervals) << QStringLiteral("<c:hiLowLines");
    QTest::newRow("spans") << int(Kind::Spans) << QStringLiteral("<c:grouping val=\"stacked\"/>");
    QTest::newRow("scatter") << int(Kind::Scatter) << QStringLiteral("<c:scatterChart>");
}

void TestXlsxWriter::chartsAreTheSpreadsheetsOwn() {
    QFETCH(int, kind);
    QFETCH(QString, element);
    report::Section section = test::marginOf(3);
    report::Chart& chart = section.charts.front();
    chart.kind = report::Chart::Kind(kind);
    chart.series[0].points = {{"a", test::cents(500), {}, 4.0, 6.0, 0},
                              {"b", test::cents(-200), {}, 1.0, 2.5, 1},
                              {"c", test::cents(300), {}, 2.0, 4.0, 2}};
    if (chart.kind == report::Chart::Kind::Scatter)
        for (std::size_t i = 0; i < 3; ++i)
            chart.series[0].points[i].x = double(i);
    const QByteArray workbook = workbookOf(test::documentOf({section}));
    const QString xml = part(workbook, "xl/charts/chart1.xml");
    QVERIFY2(xml.contains(element), qPrintable(xml));
    QVERIFY(xml.contains(QStringLiteral("'Chart data'!")));
    QVERIFY(part(workbook, "xl/worksheets/sheet3.xml").contains(QStringLiteral("<v>")));
}

void TestXlsxWriter::namesOfChartsAreCellsAndNoFormulas() {
    const QByteArray workbook = workbookOf(test::documentOf({test::marginOf(6)}));
    const QString xml = part(workbook, "xl/charts/chart1.xml");
    static const QRegularExpression kFormula(QStringLiteral("<c:f>(.*?)</c:f>"));
    int formulas = 0;
    for (auto it = kFormula.globalMatch(xml); it.hasNext(); ++formulas) {
        const QString formula = it.next().captured(1);
        QVERIFY2(formula.startsWith(QStringLiteral("'Chart data'!$")), qPrintable(formula));
    }
    QVERIFY(formulas >= 4); // title, name, labels, values
}

void TestXlsxWriter::definitionsAndProvenanceAreSheets() {
    const QByteArray workbook = workbookOf(test::documentOf({test::marginOf(2)}));
    const QString definitions = csvLines(workbook, "Definitions").join(u'\n');
    QVERIFY(definitions.contains(QStringLiteral("Margin / revenue; empty without revenue.")));
    const QString origin = csvLines(workbook, "Provenance").join(u'\n');
    for (const char* fact :
         {"acme.margin", "May 2026", "9f86d081884c7d65", "2026-06-01", "events.jsonl", "15 digits"})
        QVERIFY2(origin.contains(QLatin1String(fact)), fact);
    QVERIFY(part(workbook, "xl/sharedStrings.xml").contains(QStringLiteral("Tenant review")));
}

void TestXlsxWriter::theSameReportIsTheSameBytes() {
    const QByteArray first = workbookOf(test::documentOf({test::marginOf(30)}));
    QThread::msleep(2100); // longer than the step of the times in a zip archive
    QVERIFY(first == workbookOf(test::documentOf({test::marginOf(30)})));
    QVERIFY(part(first, "docProps/core.xml").contains(QStringLiteral("2026-06-01T00:00:00Z")));
}

void TestXlsxWriter::aSumIsOnlyWrittenWhereRowsAddUp() {
    report::Section section = test::marginOf(5);
    QVERIFY(views::addsUp(section.table, 1));
    QVERIFY(!views::addsUp(section.table, 6)); // an average
    section.table.total[1] = core::Int128{59}; // distinct counts: less than their sum
    QVERIFY(!views::addsUp(section.table, 1));
    const QByteArray workbook = workbookOf(test::documentOf({section}));
    const SheetCell total = cell(workbook, kFirstChapter, QStringLiteral("B11"));
    QVERIFY(total.formula.isEmpty());
    QCOMPARE(total.value, QStringLiteral("59"));
}

void TestXlsxWriter::longCountsAreTexts() {
    const core::Int128 most = 999'999'999'999'999;
    QCOMPARE(views::sheetNumber(most), std::optional(999'999'999'999'999.0));
    QCOMPARE(views::sheetNumber(most + 1), std::optional<double>());
    QCOMPARE(views::sheetNumber(test::picos(1)), std::optional(1e-12));
}

void TestXlsxWriter::sheetsHaveNamesOfTheirOwn() {
    views::UniqueNames names(31);
    const QString title = views::sheetName(QStringLiteral("Is [it] growth?/a 'long' title: yes"));
    QCOMPARE(names.add(title), QStringLiteral("Is it growth a long title yes"));
    QCOMPARE(names.add(title.toUpper()), QStringLiteral("IS IT GROWTH A LONG TITLE Y (2)"));
    QCOMPARE(views::sheetName(QStringLiteral("///")), QStringLiteral("Sheet"));
    QCOMPARE(views::cellText(std::string("a\x01") + "b"), std::string("a\xef\xbf\xbd"
                                                                      "b"));
    const std::string cut = views::cellText(std::string(40'000, 'x'));
    QVERIFY(cut.find("40000 characters") != std::string::npos);
}

void TestXlsxWriter::tooManyRowsAreRefused() {
    report::Section section = test::marginOf(1);
    section.table.rows.resize(1'048'576);
    const auto workbook = views::xlsxOf(test::documentOf({section}));
    QVERIFY(!workbook);
    QVERIFY(workbook.error().message.find("1048576 rows") != std::string::npos);
}

QTEST_MAIN(TestXlsxWriter)
#include "tst_xlsx_writer.moc"
