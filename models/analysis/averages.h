// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"

#include <cstdint>
#include <optional>
#include <span>

namespace ms::analysis {

/// `amount` / `count`, rounded half-even to a pico-unit; nothing when there is nothing to divide
/// by.
std::optional<core::MoneySum> averageOf(core::MoneySum amount, core::Int128 count);
/// `part` / `whole` as a ratio; nothing when the whole is 0.
std::optional<double> shareOf(core::MoneySum part, core::MoneySum whole);
std::optional<double> shareOf(core::Int128 part, core::Int128 whole);

/// An amount in units of the currency, for statistics and drawing only: never shown, never added
/// up.
double inUnits(core::MoneySum amount);
/// What a statistic says in units of the currency, rounded to a pico-unit.
core::MoneySum inMoney(double units);

/// The quantile `numerator` / `denominator` by linear interpolation between amounts (type 7,
/// METHODS 0.1), exact, then rounded half-even to a pico-unit; nothing when there are no amounts.
/// Input  `sorted` ascending; 0 <= numerator <= denominator.
std::optional<core::MoneySum> quantileOf(std::span<const core::MoneySum> sorted,
                                         std::int64_t numerator, std::int64_t denominator);

} // namespace ms::analysis
