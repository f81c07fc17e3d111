// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// How freely an export writes the names of its columns. Some come in PascalCase from one contract
/// and in camelCase from another, or in the reader's language.
enum class Letters : std::uint8_t {
    AsIs,
    AnyCase,
    Translated, // any case; another language has the English name in brackets: "Datum (Date)"
};
/// Whether a column of that name is the one that is asked for.
bool isSameName(std::string_view column, std::string_view wanted, Letters letters);

/// The first record of a CSV file.
struct CsvHeader {
    std::vector<std::string> names; // blanks around them removed
    char delimiter = ',';
    std::size_t bytes = 0; // up to and with its line end
    std::int64_t lines = 0;

    std::optional<std::size_t> indexOf(std::string_view name) const;
};
/// `delimiter` 0: found by counting. Nullopt when `head` has no complete record, or looks like
/// JSON.
std::optional<CsvHeader> readCsvHeader(std::string_view head, char delimiter = 0);
/// Why the first record of delimited text is no header, as a sentence; null when it is one.
const char* whyNoCsvHeader(std::string_view head, char delimiter = 0);

} // namespace ms::importers
