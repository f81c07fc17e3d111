// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/importers/input/made_archive.h"
#include "tests/importers/input/xml_text.h"

namespace ms::importers {

/// A workbook as spreadsheet programs write them, with little in it.
struct MadeWorkbook {
    struct Sheet {
        std::string name;
        std::string rows; // what is in <sheetData>
        std::string attributes{};
    };
    std::vector<Sheet> sheets;
    std::string properties{}; // <workbookPr .../>
    std::string texts{};      // what is in <sst>
    std::string styles{};     // what is in <styleSheet>
    Members others{};

    static std::string sheetOf(const std::string& rows) {
        return "<?xml version=\"1.0\"?>" +
               inTag("worksheet", "<dimension ref=\"A1\"/>" + inTag("sheetData", rows),
                     "xmlns=\"urn:s\"");
    }
    Members members() const {
        std::string tabs, places;
        Members all;
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            tabs += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\" r:id=\"r" +
                    number + "\" " + sheets[i].attributes + "/>";
            places += "<Relationship Id=\"r" + number +
                      "\" Type=\"urn:o/worksheet\" "
                      "Target=\"worksheets/sheet" +
                      number + ".xml\"/>";
            all.emplace_back("xl/worksheets/sheet" + number + ".xml", sheetOf(sheets[i].rows));
        }
        all.emplace_back("[Content_Types].xml", "<Types/>");
        all.emplace_back("_rels/.rels", "<Relationships/>");
        all.emplace_back("xl/workbook.xml", inTag("workbook", properties + inTag("sheets", tabs),
                                                  "xmlns:r=\"urn:r\""));
        all.emplace_back("xl/_rels/workbook.xml.rels", inTag("Relationships", places));
        if (!texts.empty())
            all.emplace_back("xl/sharedStrings.xml", inTag("sst", texts));
        if (!styles.empty())
            all.emplace_back("xl/styles.xml", inTag("styleSheet", styles));
        all.insert(all.end(), others.begin(), others.end());
        return all;
    }
    std::string file() const { return zipOf(members()); }
};

} // namespace ms::importers
