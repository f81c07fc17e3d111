// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/workbook_input.h"
#include "tests/importers/collected_rows.h"
#include "tests/importers/input/made_workbook.h"

#include <xxhash.h>

using namespace ms;
using namespace ms::importers;

namespace {

struct Read {
    std::string csv;
    std::string problem;
    RowsLeftOut leftOut;
    std::uint64_t hash = 0;
};

Read read(const std::string& file, const std::string& sheet = {},
          const DecompressionLimits& limits = {}) {
    Read read;
    const ScratchFile scratch(file);
    auto input = ByteInput::open({scratch.path(), sheet}, limits);
    if (!input) {
        read.problem = input.error().message;
        return read;
    }
    std::string buffer(1 << 16, '\0');
    while (true) {
        const auto got = (*input)->read(buffer);
        if (!got || *got == 0) {
            read.problem = got ? "" : got.error().message;
            break;
        }
        read.csv.append(buffer, 0, *got);
    }
    if (read.problem.empty())
        if (const auto finished = (*input)->finish(); !finished)
            read.problem = finished.error().message;
    read.leftOut = (*input)->takeRowsLeftOut();
    read.hash = (*input)->hash();
    return read;
}

std::string row(const std::vector<std::string>& cells) {
    std::string out = "<row>";
    for (const std::string& cell : cells)
        out += "<c t=\"str\"><v>" + cell + "</v></c>";
    return out + "</row>";
}

MadeWorkbook twoSheets() {
    MadeWorkbook workbook;
    workbook.sheets = {{"May", row({"a", "b"}) + row({"1", "2"})},
                       {"R&amp;D / Q2", row({"c", "d"}) + row({"3", "4"})}};
    return workbook;
}

MadeWorkbook oneSheet(const std::string& rows) {
    MadeWorkbook workbook;
    workbook.sheets = {{"Sheet1", rows}};
    return workbook;
}

bool says(const Read& read, const char* words) {
    if (read.problem.find(words) != std::string::npos)
        return true;
    qWarning("it says: %s", read.problem.c_str());
    return false;
}

} // namespace

class TestWorkbookInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstSheetIsReadAndTheOthersToldOf() {
        const std::string file = twoSheets().file();
        const Read got = read(file);
        QCOMPARE(got.problem, std::string());
        QCOMPARE(got.csv, std::string("a,b\n1,2\n"));
        QCOMPARE(got.leftOut.notes,
                 std::vector<std::string>{"one of 2 sheets read, 'May', of 'May', 'R&D / Q2'"});
        QCOMPARE(got.hash, XXH3_64bits(file.data(), file.size()));
    }

    void aSheetIsChosenByName() {
        const Read got = read(twoSheets().file(), "R&D / Q2");
        QCOMPARE(got.problem, std::string());
        QCOMPARE(got.csv, std::string("c,d\n3,4\n"));
        QVERIFY(got.leftOut.notes.empty());
        QCOMPARE(got.hash, XXH3_64bits("c,d\n3,4\n", 8)); // another sheet is another content
        QCOMPARE(read(twoSheets().file(), "June").problem,
                 std::string("The workbook has no sheet 'June'; it has 'May', 'R&D / Q2'."));
        const ScratchFile scratch(twoSheets().file());
        const auto sheets = sheetsOf(scratch.path());
        QVERIFY(sheets);
        QCOMPARE(*sheets, (std::vector<std::string>{"May", "R&D / Q2"}));
    }

    void aHiddenSheetIsReadWhenAskedFor() {
        MadeWorkbook workbook = twoSheets();
        workbook.sheets[0].attributes = "state=\"hidden\"";
        QCOMPARE(read(workbook.file()).csv, std::string("c,d\n3,4\n"));
        QCOMPARE(read(workbook.file(), "May").csv, std::string("a,b\n1,2\n"));
        workbook.sheets[1].attributes = "state=\"veryHidden\"";
        QCOMPARE(read(workbook.file()).csv, std::string("a,b\n1,2\n"));
    }

    void cellsUseTextsStylesAndTheCountOfDays() {
        MadeWorkbook workbook = oneSheet(row({"name", "day"}) +
                                         "<row><c t=\"s\"><v>1</v></c><c s=\"1\"><v>44681</v></c>"
                                         "</row>");
        workbook.texts = "<si><t>no</t></si><si><t>Acme</t></si>";
        workbook.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
        QCOMPARE(read(workbook.file()).csv, std::string("name,day\nAcme,2022-04-30\n"));
        workbook.properties = "<workbookPr date1904=\"1\"/>";
        QCOMPARE(read(workbook.file()).csv, std::string("name,day\nAcme,2026-05-01\n"));
    }

    void otherDocumentsAreRefused_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, const char* file, const char* why) {
            QTest::newRow(name) << QString::fromLatin1(file) << QString::fromLatin1(why);
        };
        row("macros", "xl/vbaProject.bin", "macros");
        row("a binary workbook", "xl/workbook.bin", "(.xlsb)");
        row("OpenDocument", "content.xml", "OpenDocument");
        row("Numbers", "Index/Document.iwa", "Numbers");
        row("a text document", "word/document.xml", "presentation");
        row("a presentation", "ppt/presentation.xml", "presentation");
    }
    void otherDocumentsAreRefused() {
        QFETCH(QString, file);
        QFETCH(QString, why);
        const std::string name = file.toStdString();
        const std::string zip =
            name.starts_with("xl/vba")
                ? zipOf([&] {
                      Members members = twoSheets().members();
                      members.emplace_back(name, "x");
                      return members;
                  }())
                : zipOf({{"mimetype", "x"}, {name, "x"}, {"other.csv", "a,b\n"}});
        QVERIFY(says(read(zip), why.toLatin1()));
        QVERIFY(says(read(zip, "May"), why.toLatin1()));
        const auto inputs = inputsIn(ScratchFile(zip).path());
        QVERIFY(inputs);
        QCOMPARE(inputs->size(), std::size_t(1)); // a document is one file
    }

    void brokenWorkbooksAreRefused() {
        Members members = twoSheets().members();
        Members noSheet = members;
        noSheet.erase(noSheet.begin());
        QVERIFY(says(read(zipOf(noSheet)), "sheet 'May' is missing"));
        Members cut = members;
        cut[0].second = "<worksheet><sheetData>" + row({"a", "b"});
        QVERIFY(says(read(zipOf(cut)), "The sheet: XML, line 1: no element found."));
        Members doctype = members;
        doctype[0].second = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" +
                            MadeWorkbook::sheetOf(row({"&b;", "x"}));
        QVERIFY(says(read(zipOf(doctype)), "document type declaration"));
        MadeWorkbook texts = twoSheets();
        texts.others = {{"xl/sharedStrings.xml", "<!DOCTYPE sst [<!ENTITY b \"b\">]><sst/>"}};
        QVERIFY(says(read(texts.file()),
                     "part xl/sharedStrings.xml: XML, line 1: a document type declaration"));
        const std::string file = zipOf(members);
        QVERIFY(!read(file.substr(0, file.size() / 2)).problem.empty());
        QVERIFY(says(read(oneSheet("<row r=\"2\"/><row r=\"1\"/>").file()), "out of order"));
    }

    void changedTextsAreDamage() {
        MadeWorkbook workbook = oneSheet(row({"a", "b"}));
        workbook.others = {{"xl/media/x.png", std::string(1000, '\1')}};
        std::string file = workbook.file();
        const std::size_t at = file.find("xl/worksheets/sheet1.xml") + 60;
        file[at] = char(file[at] ^ 0x55);
        QVERIFY(!read(file).problem.empty());
    }

    void whatIsClaimedTakesNoMemory() {
        // A sheet of 17 billion cells and two billion texts, it says.
        MadeWorkbook workbook = oneSheet(row({"a", "b"}) + "<row r=\"1048576\"><c r=\"A1048576\">"
                                                           "<v>1</v></c></row>");
        workbook.others = {{"xl/sharedStrings.xml", "<sst count=\"2147483647\"/>"}};
        Members members = workbook.members();
        const std::string one = "ref=\"A1\"";
        members[0].second.replace(members[0].second.find(one), one.size(), "ref=\"A1:XFD1048576\"");
        const Read got = read(zipOf(members));
        QCOMPARE(got.problem, std::string());
        QCOMPARE(got.csv.size(), std::string("a,b\n1,\n").size() + 1'048'574);
    }

    void bombsAreRefused() {
        // Many zeros; many cells that share one long text; much that is neither.
        const std::string zeros(40 << 20, '0');
        QVERIFY(says(read(oneSheet(row({"a", "b"}) + row({zeros, "x"})).file()), "times its size"));
        QVERIFY(says(read(oneSheet(row({"a", "b"})).file(), {}, {100, 200, 8 << 20}),
                     "unpacks to more"));
        std::string rows = row({"a", "b"});
        for (int i = 0; i < 20'000; ++i)
            rows += "<row><c t=\"s\"><v>0</v></c></row>";
        MadeWorkbook shared = oneSheet(rows);
        shared.texts = "<si><t>" + std::string(1 << 20, 'x') + "</t></si>";
        const Read got = read(shared.file());
        QVERIFY(says(got, "times its size"));
        QVERIFY(got.csv.size() < (64 << 20));
        MadeWorkbook styles = oneSheet(row({"a", "b"}));
        std::string block; // larger than what deflate looks back at
        for (int i = 0; i < 100'000; ++i)
            block += char('a' + i * 7919 % 10'007 % 26);
        for (int i = 0; i < 700; ++i)
            styles.styles += block;
        QVERIFY(says(read(styles.file()), "xl/styles.xml: it is larger than 64 MiB"));
    }

    void itIsReadLikeTheSameTable() {
        MadeWorkbook workbook;
        workbook.sheets = {
            {"Revenue",
             row({"Revenue, as booked"}) +
                 row({"tenant", "tier", "feature", "period_start", "period_end", "amount",
                      "currency", "kind"}) +
                 "<row><c t=\"s\"><v>0</v></c><c r=\"D3\" s=\"1\"><v>46143</v></c>"
                 "<c r=\"E3\" s=\"1\"><v>46174</v></c>"
                 "<c r=\"F3\"><v>29.010000000000002</v></c>"
                 "<c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c></row>"
                 "<row><c t=\"s\"><v>0</v></c><c r=\"F4\" t=\"e\"><v>#N/A</v></c></row>"}};
        workbook.texts = "<si><t>acme</t></si><si><t>USD</t></si><si><t>subscription</t></si>";
        workbook.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
        const auto rows = readAll(ScratchFile(workbook.file()).path());
        const auto table =
            readText("\ntenant,tier,feature,period_start,period_end,amount,currency,kind\n"
                     "acme,,,2026-05-01,2026-06-01,29.01,USD,subscription\n");
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(QByteArray::fromStdString(rows->records[0]),
                 QByteArray::fromStdString(table->records[0]));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].line, std::int64_t(4));
        QCOMPARE(rows->totals->rows, std::int64_t(2));
        QCOMPARE(rows->totals->rejected, std::int64_t(1));
        QCOMPARE(rows->totals->notes.at(0), std::string("1 row above the header left out"));
    }
};

QTEST_APPLESS_MAIN(TestWorkbookInput)
#include "tst_workbook_input.moc"
