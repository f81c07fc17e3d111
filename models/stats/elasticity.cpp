// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/elasticity.h"

#include <cmath>

namespace ms::stats {

double retainedShare(double priceRatio, double elasticity) {
    return std::pow(priceRatio, elasticity);
}

PriceResponse priceResponse(const PriceChange& change) {
    const double p0 = change.priceBefore, p1 = change.priceAfter, c = change.unitCost;
    PriceResponse result;
    result.quantityAfter = change.quantityBefore * retainedShare(p1 / p0, change.elasticity);
    result.revenueBefore = p0 * change.quantityBefore;
    result.revenueAfter = p1 * result.quantityAfter;
    result.marginBefore = (p0 - c) * change.quantityBefore;
    result.marginAfter = (p1 - c) * result.quantityAfter;
    if (change.elasticity < -1)
        result.bestPrice = c * change.elasticity / (1 + change.elasticity);
    if (p1 > c) {
        result.breakEvenQuantity = result.marginBefore / (p1 - c);
        if (p0 > c && p1 > 0 && p1 != p0)
            result.breakEvenElasticity = std::log((p0 - c) / (p1 - c)) / std::log(p1 / p0);
    }
    return result;
}

} // namespace ms::stats
