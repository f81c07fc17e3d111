// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/multiplicity.h"

#include "models/core/check.h"

#include <algorithm>
#include <numeric>

namespace ms::stats {

namespace {

/// Indexes of `values`, smallest value first; equal ones in the order of the input.
std::vector<std::size_t> ascendingOrder(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
    return order;
}

/// Step down: no p-value may fall below that of a smaller one.
std::vector<double> stepDown(std::span<const double> pValues) {
    const double m = double(pValues.size());
    std::vector<double> adjusted(pValues.size());
    double largest = 0;
    double rank = 0;
    for (const std::size_t i : ascendingOrder(pValues)) {
        largest = std::max(largest, std::min(1.0, (m - rank) * pValues[i]));
        adjusted[i] = largest;
        ++rank;
    }
    return adjusted;
}

/// Step up: no p-value may rise above that of a larger one.
std::vector<double> stepUp(std::span<const double> pValues, double factor) {
    const double m = double(pValues.size());
    std::vector<double> adjusted(pValues.size());
    std::vector<std::size_t> order = ascendingOrder(pValues);
    std::reverse(order.begin(), order.end());
    double least = 1;
    double rank = m;
    for (const std::size_t i : order) {
        least = std::min(least, factor * m * pValues[i] / rank);
        adjusted[i] = least;
        --rank;
    }
    return adjusted;
}

} // namespace

std::vector<double> adjustedPValues(std::span<const double> pValues, Adjustment adjustment) {
    for (const double p : pValues)
        CHECK(p >= 0 && p <= 1, "A p-value lies between 0 and 1.");
    switch (adjustment) {
    case Adjustment::Bonferroni: {
        std::vector<double> adjusted;
        for (const double p : pValues)
            adjusted.push_back(std::min(1.0, double(pValues.size()) * p));
        return adjusted;
    }
    case Adjustment::Holm:
        return stepDown(pValues);
    case Adjustment::BenjaminiHochberg:
        return stepUp(pValues, 1);
    case Adjustment::BenjaminiYekutieli: {
        double harmonic = 0;
        for (std::size_t i = pValues.size(); i > 0; --i)
            harmonic += 1 / double(i);
        return stepUp(pValues, harmonic);
    }
    }
    return {};
}

std::vector<std::size_t> rejectedByEValue(std::span<const double> eValues, double alpha) {
    CHECK(alpha > 0 && alpha < 1, "A significance level lies between 0 and 1.");
    std::vector<std::size_t> order(eValues.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return eValues[i] > eValues[j]; });
    std::size_t rejected = 0;
    for (std::size_t k = 1; k <= order.size(); ++k)
        if (eValues[order[k - 1]] >= double(eValues.size()) / (double(k) * alpha))
            rejected = k;
    order.resize(rejected);
    std::sort(order.begin(), order.end());
    return order;
}

} // namespace ms::stats
