// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ms::importers {

/// A flat JSON record, values as text: numbers as they are written, null and absent as empty.
struct JsonRow {
    std::vector<std::pair<std::string, std::string>> values;
    std::int64_t line = 0;
    std::string_view raw;
    std::string problem; // why it cannot be read; empty when fine
    bool isCut = false;  // the last line of a file that is still being written
};

/// Walks flat records, one a line or one an element of an array. For small files: native tables.
class JsonRows {
public:
    JsonRows(const Chunk& chunk, Layout layout);
    ~JsonRows();
    bool next(JsonRow& row);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Document when `head` begins with '[', else Lines.
Layout jsonRowsLayoutOf(std::string_view head);
/// Keys of the first record; empty when the file is no JSON.
std::vector<std::string> firstKeysOf(std::string_view head);

} // namespace ms::importers
