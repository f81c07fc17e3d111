// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/sheet_reader.h"
#include "importers/input/xml_reader.h"
#include "tests/importers/input/xml_text.h"

#include <QtTest>

using namespace ms;
using namespace ms::importers;

namespace {

struct Read {
    std::string csv;
    std::string problem;
    RowsLeftOut leftOut;
};

WorkbookInfo someInfo() {
    WorkbookInfo info;
    for (const char* text : {"tenant", "amount", "Acme, \"Inc\"", "two\nlines"}) {
        info.texts.beginNext();
        info.texts.append(text);
    }
    info.isDateStyle = {false, true};
    return info;
}

/// What is in <sheetData>, given `step` bytes at a time.
Read read(const std::string& rows, const WorkbookInfo& info = someInfo(), std::size_t step = 1000,
          const std::string& behind = {}) {
    Read read;
    SheetReader sheet(info);
    XmlReader xml(sheet);
    const std::string document = inTag("worksheet", "<dimension ref=\"A1:XFD1048576\"/>"
                                                    "<cols><col min=\"1\" max=\"16384\"/></cols>" +
                                                        inTag("sheetData", rows) + behind);
    for (std::size_t at = 0; at < document.size(); at += step) {
        if (const auto taken = xml.read(std::string_view(document).substr(at, step)); !taken)
            read.problem = taken.error().message;
        read.csv += sheet.takeText();
    }
    sheet.finish();
    read.csv += sheet.takeText();
    if (read.problem.empty())
        read.problem = sheet.problem();
    read.leftOut = sheet.takeRowsLeftOut();
    return read;
}

/// A row of texts within their cells.
std::string row(int number, const std::vector<std::string>& cells,
                const std::string& attributes = {}) {
    std::string out = "<row r=\"" + std::to_string(number) + "\" " + attributes + ">";
    for (const std::string& cell : cells)
        out += "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
    return out + "</row>";
}

/// A second row with this cell beside a filled one.
Read readCell(const std::string& cell, const WorkbookInfo& info = someInfo()) {
    return read(row(1, {"a", "b"}) + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>x</v></c>" + cell +
                    "</row>",
                info);
}

} // namespace

class TestSheetReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsBecomeWhatTheSheetShows_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, const char* cell, const char* shown) {
            QTest::newRow(name) << QString::fromUtf8(cell) << QString::fromUtf8(shown);
        };
        row("a shared text", "<c r=\"B2\" t=\"s\"><v>0</v></c>", "tenant");
        row("commas and quotes", "<c r=\"B2\" t=\"s\"><v>2</v></c>", "\"Acme, \"\"Inc\"\"\"");
        row("line ends", "<c r=\"B2\" t=\"s\"><v>3</v></c>", "two lines");
        row("a text in the cell",
            "<c r=\"B2\" t=\"inlineStr\"><is><r><t>K\u00f6</t></r><r><t>ln</t></r>"
            "<rPh><t>no</t></rPh></is></c>",
            "K\u00f6ln");
        row("an escape", "<c r=\"B2\" t=\"inlineStr\"><is><t>a_x000D_b</t></is></c>", "a b");
        row("another delimiter", "<c r=\"B2\" t=\"str\"><v>a;b</v></c>", "\"a;b\"");
        row("a number", "<c r=\"B2\"><v>1.1000000000000001</v></c>", "1.1");
        row("a number that says so", "<c r=\"B2\" t=\"n\"><v>29</v></c>", "29");
        row("a day", "<c r=\"B2\" s=\"1\"><v>46143</v></c>", "2026-05-01");
        row("a day and time", "<c r=\"B2\" s=\"1\"><v>46143.5</v></c>", "2026-05-01T12:00:00");
        row("a day in ISO 8601", "<c r=\"B2\" t=\"d\"><v>2026-05-01</v></c>", "2026-05-01");
        row("true", "<c r=\"B2\" t=\"b\"><v>1</v></c>", "true");
        row("false", "<c r=\"B2\" t=\"b\"><v>0</v></c>", "false");
        row("a formula's number", "<c r=\"B2\"><f>1+1</f><v>2</v></c>", "2");
        row("a formula's text", "<c r=\"B2\" t=\"str\"><f>A1</f><v>x</v></c>", "x");
        row("a formula's empty text", "<c r=\"B2\" t=\"str\"><f>A1</f><v></v></c>", "");
        row("an empty cell", "<c r=\"B2\" s=\"1\"/>", "");
        row("no cell", "", "");
    }
    void cellsBecomeWhatTheSheetShows() {
        QFETCH(QString, cell);
        QFETCH(QString, shown);
        const Read got = readCell(cell.toStdString());
        QCOMPARE(QString::fromStdString(got.csv), QStringLiteral("a,b\nx,%1\n").arg(shown));
        QCOMPARE(got.leftOut.count, std::int64_t(0));
        QCOMPARE(got.problem, std::string());
    }

    void daysOfTheOtherCount() {
        WorkbookInfo info = someInfo();
        info.dates = DateSystem::From1904;
        QCOMPARE(readCell("<c r=\"B2\" s=\"1\"><v>44681</v></c>", info).csv,
                 std::string("a,b\nx,2026-05-01\n"));
    }

    void rowsThatCannotBeReadAreListed_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* cell, const char* reason) {
            QTest::newRow(name) << QString::fromLatin1(cell) << QString::fromLatin1(reason);
        };
        row("an error", "<c r=\"B2\" t=\"e\"><v>#DIV/0!</v></c>",
            "Cell B2 holds the error #DIV/0!.");
        row("a formula without a value", "<c r=\"B2\"><f>1/3</f></c>",
            "Cell B2 holds a formula whose value was not stored; open the workbook in a "
            "spreadsheet program and save it.");
        row("a text that is not there", "<c r=\"B2\" t=\"s\"><v>4</v></c>",
            "Cell B2 refers to a text that the workbook does not have.");
        row("a text by no number", "<c r=\"B2\" t=\"s\"><v>-1</v></c>",
            "Cell B2 refers to a text that the workbook does not have.");
        row("a style that is not there", "<c r=\"B2\" s=\"2\"><v>1</v></c>",
            "Cell B2 refers to a style that the workbook does not have.");
        row("a number that is none", "<c r=\"B2\"><v>1,5</v></c>", "Cell B2 holds no number: 1,5.");
        row("a day that never was", "<c r=\"B2\" s=\"1\"><v>60</v></c>",
            "Cell B2 holds no day: 60.");
        row("far to the right", "<c r=\"ZZ2\" t=\"e\"><v>#N/A</v></c>",
            "Cell ZZ2 holds the error #N/A.");
        row("too far to the right", "<c r=\"XFD2\"><v>1</v></c>",
            "The row has more than 2,000 columns.");
        row("a cell twice", "<c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>2</v></c>",
            "The cells of the row are out of order.");
    }
    void rowsThatCannotBeReadAreListed() {
        QFETCH(QString, cell);
        QFETCH(QString, reason);
        const Read got = readCell(cell.toStdString());
        QCOMPARE(got.csv, std::string("a,b\n\n"));
        QCOMPARE(got.leftOut.count, std::int64_t(1));
        QCOMPARE(got.leftOut.rejects.size(), std::size_t(1));
        QCOMPARE(got.leftOut.rejects[0].line, std::int64_t(2));
        QCOMPARE(QString::fromStdString(got.leftOut.rejects[0].reason), reason);
        QVERIFY(got.leftOut.rejects[0].raw.starts_with("x,"));
    }

    void linesAreRowsOfTheSheet() {
        const Read got =
            read(row(1, {"a", "b"}) + row(2, {"", ""}) + row(5, {"1", "2"}) +
                 "<row><c><v>3</v></c></row><row r=\"8\"><c r=\"B8\"><v>4</v></c></row>");
        QCOMPARE(got.csv, std::string("a,b\n\n\n\n1,2\n3,\n\n,4\n"));
    }

    void aWiderRowIsNotCut() {
        QCOMPARE(read(row(1, {"a", "b"}) + row(2, {"1", "2", "3"})).csv,
                 std::string("a,b\n1,2,3\n"));
    }

    void titlesAboveTheHeaderAreToldOf() {
        const Read got = read(row(1, {"Revenue of May"}) + row(2, {""}) + row(3, {"", "draft"}) +
                              row(4, {"a", "b"}) + row(5, {"1"}));
        QCOMPARE(got.csv, std::string("\n\n\na,b\n1,\n"));
        QCOMPARE(got.leftOut.notes, std::vector<std::string>{"2 rows above the header left out"});
    }

    void oneColumnIsATable() {
        const Read got = read(row(1, {"a"}) + row(2, {"1"}) + row(4, {"2"}));
        QCOMPARE(got.csv, std::string("a\n1\n\n2\n"));
        QVERIFY(got.leftOut.notes.empty());
        std::string many;
        for (int i = 1; i <= 60; ++i)
            many += row(i, {std::to_string(i)});
        QVERIFY(read(many).csv.starts_with("1\n2\n") && read(many).csv.ends_with("59\n60\n"));
    }

    void nothingIsNothing() {
        for (const char* rows : {"", "<row r=\"1\"/>", "<row r=\"3\"><c r=\"A3\" s=\"1\"/></row>"})
            QCOMPARE(read(rows).csv, std::string());
    }

    void hiddenRowsAreReadAndToldOf() {
        const Read got = read(row(1, {"a", "b"}) + row(2, {"1", "2"}, "hidden=\"1\"") +
                              row(3, {"", ""}, "hidden=\"true\"") + row(4, {"3", "4"}));
        QCOMPARE(got.csv, std::string("a,b\n1,2\n\n3,4\n"));
        QCOMPARE(got.leftOut.notes, std::vector<std::string>{"1 row read that the sheet hides"});
    }

    void onlyCellsAreRead() {
        const Read got =
            read(row(1, {"a", "b"}), someInfo(), 1000,
                 "<controls><anchor><row>7</row></anchor></controls><f>A1</f><c><v>1</v></c>");
        QCOMPARE(got.csv, std::string("a,b\n"));
        QCOMPARE(got.problem, std::string());
    }

    void sheetsThatCannotBeReadHaveAProblem() {
        QVERIFY(read(row(3, {"a", "b"}) + row(2, {"1", "2"})).problem.find("row 2 after row 3") !=
                std::string::npos);
        QVERIFY(read(row(1'048'577, {"a", "b"})).problem.find("out of order") != std::string::npos);
        const Read header = read("<row r=\"1\"><c t=\"str\"><v>a</v></c><c t=\"e\"><v>#REF!</v></c>"
                                 "</row>" +
                                 row(2, {"1", "2"}));
        QCOMPARE(header.problem,
                 std::string("The header of the sheet cannot be read. Cell B1 holds "
                             "the error #REF!."));
    }

    void longCellsAndRowsAreListed() {
        WorkbookInfo info = someInfo();
        info.texts.beginNext();
        info.texts.append(std::string(1 << 20, 'y')); // may be
        info.texts.beginNext();
        info.texts.append(std::string((1 << 20) + 1, 'y'));
        QCOMPARE(readCell("<c t=\"s\"><v>4</v></c>", info).leftOut.count, std::int64_t(0));
        const std::string reason = "Cell B2 is longer than 1 MiB.";
        QCOMPARE(readCell("<c t=\"s\"><v>5</v></c>", info).leftOut.rejects.at(0).reason, reason);
        const Read text =
            readCell("<c t=\"str\"><v>" + std::string(3 << 20, 'y') + "</v></c>", info);
        QCOMPARE(text.leftOut.rejects.at(0).reason, reason);
        QCOMPARE(text.leftOut.rejects[0].raw.size(), std::size_t(4096));
        std::string cells;
        for (int i = 0; i < 17; ++i)
            cells += "<c t=\"s\"><v>4</v></c>";
        QCOMPARE(readCell(cells, info).leftOut.rejects.at(0).reason,
                 std::string("The row is longer than 16 MiB."));
    }

    void piecesOfAnySizeMakeTheSameText() {
        const std::string rows = row(1, {"a &amp; b", "K\u00f6ln"}) + row(3, {"1", "two, three"});
        const std::string whole = read(rows).csv;
        for (const std::size_t step : {1, 2, 7, 50})
            QCOMPARE(read(rows, someInfo(), step).csv, whole);
    }
};

QTEST_APPLESS_MAIN(TestSheetReader)
#include "tst_sheet_reader.moc"
