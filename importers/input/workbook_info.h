// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/input/cell_text.h"
#include "importers/input/xml_reader.h"

#include <string>
#include <vector>

namespace ms::importers {

/// Texts that cells refer to by their number, one after the other in memory.
class SharedTexts {
public:
    void beginNext() { m_ends.push_back(m_all.size()); }
    void append(std::string_view piece) {
        m_all.append(piece);
        m_ends.back() = m_all.size();
    }
    std::size_t size() const { return m_ends.size(); }
    std::size_t bytes() const { return m_all.size() + m_ends.size() * sizeof(std::size_t); }
    std::string_view operator[](std::size_t number) const {
        const std::size_t begin = number == 0 ? 0 : m_ends[number - 1];
        return std::string_view(m_all).substr(begin, m_ends[number] - begin);
    }

private:
    std::string m_all;
    std::vector<std::size_t> m_ends;
};

/// What the cells of a workbook's sheets refer to.
struct WorkbookInfo {
    struct Sheet {
        enum class State : std::uint8_t { Visible, Hidden };
        std::string name; // as its tab says
        std::string file; // in the archive: "xl/worksheets/sheet1.xml"
        State state = State::Visible;
    };
    std::vector<Sheet> sheets;     // in the order of the tabs
    SharedTexts texts;             // with the escapes of the file
    std::vector<bool> isDateStyle; // by number of the cell's style
    DateSystem dates = DateSystem::From1900;
};

/// Reads the parts of a workbook that are not sheets, in any order.
class WorkbookInfoReader {
public:
    WorkbookInfoReader();
    ~WorkbookInfoReader();
    /// What takes the part of that name; null for parts that say nothing about cells.
    XmlHandler* handlerOf(std::string_view file);
    /// What was read. Errors  BadInput: no sheet, texts or styles in another place than is usual,
    /// more text than 128 MiB.
    core::Result<WorkbookInfo> finish();

private:
    class Sheets;
    class Places;
    class Texts;
    class Styles;
    std::unique_ptr<Sheets> m_sheets;
    std::unique_ptr<Places> m_places;
    std::unique_ptr<Texts> m_texts;
    std::unique_ptr<Styles> m_styles;
};

/// Whether two names of parts mean the same one: by their letters, large or small.
bool isSamePart(std::string_view a, std::string_view b);

} // namespace ms::importers
