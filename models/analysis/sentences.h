// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ms::analysis {

/// Figures inside the sentences of a result, in English and without a locale: "$1,204.17",
/// "-$0.00042", "EUR 12.30". Two decimals; below a dime as many as three significant digits take,
/// as in tables.
std::string moneyWords(core::MoneySum amount, std::string_view currency);
/// "48,210".
std::string countWords(core::Int128 count);
/// "1 attempt", "12 attempts".
std::string countWords(core::Int128 count, std::string_view noun);
/// A ratio as "12.5%", "-3%": one decimal where there is one.
std::string percentWords(double ratio);
/// `part` / `whole` as "12.5%"; `whole` is not zero.
std::string shareWords(core::MoneySum part, core::MoneySum whole);

/// `part` / `whole` as "14.2 times"; `whole` is not zero.
std::string timesWords(core::MoneySum part, core::MoneySum whole);
/// A length of time in its two largest units: "240 ms", "37.5 s", "12 min 5 s", "3 h", "2 d 4 h".
std::string durationWords(std::int64_t microseconds);

} // namespace ms::analysis
