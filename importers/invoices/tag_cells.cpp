// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/tag_cells.h"

#include "importers/common/number_format.h"
#include "importers/common/tags.h"

namespace ms::importers {

const std::string& TagCells::read(Record& record, std::size_t key) {
    if (const JsonValue object = record.root()[record.name(key)]; object.isObject()) {
        Tags tags;
        tags.addAll(object);
        m_tags = tags.finish();
        m_cell.clear();
        return m_tags;
    }
    const std::string_view cell = record.text(key);
    if (m_cell != cell || cell.empty())
        readCell(cell);
    return m_tags;
}

void TagCells::readCell(std::string_view cell) {
    m_cell = cell;
    const std::string_view text = trimmed(cell);
    std::string braced;
    if (!text.starts_with('{'))
        braced.append(1, '{').append(text).append(1, '}');
    const auto parsed = m_parser.parse(braced.empty() ? text : std::string_view(braced));
    Tags tags;
    if (parsed && parsed->isObject())
        tags.addAll(*parsed);
    else
        tags.add("tags", text);
    m_tags = tags.finish();
}

} // namespace ms::importers
