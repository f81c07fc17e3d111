// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/workbook_info.h"
#include "tests/importers/input/xml_text.h"

#include <QtTest>

using namespace ms;
using namespace ms::importers;

namespace {

using Parts = std::vector<std::pair<std::string, std::string>>; // name, content

const std::string kWorkbook =
    inTag("workbook",
          "<workbookPr/><sheets>"
          "<sheet name=\"Notes\" sheetId=\"1\" state=\"veryHidden\" r:id=\"rId7\"/>"
          "<sheet name=\"Graph\" sheetId=\"2\" r:id=\"rId8\"/>"
          "<sheet name=\"R&amp;D\" sheetId=\"3\" r:id=\"rId9\"/></sheets>",
          "xmlns:r=\"urn:r\"");
const std::string kPlaces =
    "<Relationships>"
    "<Relationship Id=\"rId9\" Type=\"http://x/worksheet\" Target=\"/xl/worksheets/b.xml\"/>"
    "<Relationship Id=\"rId8\" Type=\"http://x/chartsheet\" Target=\"chartsheets/c.xml\"/>"
    "<Relationship Id=\"rId7\" Type=\"http://x/worksheet\" Target=\"worksheets/a.xml\"/>"
    "<Relationship Id=\"rId1\" Type=\"http://x/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"http://x/styles\" Target=\"Styles.xml\"/></Relationships>";

core::Result<WorkbookInfo> infoOf(const Parts& parts) {
    WorkbookInfoReader reader;
    for (const auto& [name, content] : parts) {
        XmlHandler* const handler = reader.handlerOf(name);
        if (handler == nullptr)
            continue;
        XmlReader xml(*handler);
        if (auto read = xml.read(content); !read)
            return read.error();
        if (auto finished = xml.finish(); !finished)
            return finished.error();
    }
    return reader.finish();
}

Parts with(const std::string& name, const std::string& content) {
    return {
        {"xl/workbook.xml", kWorkbook}, {"xl/_rels/workbook.xml.rels", kPlaces}, {name, content}};
}

std::string refusalOf(const Parts& parts) {
    const auto info = infoOf(parts);
    return info ? std::string() : info.error().message;
}

} // namespace

class TestWorkbookInfo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sheetsComeInTheOrderOfTheTabs() {
        const Parts forwards = with("xl/other.xml", "<a/>");
        for (const Parts& parts : {forwards, Parts(forwards.rbegin(), forwards.rend())}) {
            const auto info = infoOf(parts);
            QVERIFY(info);
            QCOMPARE(info->sheets.size(), std::size_t(2)); // a graph has no cells
            QCOMPARE(info->sheets[0].name, std::string("Notes"));
            QCOMPARE(info->sheets[0].file, std::string("xl/worksheets/a.xml"));
            QVERIFY(info->sheets[0].state == WorkbookInfo::Sheet::State::Hidden);
            QCOMPARE(info->sheets[1].name, std::string("R&D"));
            QCOMPARE(info->sheets[1].file, std::string("xl/worksheets/b.xml"));
            QVERIFY(info->sheets[1].state == WorkbookInfo::Sheet::State::Visible);
            QVERIFY(info->dates == DateSystem::From1900);
        }
    }

    void daysCanCountFrom1904() {
        Parts parts = with("xl/other.xml", "<a/>");
        for (const auto& [value, system] :
             {std::pair("1", DateSystem::From1904), std::pair("true", DateSystem::From1904),
              std::pair("0", DateSystem::From1900), std::pair("false", DateSystem::From1900)}) {
            parts[0].second = kWorkbook;
            parts[0].second.replace(kWorkbook.find("<workbookPr/>"), 13,
                                    "<workbookPr date1904=\"" + std::string(value) + "\"/>");
            QVERIFY(infoOf(parts)->dates == system);
        }
    }

    void textsLoseTheirFontsAndReadings() {
        const auto info =
            infoOf(with("xl/sharedStrings.xml",
                        "<sst count=\"2147483647\" uniqueCount=\"2147483647\">"
                        "<si><t xml:space=\"preserve\"> a </t></si><si/>"
                        "<si><r><rPr><b/></rPr><t>K\u00f6</t></r><r><t>ln</t></r></si>"
                        "<si><t>\u6771\u4eac</t><rPh sb=\"0\" eb=\"2\"><t>\u30c8\u30a6</t></rPh>"
                        "<phoneticPr/></si><si><t></t></si></sst>"));
        QVERIFY(info);
        QCOMPARE(info->texts.size(), std::size_t(5));
        QCOMPARE(info->texts[0], std::string_view(" a "));
        QCOMPARE(info->texts[1], std::string_view());
        QCOMPARE(info->texts[2], std::string_view("K\u00f6ln"));
        QCOMPARE(info->texts[3], std::string_view("\u6771\u4eac"));
        QCOMPARE(info->texts[4], std::string_view());
    }

    void stylesOfDatesAreKnown() {
        const auto info = infoOf(with(
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\"/>"
            "<numFmt numFmtId=\"165\" formatCode=\"0.000\"/></numFmts>"
            "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
            "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
            "<xf numFmtId=\"14\"/><xf/></cellXfs>"
            "<dxfs><dxf><numFmt numFmtId=\"165\" formatCode=\"d\"/></dxf></dxfs></styleSheet>"));
        QVERIFY(info);
        QVERIFY((info->isDateStyle == std::vector<bool>{false, true, false, true, false}));
    }

    void unusualWorkbooksAreRefused() {
        QVERIFY(refusalOf({}).find("no sheet") != std::string::npos);
        QVERIFY(refusalOf({{"xl/workbook.xml", kWorkbook}}).find("no sheet") != std::string::npos);
        Parts parts = with("xl/other.xml", "<a/>");
        parts[1].second.replace(kPlaces.find("\"Styles.xml"), 11, "\"s/styles.xml");
        QVERIFY(refusalOf(parts).find("'xl/s/styles.xml'") != std::string::npos);
    }

    void textIsLimited() {
        const std::string million(1'000'000, 'x');
        std::string texts = "<sst>";
        for (int i = 0; i < 140; ++i)
            texts += "<si><t>" + million + "</t></si>";
        QVERIFY(refusalOf(with("xl/sharedStrings.xml", texts + "</sst>")).find("128 MiB") !=
                std::string::npos);
    }

    void partsAreTheSameInSmallLetters() {
        QVERIFY(isSamePart("xl/SharedStrings.xml", "xl/sharedstrings.XML"));
        QVERIFY(!isSamePart("xl/a.xml", "xl/a.xm"));
        QVERIFY(!isSamePart("xl/@.xml", "xl/`.xml"));
    }
};

QTEST_APPLESS_MAIN(TestWorkbookInfo)
#include "tst_workbook_info.moc"
