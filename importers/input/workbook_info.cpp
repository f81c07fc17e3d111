// SPDX-License-Identifier: GPL-3.0-or-later
// ECMA-376 part 1, section 18 (SpreadsheetML).
#include "importers/input/workbook_info.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace ms::importers {

using core::Error;

namespace {

constexpr std::size_t kMostTextBytes = std::size_t{128} << 20;
constexpr std::string_view kTextsFile = "xl/sharedStrings.xml";
constexpr std::string_view kStylesFile = "xl/styles.xml";

int numberOf(std::string_view text) {
    int number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

/// xl/workbook.xml
class WorkbookInfoReader::Sheets final : public XmlHandler {
public:
    struct Sheet {
        std::string name;
        std::string place; // id of a relationship
        WorkbookInfo::Sheet::State state;
    };
    std::vector<Sheet> list;
    DateSystem dates = DateSystem::From1900;

    void begin(std::string_view element, const XmlAttributes& attributes) override {
        if (element == "sheet")
            list.push_back({std::string(attributes["name"]), std::string(attributes["id"]),
                            attributes["state"].ends_with("idden") // also "veryHidden"
                                ? WorkbookInfo::Sheet::State::Hidden
                                : WorkbookInfo::Sheet::State::Visible});
        const std::string_view late = attributes["date1904"];
        if (element == "workbookPr" && (late == "1" || late == "true"))
            dates = DateSystem::From1904;
    }
    void end(std::string_view /*element*/) override {}
    void text(std::string_view /*piece*/) override {}
};

/// xl/_rels/workbook.xml.rels
class WorkbookInfoReader::Places final : public XmlHandler {
public:
    std::map<std::string, std::string, std::less<>> files; // of sheets, by id
    std::string unusual;                                   // place of texts or styles

    void begin(std::string_view element, const XmlAttributes& attributes) override {
        if (element != "Relationship")
            return;
        const std::string_view type = attributes["Type"];
        const std::string_view target = attributes["Target"];
        std::string file =
            target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
        if ((type.ends_with("sharedStrings") && !isSamePart(file, kTextsFile)) ||
            (type.ends_with("styles") && !isSamePart(file, kStylesFile)))
            unusual = file;
        if (type.ends_with("worksheet"))
            files[std::string(attributes["Id"])] = std::move(file);
    }
    void end(std::string_view /*element*/) override {}
    void text(std::string_view /*piece*/) override {}
};

/// xl/sharedStrings.xml. A text may be cut into runs of different fonts; readings of it in another
/// script (rPh) are no part of it.
class WorkbookInfoReader::Texts final : public XmlHandler {
public:
    SharedTexts list;
    bool isTooMuch = false;

    void begin(std::string_view element, const XmlAttributes& /*attributes*/) override {
        isTooMuch = isTooMuch || list.bytes() > kMostTextBytes;
        if (element == "si" && !isTooMuch)
            list.beginNext();
        m_isReading = m_isReading || element == "rPh";
        m_isText = element == "t" && !m_isReading;
    }
    void end(std::string_view element) override {
        m_isText = false;
        if (element == "rPh")
            m_isReading = false;
    }
    void text(std::string_view piece) override {
        isTooMuch = isTooMuch || list.bytes() + piece.size() > kMostTextBytes;
        if (m_isText && list.size() > 0 && !isTooMuch)
            list.append(piece);
    }

private:
    bool m_isText = false;
    bool m_isReading = false;
};

/// xl/styles.xml
class WorkbookInfoReader::Styles final : public XmlHandler {
public:
    std::vector<int> formatOfStyle;
    std::map<int, bool> isDate; // formats of this workbook

    void begin(std::string_view element, const XmlAttributes& attributes) override {
        if (element == "numFmts")
            m_isFormats = true; // else of a conditional format, with numbers of its own
        if (element == "numFmt" && m_isFormats)
            isDate[numberOf(attributes["numFmtId"])] = isDateFormat(attributes["formatCode"]);
        if (element == "cellXfs")
            m_isCellStyles = true;
        if (element == "xf" && m_isCellStyles)
            formatOfStyle.push_back(numberOf(attributes["numFmtId"]));
    }
    void end(std::string_view element) override {
        if (element == "numFmts")
            m_isFormats = false;
        if (element == "cellXfs")
            m_isCellStyles = false;
    }
    void text(std::string_view /*piece*/) override {}

private:
    bool m_isFormats = false;
    bool m_isCellStyles = false;
};

WorkbookInfoReader::WorkbookInfoReader()
    : m_sheets{std::make_unique<Sheets>()}, m_places{std::make_unique<Places>()},
      m_texts{std::make_unique<Texts>()}, m_styles{std::make_unique<Styles>()} {}
WorkbookInfoReader::~WorkbookInfoReader() = default;

XmlHandler* WorkbookInfoReader::handlerOf(std::string_view file) {
    if (isSamePart(file, "xl/workbook.xml"))
        return m_sheets.get();
    if (isSamePart(file, "xl/_rels/workbook.xml.rels"))
        return m_places.get();
    if (isSamePart(file, kTextsFile))
        return m_texts.get();
    return isSamePart(file, kStylesFile) ? m_styles.get() : nullptr;
}

bool isSamePart(std::string_view a, std::string_view b) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [small](char x, char y) { return small(x) == small(y); });
}

core::Result<WorkbookInfo> WorkbookInfoReader::finish() {
    WorkbookInfo info;
    for (const Sheets::Sheet& sheet : m_sheets->list)
        if (const auto file = m_places->files.find(sheet.place); file != m_places->files.end())
            info.sheets.push_back({sheet.name, file->second, sheet.state}); // else a chart
    const auto refused = [](std::string why) {
        return Error{Error::Code::BadInput, std::move(why), {}};
    };
    if (info.sheets.empty())
        return refused("The workbook has no sheet with cells.");
    if (!m_places->unusual.empty())
        return refused("The workbook keeps its texts or styles in an unusual place ('" +
                       m_places->unusual + "'). Open it in a spreadsheet program and save it.");
    if (m_texts->isTooMuch)
        return refused("The workbook holds more than 128 MiB of text. Save the sheet as CSV.");
    for (const int format : m_styles->formatOfStyle) {
        const auto own = m_styles->isDate.find(format);
        info.isDateStyle.push_back(own != m_styles->isDate.end() ? own->second
                                                                 : isBuiltInDateFormat(format));
    }
    info.texts = std::move(m_texts->list);
    info.dates = m_sheets->dates;
    return info;
}

} // namespace ms::importers
