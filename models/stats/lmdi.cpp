// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/lmdi.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

namespace {

long double productOf(std::span<const double> factors) {
    long double product = 1;
    for (const double factor : factors)
        product *= factor;
    return product;
}

bool hasNegative(std::span<const double> factors) {
    return std::any_of(factors.begin(), factors.end(), [](double factor) { return factor < 0; });
}

/// ln(after / before), exact also for ratios close to 1.
long double logRatio(long double after, long double before) {
    const long double relative = (after - before) / before;
    return std::abs(relative) < 0.5L ? std::log1p(relative) : std::log(after / before);
}

/// The sums on their way to a LogMeanDecomposition.
struct Totals {
    LongCompensatedSum total0, total1, entered, exited, undecomposed;
    std::vector<LongCompensatedSum> effects;

    void addSegment(std::span<const double> before, std::span<const double> after) {
        const long double cost0 = productOf(before), cost1 = productOf(after);
        total0.add(cost0);
        total1.add(cost1);
        if (hasNegative(before) || hasNegative(after)) {
            undecomposed.add(cost1 - cost0);
        } else if (cost0 == 0) {
            entered.add(cost1);
        } else if (cost1 == 0) {
            exited.add(-cost0);
        } else {
            const long double weight = logarithmicMean(cost1, cost0);
            for (std::size_t i = 0; i < effects.size(); ++i)
                effects[i].add(weight * logRatio(after[i], before[i]));
        }
    }
};

} // namespace

long double logarithmicMean(long double a, long double b) {
    CHECK(a > 0 && b > 0, "A logarithmic mean needs positive numbers.");
    return a == b ? a : (a - b) / logRatio(a, b);
}

LogMeanDecomposition logMeanDecomposition(std::size_t factors, std::span<const double> before,
                                          std::span<const double> after) {
    CHECK(factors > 0 && before.size() == after.size() && before.size() % factors == 0,
          "A decomposition needs the same segments before and after, all with all factors.");
    Totals totals;
    totals.effects.resize(factors);
    for (std::size_t at = 0; at < before.size(); at += factors)
        totals.addSegment(before.subspan(at, factors), after.subspan(at, factors));

    LogMeanDecomposition result;
    const long double delta = totals.total1.value() - totals.total0.value();
    LongCompensatedSum rest;
    rest.add(delta);
    for (const LongCompensatedSum& effect : totals.effects) {
        result.effects.push_back(double(effect.value()));
        rest.add(-effect.value());
    }
    for (const LongCompensatedSum* part : {&totals.entered, &totals.exited, &totals.undecomposed})
        rest.add(-part->value());
    result.total0 = double(totals.total0.value());
    result.total1 = double(totals.total1.value());
    result.delta = double(delta);
    result.entered = double(totals.entered.value());
    result.exited = double(totals.exited.value());
    result.undecomposed = double(totals.undecomposed.value());
    result.residual = double(rest.value());
    return result;
}

} // namespace ms::stats
