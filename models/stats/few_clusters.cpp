// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/few_clusters.h"

#include "models/stats/compensated_sum.h"
#include "models/stats/splitmix64.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace ms::stats {

namespace {

/// One arm of the CR2 comparison.
struct Cr2Arm {
    ArmRatio ratio;
    std::optional<double> variance;
    double rows = 0;
    double squaredTrace = 0; // S of METHODS 1.4
};

/// The double sum of METHODS 1.4, sum_ij (g_i g_j (n_i [i = j] - n_i n_j / N))^2, in one pass: its
/// diagonal is sum n_i^2 / N^4 less what the full square has too much.
double squaredTraceOf(std::span<const CountedCluster> clusters, double rows) {
    CompensatedSum squares, tooMuch, halves;
    for (const CountedCluster& cluster : clusters) {
        const double n = cluster.rows;
        const double rest = 1 - n / rows;
        squares.add(n * n);
        tooMuch.add(n * n * n * n / (rest * rest));
        halves.add(n * n / rest);
    }
    const double half = halves.value() / rows;
    return (squares.value() - tooMuch.value() / (rows * rows) + half * half) /
           (rows * rows * rows * rows);
}

Cr2Arm cr2Arm(std::span<const CountedCluster> clusters) {
    std::vector<ClusterTotals> totals;
    totals.reserve(clusters.size());
    CompensatedSum rows;
    double mostRows = 0;
    for (const CountedCluster& cluster : clusters) {
        totals.push_back(cluster.totals);
        rows.add(cluster.rows);
        mostRows = std::max(mostRows, cluster.rows);
    }
    Cr2Arm arm;
    arm.ratio = ratioOfArm(totals);
    arm.rows = rows.value();
    const bool oneIsAll = arm.ratio.largestDenominatorShare.value_or(1) >= 1 || !(arm.rows > 0) ||
                          mostRows >= arm.rows;
    if (!arm.ratio.variance || oneIsAll)
        return arm;
    CompensatedSum squares;
    for (const ClusterTotals& cluster : totals) {
        const double influence = influenceOf(cluster, *arm.ratio.ratio);
        squares.add(influence * influence / (1 - cluster.denominator / arm.ratio.denominator));
    }
    arm.variance = squares.value() / (arm.ratio.denominator * arm.ratio.denominator);
    arm.squaredTrace = squaredTraceOf(clusters, arm.rows);
    return arm;
}

/// n over k, or `limit` + 1 when it is more.
std::uint64_t combinations(std::size_t n, std::size_t k, std::uint64_t limit) {
    std::uint64_t count = 1;
    for (std::size_t i = 1; i <= std::min(k, n - k); ++i) {
        count = count * (n - i + 1) / i; // whole at each step; no overflow below limit x n
        if (count > limit)
            return limit + 1;
    }
    return count;
}

/// Counts relabelings: which clusters of the pool are called the first arm.
class Relabelings {
public:
    Relabelings(std::span<const ClusterTotals> first, std::span<const ClusterTotals> second)
        : m_first{first.size()} {
        m_pool.assign(first.begin(), first.end());
        m_pool.insert(m_pool.end(), second.begin(), second.end());
        // So that a seed gives the same relabelings whatever the order of the input.
        std::sort(m_pool.begin(), m_pool.end(), [](const ClusterTotals& x, const ClusterTotals& y) {
            return std::pair{x.numerator, x.denominator} < std::pair{y.numerator, y.denominator};
        });
        CompensatedSum numerator, denominator, sizes;
        for (const ClusterTotals& cluster : m_pool) {
            numerator.add(cluster.numerator);
            denominator.add(cluster.denominator);
            sizes.add(std::abs(cluster.numerator));
        }
        m_total = {numerator.value(), denominator.value()};
        m_absolute = sizes.value() / denominator.value();
    }

    /// The difference that was seen, and from which on one is extreme.
    void setObserved(double difference) {
        // Ties are exact in rational arithmetic; here they may miss by rounding.
        m_threshold = std::abs(difference) - 1e-12 * std::max(std::abs(difference), m_absolute);
    }

    void countAll(PermutationTest& test) const { choose(test, 0, m_first, {0, 0}); }

    void countRandom(PermutationTest& test, std::uint64_t seed) {
        SplitMix64 random{seed};
        for (std::uint64_t draw = 0; draw < kRandomRelabelings; ++draw) {
            ClusterTotals chosen;
            for (std::size_t i = 0; i < m_first; ++i) {
                std::swap(m_pool[i], m_pool[i + random.below(m_pool.size() - i)]);
                chosen.numerator += m_pool[i].numerator;
                chosen.denominator += m_pool[i].denominator;
            }
            count(test, chosen);
        }
    }

private:
    void choose(PermutationTest& test, std::size_t from, std::size_t open,
                ClusterTotals chosen) const {
        if (open == 0)
            return count(test, chosen);
        for (std::size_t i = from; i + open <= m_pool.size(); ++i)
            choose(test, i + 1, open - 1,
                   {chosen.numerator + m_pool[i].numerator,
                    chosen.denominator + m_pool[i].denominator});
    }

    void count(PermutationTest& test, const ClusterTotals& chosen) const {
        ++test.relabelings;
        const ClusterTotals others{m_total.numerator - chosen.numerator,
                                   m_total.denominator - chosen.denominator};
        // A denominator that is only rounding is none.
        const double least = 1e-12 * m_total.denominator;
        if (chosen.denominator <= least || others.denominator <= least) {
            ++test.undefined;
            ++test.extreme;
            return;
        }
        const double difference =
            chosen.numerator / chosen.denominator - others.numerator / others.denominator;
        if (std::abs(difference) >= m_threshold)
            ++test.extreme;
    }

    std::vector<ClusterTotals> m_pool;
    std::size_t m_first;
    ClusterTotals m_total;
    double m_absolute = 0; // scale of a ratio, whatever the signs
    double m_threshold = 0;
};

} // namespace

bool hasFewClusters(const ArmRatio& a, const ArmRatio& b) {
    constexpr std::size_t kEnoughClusters = 40;
    constexpr double kLargeShare = 0.2;
    return std::min(a.clusters, b.clusters) < kEnoughClusters ||
           a.largestDenominatorShare.value_or(1) > kLargeShare ||
           b.largestDenominatorShare.value_or(1) > kLargeShare;
}

Cr2Comparison compareCr2(std::span<const CountedCluster> a, std::span<const CountedCluster> b,
                         double alpha) {
    const Cr2Arm armA = cr2Arm(a);
    const Cr2Arm armB = cr2Arm(b);
    Cr2Comparison comparison{armA.variance, armB.variance, {}};
    if (!armA.ratio.ratio || !armB.ratio.ratio) {
        comparison.difference = estimateWithout(Status::ZeroDenominator, std::nullopt);
        return comparison;
    }
    const double difference = *armB.ratio.ratio - *armA.ratio.ratio;
    if (!armA.variance || !armB.variance) {
        comparison.difference = estimateWithout(Status::InsufficientClusters, difference);
        return comparison;
    }
    const double trace = 1 / armA.rows + 1 / armB.rows;
    const double satterthwaite = trace * trace / (armA.squaredTrace + armB.squaredTrace);
    // For means of rows the first is never above the second.
    const double degreesOfFreedom = std::min(satterthwaite, double(a.size() + b.size() - 2));
    comparison.difference =
        studentEstimate(difference, *armA.variance + *armB.variance, degreesOfFreedom, alpha);
    return comparison;
}

PermutationTest permutationTest(std::span<const ClusterTotals> a, std::span<const ClusterTotals> b,
                                std::uint64_t seed) {
    PermutationTest test;
    const ArmRatio armA = ratioOfArm(a);
    const ArmRatio armB = ratioOfArm(b);
    if (!armA.ratio || !armB.ratio) {
        test.status = Status::ZeroDenominator;
        return test;
    }
    test.observed = *armB.ratio - *armA.ratio;
    if (a.size() < 2 || b.size() < 2) {
        test.status = Status::InsufficientClusters;
        return test;
    }
    // Which arm is called the first does not matter for two-sided differences.
    Relabelings relabelings = a.size() <= b.size() ? Relabelings{a, b} : Relabelings{b, a};
    relabelings.setObserved(*test.observed);
    test.isExact =
        combinations(a.size() + b.size(), a.size(), kMostExactRelabelings) <= kMostExactRelabelings;
    if (test.isExact) {
        relabelings.countAll(test);
        test.pValue = double(test.extreme) / double(test.relabelings);
    } else {
        relabelings.countRandom(test, seed);
        test.pValue = double(test.extreme + 1) / double(kRandomRelabelings + 1);
    }
    return test;
}

Agreement agreementOf(std::span<const std::optional<double>> pValues, double alpha) {
    std::size_t known = 0;
    std::size_t below = 0;
    for (const std::optional<double>& p : pValues) {
        known += p ? 1 : 0;
        below += p && *p < alpha ? 1 : 0;
    }
    if (known < pValues.size() || known == 0)
        return Agreement::Inconclusive;
    if (below == known)
        return Agreement::Difference;
    return below == 0 ? Agreement::NoDifference : Agreement::Inconclusive;
}

} // namespace ms::stats
