// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/file_head.h"
#include "importers/common/record.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ms::importers {

/// Numbers as people and localised programs write them: "$1,250.00", "-$0.38", "($0.60)",
/// "1.250,00 €", "1 250,00". U+2212 is a minus.

/// What stands before the fraction in the numbers of a file.
enum class DecimalMark : std::uint8_t { Unknown, Point, Comma };

/// What one number says about it: "39.00" and "1,250.00" have a point, "39,00" and "0,036" a comma;
/// "1,250", "1.250" and "12" say nothing.
DecimalMark decimalMarkIn(std::string_view number);
/// What the numbers in these columns say, as far as the beginning of the file has them; Unknown
/// where they say nothing, or contradict each other. JSON has points.
DecimalMark decimalMarkOf(const FileHead& head, std::span<const std::string> columns);

/// The number under `key`. Where the file does not tell its mark, one that may be read both ways
/// spoils the record, as anything else that is no number does.
std::optional<core::Decimal> writtenNumberAt(Record& record, std::size_t key, DecimalMark mark);

/// The code of the currency sign of a number: "USD" for $, "EUR", "GBP"; empty when it has none.
std::string_view currencySignIn(std::string_view number);

} // namespace ms::importers
