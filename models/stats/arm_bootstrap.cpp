// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/arm_bootstrap.h"

#include "models/stats/arm_clusters.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/quantile.h"
#include "models/stats/splitmix64.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace ms::stats {

namespace {

constexpr std::uint64_t kTotalsBetweenLooks = 2'000'000; // some milliseconds

/// The totals of each cluster that can be drawn, and what they are drawn from.
class Urn {
public:
    explicit Urn(const ArmPairTotals& totals, bool isPaired) {
        const std::size_t count = clusterCount(totals.a, totals.b);
        std::array<std::vector<std::vector<Cell>>, 2> byArm;
        for (std::size_t arm = 0; arm < 2; ++arm) {
            byArm[arm].resize(count);
            for (const StratumTotals& one : arm == 0 ? totals.a : totals.b)
                if (one.numerator != 0 || one.denominator != 0)
                    byArm[arm][one.cluster].push_back(
                        {std::uint32_t(arm * totals.strata + one.stratum), one.numerator,
                         one.denominator});
        }
        std::size_t cells = 0;
        for (std::size_t arm = 0; arm < 2; ++arm)
            for (std::size_t i = 0; i < count; ++i) {
                if (byArm[arm][i].empty())
                    continue;
                cells += byArm[arm][i].size();
                if (isPaired && arm == 1 && !byArm[0][i].empty())
                    continue; // went with the baseline's
                std::vector<Cell> drawn = byArm[arm][i];
                if (isPaired && arm == 0)
                    drawn.insert(drawn.end(), byArm[1][i].begin(), byArm[1][i].end());
                m_pools[isPaired ? 0 : arm].push_back(std::move(drawn));
            }
        m_cells = cells;
    }

    std::size_t cells() const { return m_cells; }
    /// Add as many clusters as there are.
    void draw(SplitMix64& random, std::vector<ClusterTotals>& sums) const {
        for (const auto& pool : m_pools)
            for (std::size_t i = 0; i < pool.size(); ++i)
                for (const Cell& cell : pool[random.below(pool.size())]) {
                    sums[cell.place].numerator += cell.numerator;
                    sums[cell.place].denominator += cell.denominator;
                }
    }

private:
    struct Cell {
        std::uint32_t place = 0; // arm x strata + stratum
        double numerator = 0;
        double denominator = 0;
    };
    std::array<std::vector<std::vector<Cell>>, 2> m_pools; // by arm; paired: all in the first
    std::size_t m_cells = 0;
};

/// The ratios of both arms at the weights of the strata; nothing where a stratum has no rows.
std::optional<std::array<double, 2>> ratiosOf(const std::vector<ClusterTotals>& sums,
                                              const std::vector<double>& weights) {
    std::array<double, 2> ratios{};
    const std::size_t strata = weights.size();
    for (std::size_t h = 0; h < strata; ++h) {
        if (weights[h] == 0)
            continue;
        for (std::size_t arm = 0; arm < 2; ++arm) {
            const ClusterTotals& one = sums[arm * strata + h];
            if (one.denominator <= 0)
                return {};
            ratios[arm] += weights[h] * one.numerator / one.denominator;
        }
    }
    return ratios;
}

std::vector<double> weightsOf(const ArmEffect& effect) {
    if (effect.strata.empty())
        return {1.0};
    std::vector<double> weights;
    for (const StratumComparison& stratum : effect.strata)
        weights.push_back(stratum.isRetained ? stratum.retainedWeight : 0);
    return weights;
}

Interval percentiles(std::vector<double>& values, double alpha) {
    std::sort(values.begin(), values.end());
    return {quantileType1(values, alpha / 2), quantileType1(values, 1 - alpha / 2)};
}

void summarise(ArmBootstrap& result, std::vector<double>& differences, std::vector<double>& lifts,
               double alpha) {
    result.draws = differences.size();
    CompensatedSum sum, squares;
    for (const double difference : differences)
        sum.add(difference);
    const double mean = sum.value() / double(differences.size());
    for (const double difference : differences)
        squares.add((difference - mean) * (difference - mean));
    result.mean = mean;
    result.standardError = std::sqrt(squares.value() / double(differences.size()));
    result.difference = percentiles(differences, alpha);
    if (lifts.size() == differences.size())
        result.lift = percentiles(lifts, alpha);
    if (result.difference->low == result.difference->high)
        result.status = Status::ZeroVariance;
}

} // namespace

ArmBootstrap bootstrapArms(const ArmPairTotals& totals, double alpha, std::uint64_t seed,
                           std::uint64_t draws, const KeepDrawing& keepDrawing) {
    const ArmEffect plain = armEffect(totals, alpha, seed, FewClusterTests::Skip);
    ArmBootstrap result;
    result.status = plain.difference.status;
    if (!plain.difference.standardError)
        return result;
    const Urn urn(totals, plain.isCrossed);
    const std::vector<double> weights = weightsOf(plain);
    SplitMix64 random{seed};
    std::vector<double> differences, lifts;
    differences.reserve(draws);
    std::vector<ClusterTotals> sums(2 * totals.strata);
    std::uint64_t sinceLook = 0;
    while (differences.size() < draws) {
        sinceLook += urn.cells() + 1;
        if (keepDrawing && sinceLook > kTotalsBetweenLooks) {
            sinceLook = 0;
            if (!keepDrawing(differences.size())) {
                result.isCancelled = true;
                return result;
            }
        }
        std::fill(sums.begin(), sums.end(), ClusterTotals{});
        urn.draw(random, sums);
        const auto ratios = ratiosOf(sums, weights);
        if (!ratios) {
            if (++result.redrawn > 10 * draws) {
                result.status = Status::DegenerateScale;
                return result;
            }
            continue;
        }
        differences.push_back((*ratios)[1] - (*ratios)[0]);
        if ((*ratios)[0] != 0)
            lifts.push_back((*ratios)[1] / (*ratios)[0] - 1);
    }
    if (!differences.empty())
        summarise(result, differences, lifts, alpha);
    return result;
}

} // namespace ms::stats
