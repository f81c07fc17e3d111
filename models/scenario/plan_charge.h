// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/decimal.h"
#include "models/core/result.h"

#include <cstdint>
#include <optional>
#include <span>

namespace ms::scenario {

/// "Up to `upTo` units, each costs `price`"; the last one has no end.
struct PriceTier {
    std::optional<std::int64_t> upTo; // inclusive
    core::Decimal price;
};

/// Each slice of the usage at the price of its own tier.
/// Input   ascending; the last one has no end.
/// Errors  BadInput: more digits than 127 bits hold.
/// Source  METHODS 5.7.
core::Result<core::Decimal> graduatedCharge(std::int64_t usage, std::span<const PriceTier> tiers);
/// All of the usage at the price of the tier that it reaches.
core::Result<core::Decimal> volumeCharge(std::int64_t usage, std::span<const PriceTier> tiers);

/// Units beyond what is included; 0 where there are none.
constexpr std::int64_t unitsBeyond(std::int64_t usage, std::int64_t included) {
    return usage > included ? usage - included : 0;
}

/// What a limit does to units beyond it.
struct QuotaTerms {
    core::Decimal unitCost;
    core::Decimal overagePrice;
    core::Decimal lostShare; // of those units: blocked, or their users leave
};
struct QuotaEffect {
    core::Decimal hardCapSaving;   // all of them blocked
    core::Decimal overageRevenue;  // of those that stay
    core::Decimal overageMargin;   // that, less what they cost
    core::Decimal lostUnitsSaving; // cost of those that are lost
};
/// Errors  BadInput: more digits than 127 bits hold.
/// Source  METHODS 5.7.
core::Result<QuotaEffect> quotaEffect(std::int64_t unitsBeyondQuota, const QuotaTerms& terms);

} // namespace ms::scenario
