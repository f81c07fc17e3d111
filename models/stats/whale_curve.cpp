// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/whale_curve.h"

#include "models/stats/compensated_sum.h"
#include "models/stats/quantile.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ms::stats {

using core::Int128;

WhaleCurve whaleCurve(std::span<const TenantMargin> tenants) {
    std::vector<std::size_t> order(tenants.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (tenants[a].margin != tenants[b].margin)
            return tenants[a].margin > tenants[b].margin;
        return tenants[a].id < tenants[b].id;
    });

    WhaleCurve curve;
    curve.points.reserve(order.size());
    for (const std::size_t tenant : order) {
        curve.total += tenants[tenant].margin;
        curve.points.push_back({tenant, curve.total});
        if (curve.tenantsAtPeak == 0 || curve.total > curve.peak) {
            curve.peak = curve.total;
            curve.tenantsAtPeak = curve.points.size();
        }
        if (tenants[tenant].margin < 0)
            curve.negativeTenants.push_back(tenant);
    }
    curve.erosion = curve.peak - curve.total;
    return curve;
}

MarginRates marginRates(std::span<const TenantAmounts> tenants) {
    MarginRates result;
    std::vector<std::pair<double, double>> rateAndCost;
    Int128 revenue = 0, cost = 0;
    for (std::size_t i = 0; i < tenants.size(); ++i) {
        const TenantAmounts& tenant = tenants[i];
        revenue += tenant.revenue;
        cost += tenant.cost;
        if (tenant.revenue > 0)
            rateAndCost.emplace_back(double(tenant.revenue - tenant.cost) / double(tenant.revenue),
                                     double(tenant.cost));
        else
            (tenant.revenue == 0 ? result.free : result.inCredit).push_back(i);
    }
    if (revenue > 0)
        result.portfolio = double(revenue - cost) / double(revenue);
    if (rateAndCost.empty())
        return result;

    std::sort(rateAndCost.begin(), rateAndCost.end());
    std::vector<double> rates;
    CompensatedSum weighted, weights;
    for (const auto& [rate, weight] : rateAndCost) {
        rates.push_back(rate);
        weighted.add(rate * weight);
        weights.add(weight);
    }
    result.medianTenant = median(rates);
    if (weights.value() > 0)
        result.costWeighted = weighted.value() / weights.value();
    return result;
}

} // namespace ms::stats
