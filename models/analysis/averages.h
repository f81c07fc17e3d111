// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"

#include <optional>

namespace ms::analysis {

/// `amount` / `count`, rounded half-even to a pico-unit; nothing when there is nothing to divide
/// by.
std::optional<core::MoneySum> averageOf(core::MoneySum amount, core::Int128 count);
/// `part` / `whole` as a ratio; nothing when the whole is 0.
std::optional<double> shareOf(core::MoneySum part, core::MoneySum whole);
std::optional<double> shareOf(core::Int128 part, core::Int128 whole);

} // namespace ms::analysis
