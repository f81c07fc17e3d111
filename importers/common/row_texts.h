// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

#include <span>

namespace ms::importers {

/// A row of a file that was read before, as it was corrected since.
struct RowText {
    std::int64_t line = 0; // where it stands in its file
    std::string text;
};

/// Why a row is still not taken.
struct RowRefusal {
    std::size_t row = 0; // among those given
    std::string column;
    std::string reason;
};

struct RowTexts {
    std::string name; // of the whole, as a receipt says it
    std::string
        head; // what every row needs in front of it: the header line with its end, or nothing
    char delimiter = '\0'; // of the head; NUL: found by counting
    std::span<const RowText> rows;
};

/// Read each row alone as `format` reads a file that holds nothing else, so that one with a quote
/// too many spoils no other. What is taken goes to `sink` as one file, under the lines that the
/// rows have in theirs; nothing does where every row is refused. Errors  Usage: rows of this format
/// mean something only after the rows before them. Cancelled, or the sink's. Cost  linear; some 10
/// us a row.
core::Result<std::vector<RowRefusal>> readRowTexts(const Format& format, const RowTexts& texts,
                                                   const ReadOptions& options, core::RowSink& sink,
                                                   const core::ProgressFn& progress,
                                                   const std::stop_token& stop);

} // namespace ms::importers
