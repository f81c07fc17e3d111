// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

#include <string>
#include <string_view>
#include <vector>

namespace ms::fuzz {

/// All that a format makes of some bytes.
struct RowsRead {
    std::vector<std::string> records; // normalised
    std::vector<std::string> rejects; // line, column and reason
    std::int64_t rows = 0;
    std::int64_t skipped = 0;
    std::vector<std::string> notes;
    friend bool operator==(const RowsRead&, const RowsRead&) = default;
};

/// The beginning of the bytes, as import.cpp makes it of a file.
importers::FileHead headOf(std::string_view bytes);

/// Read the bytes in chunks of `chunkBytes` on this thread; empty where there is no plan.
/// Checks what must hold of any rows, whatever the bytes are: see checkRows() in the source.
RowsRead readRows(const importers::Format& format, const importers::FileHead& head,
                  std::string_view bytes, std::size_t chunkBytes);

} // namespace ms::fuzz
