// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/record.h"

#include <string>
#include <string_view>

namespace ms::importers {

/// Reads the tags that cost exports write into one cell. For one thread; remembers the last cell,
/// because neighbours mostly have the same.
class TagCells {
public:
    /// The tags under `key` as facts keep them: a JSON object of texts, or empty. The cell holds a
    /// JSON object, with or without its braces; null values are left out. Anything else is kept
    /// whole as the tag "tags": a charge must not be lost because of it. Valid until the next call.
    const std::string& read(Record& record, std::size_t key);

private:
    void readCell(std::string_view cell);

    JsonParser m_parser;
    std::string m_cell;
    std::string m_tags;
};

} // namespace ms::importers
