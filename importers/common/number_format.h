// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/decimal.h"
#include "models/core/money.h"
#include "models/mapping/value_formats.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ms::importers {

/// A profile chooses the format of a column; nothing is guessed from single values, because "1,234"
/// is either a thousand or a fraction.
using mapping::NumberFormat;

/// `text` in the plain form that core::parseDecimal takes; nullopt when it breaks the format's
/// rules.
std::optional<std::string> plainForm(std::string_view text, NumberFormat format);

/// A whole number, or why there is none. The reason is a part of a sentence: "'x' is ...".
struct WholeNumber {
    std::int64_t value = 0;
    const char* problem = nullptr; // null when fine
};
/// Read a count: not negative, whole ("1180.0" is), at most 2^53, so that no reader on the way
/// through floating point can have changed it.
WholeNumber parseCount(std::string_view text, NumberFormat format = NumberFormat::Plain);

inline constexpr std::int64_t kLargestCount = std::int64_t{1} << 53;

core::Result<core::Decimal> parseNumber(std::string_view text, NumberFormat format);
core::Result<core::Money> parseAmount(std::string_view text, NumberFormat format);

/// "true", "false", "1", "0" (any case); nullopt for anything else.
std::optional<bool> parseTruth(std::string_view text);

/// `text`, or its first `most` bytes with "..." behind them, cut between characters of UTF-8.
std::string shortened(std::string text, std::size_t most);

/// `text` without blanks, tabs and line ends around it.
std::string_view trimmed(std::string_view text);

} // namespace ms::importers
