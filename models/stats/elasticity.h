// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace ms::stats {

/// A price change, and how demand answers: quantity = q0 (p1 / p0)^elasticity.
struct PriceChange {
    double priceBefore = 0;
    double priceAfter = 0;
    double quantityBefore = 0;
    double elasticity = 0; // 0 or less, an assumption: always vary it
    double unitCost = 0;
};
/// Empty where undefined.
struct PriceResponse {
    double quantityAfter = 0;
    double revenueBefore = 0;
    double revenueAfter = 0;
    double marginBefore = 0;
    double marginAfter = 0;
    std::optional<double> bestPrice;         // only where elasticity < -1
    std::optional<double> breakEvenQuantity; // that earns the margin of before
    std::optional<double> breakEvenElasticity;
};
/// Source  METHODS 5.7.
PriceResponse priceResponse(const PriceChange& change);

/// The share of demand that stays when the price becomes `priceRatio` times what it was.
double retainedShare(double priceRatio, double elasticity);

} // namespace ms::stats
