// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/time.h"
#include "models/pricing/cost_of.h"
#include "models/pricing/price_book.h"

#include <optional>
#include <string>

namespace ms::pricing {

/// Why `book` has no price for an attempt, as a full sentence. `day` is its civil day in the
/// reporting zone, absent when its time is unknown; `card` are the rules found for it.
std::string unpricedReason(const PriceBook& book, const PriceKey& key, const Usage& usage,
                           std::optional<core::Day> day, const RateCard& card);

} // namespace ms::pricing
