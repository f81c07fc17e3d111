// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace ms::core {

/// Why one row of a file was not taken. Never an abort, never silence: the receipt lists them.
struct Diagnostic {
    std::int64_t line = 0; // 1-based physical line (or array index) where the row starts
    std::string column;    // column or path at fault; empty when it is the whole row
    std::string reason;    // a full sentence: what is wrong and what was expected
    std::string raw;       // the row without what is never kept, cut at 4 KiB
};

} // namespace ms::core
