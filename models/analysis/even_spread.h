// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"

#include <cstdint>

namespace ms::analysis {

/// Equal parts of a whole: what core::largestRemainder gives for equal weights, in closed form.
/// The first parts are one pico-unit larger; all `count` parts add up to `whole` exactly.
/// Errors  CHECK: 0 <= from <= to <= count, count > 0.
core::MoneySum evenShare(core::MoneySum whole, std::int64_t index, std::int64_t count);

/// The sum of the parts [from, to).
core::MoneySum evenShares(core::MoneySum whole, std::int64_t from, std::int64_t to,
                          std::int64_t count);

} // namespace ms::analysis
