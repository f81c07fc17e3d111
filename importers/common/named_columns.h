// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// Tables that people make name their columns as they like: "Plan tier", "plan_tier", "Plan-Tier
/// (metadata)". A column is found by the letters and digits of its name.

/// The letters and digits of a name, in small letters; bytes beyond ASCII as they are.
std::string lettersOf(std::string_view name);

/// A column that a format reads, and what it may be called.
struct NamedColumn {
    std::string_view name;                     // "plan_tier"; among its names anyway
    std::span<const std::string_view> names{}; // others, as lettersOf() has them; the best first
};
/// Its place in the header: of several columns the one with the best name.
std::optional<std::size_t> findColumn(const NamedColumn& column, const CsvHeader& header);
/// The names of the columns as the file has them, in this order; its own name where there is no
/// such column, or no header.
std::vector<std::string> namesIn(const FileHead& head, std::span<const NamedColumn> columns);

/// The match of a format that is known by such columns: good, but less certain than a signature.
/// Nothing when one of `needed` is missing.
Match matchByColumns(std::string_view title, std::span<const NamedColumn> needed,
                     const FileHead& head);

} // namespace ms::importers
