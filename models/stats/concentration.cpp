// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/concentration.h"

#include "models/stats/compensated_sum.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

namespace {

/// Negatives are taken out of the ascending values and leave a zero each.
void netNegatives(std::vector<double>& ascending, Concentration& result) {
    CompensatedSum negative;
    for (double& value : ascending) {
        if (value >= 0)
            break;
        negative.add(value);
        ++result.negativeUnits;
        value = 0;
    }
    result.negativeTotal = negative.value();
}

void fillIndices(std::span<const double> ascending, Concentration& result) {
    const double n = double(ascending.size());
    CompensatedSum ranked, squares, theil, cumulated;
    result.lorenz.reserve(ascending.size() + 1);
    result.lorenz.push_back({});
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        const double share = ascending[i] / result.total;
        ranked.add((2 * double(i + 1) - n - 1) * share);
        squares.add(share * share);
        if (share > 0)
            theil.add(share * std::log(n * share));
        cumulated.add(ascending[i]);
        result.lorenz.push_back({double(i + 1) / n, cumulated.value() / result.total});
    }
    result.gini = ranked.value() / n;
    result.hhi = squares.value();
    result.effectiveNumber = 1 / squares.value();
    result.theil = theil.value();
    if (ascending.size() > 1) {
        result.giniUnbiased = n / (n - 1) * *result.gini;
        result.hhiNormalized = (*result.hhi - 1 / n) / (1 - 1 / n);
    }
    result.topTenthShare = result.topShare((ascending.size() + 9) / 10);
}

} // namespace

std::optional<double> Concentration::topShare(std::size_t count) const {
    if (lorenz.empty())
        return {};
    return 1 - lorenz[units - std::min(count, units)].shareOfTotal;
}

Concentration concentration(std::span<const double> values) {
    Concentration result;
    result.units = values.size();
    std::vector<double> ascending(values.begin(), values.end());
    std::sort(ascending.begin(), ascending.end());
    netNegatives(ascending, result);
    CompensatedSum total;
    for (const double value : ascending)
        total.add(value);
    result.total = total.value();
    if (result.total > 0)
        fillIndices(ascending, result);
    else
        result.status = Status::ZeroDenominator;
    return result;
}

} // namespace ms::stats
