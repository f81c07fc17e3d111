// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/distribution_drift.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/distributions.h"
#include "models/stats/quantile.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ms::stats {

namespace {

std::vector<double> ascending(std::span<const double> values) {
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

std::int64_t totalOf(std::span<const std::int64_t> counts) {
    CHECK(std::all_of(counts.begin(), counts.end(), [](std::int64_t count) { return count >= 0; }),
          "A count is 0 or more.");
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

double sumOf(std::span<const double> values) {
    CompensatedSum sum;
    for (const double value : values)
        sum.add(value);
    return sum.value();
}

/// p log2(p / m), 0 for an empty bin.
double informationOf(double share, double middle) {
    return share > 0 ? share * std::log2(share / middle) : 0;
}

} // namespace

BinnedDrift binnedDrift(std::span<const std::int64_t> reference,
                        std::span<const std::int64_t> current, double epsilon) {
    CHECK(reference.size() == current.size() && epsilon > 0,
          "Two distributions are compared over the same bins.");
    const std::int64_t before = totalOf(reference), after = totalOf(current);
    if (before == 0 || after == 0)
        return {Status::ZeroDenominator, {}, {}, {}};
    CompensatedSum psi, divergence;
    for (std::size_t bin = 0; bin < reference.size(); ++bin) {
        const double p = double(reference[bin]) / double(before);
        const double q = double(current[bin]) / double(after);
        const double filledP = p > 0 ? p : epsilon, filledQ = q > 0 ? q : epsilon;
        psi.add((filledQ - filledP) * std::log(filledQ / filledP));
        const double middle = (p + q) / 2;
        divergence.add((informationOf(p, middle) + informationOf(q, middle)) / 2);
    }
    const double bits = std::max(0.0, divergence.value());
    return {Status::Ok, psi.value(), bits, std::sqrt(bits)};
}

double homogeneityP(std::span<const std::int64_t> reference,
                    std::span<const std::int64_t> current) {
    CHECK(reference.size() == current.size(), "Two distributions are compared over the same bins.");
    const double before = double(totalOf(reference)), after = double(totalOf(current));
    if (before == 0 || after == 0)
        return 1;
    CompensatedSum chiSquare;
    int bins = 0;
    for (std::size_t bin = 0; bin < reference.size(); ++bin) {
        const double both = double(reference[bin] + current[bin]);
        if (both == 0)
            continue;
        ++bins;
        for (const auto& [count, total] :
             {std::pair(reference[bin], before), {current[bin], after}}) {
            const double expected = both * total / (before + after);
            chiSquare.add((double(count) - expected) * (double(count) - expected) / expected);
        }
    }
    return bins < 2 ? 1 : chiSquareUpperTail(chiSquare.value(), bins - 1);
}

SampleDrift sampleDrift(std::span<const double> reference, std::span<const double> current) {
    if (reference.empty() || current.empty())
        return {Status::InsufficientClusters, {}, {}};
    const std::vector<double> before = ascending(reference), after = ascending(current);
    const double n = double(before.size()), m = double(after.size());
    double largest = 0;
    CompensatedSum area;
    std::size_t i = 0, j = 0;
    while (i < before.size() && j < after.size()) {
        const double at = std::min(before[i], after[j]);
        while (i < before.size() && before[i] == at)
            ++i;
        while (j < after.size() && after[j] == at)
            ++j;
        const double distance = std::abs(double(i) / n - double(j) / m);
        largest = std::max(largest, distance);
        if (i < before.size() && j < after.size())
            area.add(distance * (std::min(before[i], after[j]) - at));
        else if (i < before.size() || j < after.size())
            area.add(distance * ((i < before.size() ? before[i] : after[j]) - at));
    }
    // Beyond the end of one sample, each further value of the other closes a step of the gap.
    for (; i + 1 < before.size(); ++i)
        area.add((1 - double(i + 1) / n) * (before[i + 1] - before[i]));
    for (; j + 1 < after.size(); ++j)
        area.add((1 - double(j + 1) / m) * (after[j + 1] - after[j]));
    return {Status::Ok, largest, area.value()};
}

std::vector<double> decileEdges(std::span<const double> reference) {
    CHECK(!reference.empty(), "Deciles need values.");
    const std::vector<double> sorted = ascending(reference);
    std::vector<double> edges;
    for (int decile = 1; decile < 10; ++decile)
        edges.push_back(quantileType7(sorted, decile / 10.0));
    return edges;
}

std::vector<std::int64_t> countsByBin(std::span<const double> values,
                                      std::span<const double> edges) {
    std::vector<std::int64_t> counts(edges.size() + 1);
    for (const double value : values)
        ++counts[std::size_t(std::lower_bound(edges.begin(), edges.end(), value) - edges.begin())];
    return counts;
}

DecileDrift decileDrift(std::span<const double> reference, std::span<const double> current) {
    CHECK(!reference.empty() && !current.empty(), "Two samples are compared.");
    const std::vector<double> edges = decileEdges(reference);
    const auto before = countsByBin(reference, edges);
    const auto after = countsByBin(current, edges);
    return {binnedDrift(before, after).psi.value_or(0), homogeneityP(before, after),
            sumOf(reference) / double(reference.size()), sumOf(current) / double(current.size())};
}

double fallOfRateP(std::int64_t successesBefore, std::int64_t trialsBefore,
                   std::int64_t successesAfter, std::int64_t trialsAfter) {
    CHECK(0 <= successesBefore && successesBefore <= trialsBefore && 0 <= successesAfter &&
              successesAfter <= trialsAfter,
          "Successes are some of the trials.");
    if (trialsBefore == 0 || trialsAfter == 0)
        return 1;
    const double n = double(trialsBefore), m = double(trialsAfter);
    const double fall = double(successesBefore) / n - double(successesAfter) / m;
    if (fall <= 0)
        return 1;
    const double pooled = double(successesBefore + successesAfter) / (n + m); // below 1: it fell
    return normalTwoSidedP(fall / std::sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))) / 2;
}

} // namespace ms::stats
