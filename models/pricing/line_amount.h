// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/decimal.h"
#include "models/core/result.h"

#include <span>

namespace ms::pricing {

/// The exact amount of one line: quantity x unit price x all multipliers / 10^perDecimals.
/// Rates per million tokens have `perDecimals` 6, a price each has 0. Multipliers go first and
/// nothing is rounded, so the caller rounds once, with core::scaled.
/// Errors  BadInput: more digits than 127 bits hold.
/// Source  METHODS.md 7.1.
core::Result<core::Decimal> lineAmount(const core::Decimal& quantity,
                                       const core::Decimal& unitPrice,
                                       std::span<const core::Decimal> multipliers, int perDecimals);

/// The exact sum of line amounts.
/// Errors  BadInput: more digits than 127 bits hold.
core::Result<core::Decimal> sumOf(std::span<const core::Decimal> amounts);

} // namespace ms::pricing
