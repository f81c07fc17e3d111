// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/plan_charge.h"

#include "models/pricing/line_amount.h"

#include <algorithm>
#include <vector>

namespace ms::scenario {

using core::Decimal;
using core::Result;

namespace {

Result<Decimal> charge(std::int64_t units, const Decimal& price) {
    return pricing::lineAmount({units, 0}, price, {}, 0);
}

Result<Decimal> product(const Decimal& amount, const Decimal& factor) {
    return pricing::lineAmount(amount, factor, {}, 0);
}

Result<Decimal> difference(const Decimal& a, const Decimal& b) {
    return pricing::sumOf(std::vector{a, Decimal{-b.digits, b.scale}});
}

} // namespace

Result<Decimal> graduatedCharge(std::int64_t usage, std::span<const PriceTier> tiers) {
    std::vector<Decimal> slices;
    std::int64_t from = 0;
    for (const PriceTier& tier : tiers) {
        const std::int64_t to = tier.upTo ? std::min(usage, *tier.upTo) : usage;
        if (to <= from)
            break;
        const auto slice = charge(to - from, tier.price);
        if (!slice)
            return slice.error();
        slices.push_back(*slice);
        from = to;
    }
    return pricing::sumOf(slices);
}

Result<Decimal> volumeCharge(std::int64_t usage, std::span<const PriceTier> tiers) {
    for (const PriceTier& tier : tiers)
        if (!tier.upTo || usage <= *tier.upTo)
            return charge(usage, tier.price);
    return Decimal{};
}

Result<QuotaEffect> quotaEffect(std::int64_t unitsBeyondQuota, const QuotaTerms& terms) {
    const auto cost = charge(unitsBeyondQuota, terms.unitCost);
    const auto price = charge(unitsBeyondQuota, terms.overagePrice);
    if (!cost || !price)
        return cost ? price.error() : cost.error();
    const auto lostCost = product(*cost, terms.lostShare);
    const auto lostRevenue = product(*price, terms.lostShare);
    if (!lostCost || !lostRevenue)
        return lostCost ? lostRevenue.error() : lostCost.error();
    const auto keptRevenue = difference(*price, *lostRevenue);
    const auto keptCost = difference(*cost, *lostCost);
    if (!keptRevenue || !keptCost)
        return keptRevenue ? keptCost.error() : keptRevenue.error();
    const auto margin = difference(*keptRevenue, *keptCost);
    if (!margin)
        return margin.error();
    return QuotaEffect{*cost, *keptRevenue, *margin, *lostCost};
}

} // namespace ms::scenario
