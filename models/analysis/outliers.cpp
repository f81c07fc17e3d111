// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/outliers.h"

#include "models/analysis/averages.h"
#include "models/analysis/outlier_checks.h"
#include "models/analysis/outlier_drivers.h"
#include "models/core/at_once.h"
#include "models/core/check.h"
#include "models/stats/fences.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;

namespace {

constexpr std::size_t kFenceUnits = 5'000;

/// Upper adjusted fences by closest cohort, made when they are asked for.
class UpperFences {
public:
    explicit UpperFences(const UnitCohorts& all) : m_all{all}, m_fences(all.keysOf.size()) {}
    bool isAbove(std::size_t unit) {
        const std::uint32_t cohort = m_all.units.cohort[unit];
        if (m_samples.empty())
            takeSamples();
        if (!m_fences[cohort])
            m_fences[cohort] = fenceOf(cohort);
        return m_all.units.costs[unit] > *m_fences[cohort];
    }

private:
    void takeSamples() {
        m_samples.resize(m_fences.size());
        std::vector<std::size_t> counts(m_samples.size());
        for (std::size_t unit = 0; unit < m_all.totals.size(); ++unit)
            counts[m_all.units.cohort[unit]] += m_all.units.costs[unit] > 0 ? 1 : 0;
        std::vector<std::size_t> left(m_samples.size()); // to pass over until the next one
        for (std::size_t unit = 0; unit < m_all.totals.size(); ++unit) {
            const std::uint32_t cohort = m_all.units.cohort[unit];
            if (!(m_all.units.costs[unit] > 0) || left[cohort]-- > 0)
                continue;
            left[cohort] = (counts[cohort] + kFenceUnits - 1) / kFenceUnits - 1;
            m_samples[cohort].push_back(m_all.units.costs[unit]);
        }
    }
    double fenceOf(std::uint32_t cohort) const {
        const stats::Fences fences = stats::fences(m_samples[cohort]);
        const bool isUsable = fences.status == stats::Status::Ok && fences.adjusted;
        return isUsable ? fences.adjusted->high : HUGE_VAL;
    }
    const UnitCohorts& m_all;
    std::vector<std::vector<double>> m_samples; // by cohort: every k-th cost
    std::vector<std::optional<double>> m_fences;
};

void countUnits(OutlierTable& table, const UnitCohorts& all, std::vector<Int128>& cohortCosts) {
    cohortCosts.assign(all.keysOf.size(), 0);
    for (std::size_t unit = 0; unit < all.totals.size(); ++unit) {
        if (!all.isAsked[unit])
            continue;
        ++table.units;
        table.cost += all.costOf(unit);
        cohortCosts[all.units.cohort[unit]] += all.totals.values[0][unit];
        if (all.isUnpriced(unit))
            ++table.unpriced;
        if (!all.isUnpriced(unit) && !(all.costOf(unit) > MoneySum()))
            ++table.withoutCost;
    }
    table.leastExcess =
        table.query.leastExcess.value_or(MoneySum::fromPicos(table.cost.picos() / 10'000));
}

/// A unit whose cost may matter in money.
struct Candidate {
    std::size_t unit;
    const stats::Baseline* baseline;
    double score;
};

/// What judging some of the units found.
struct Judged {
    std::size_t judged = 0;
    std::size_t far = 0;
    stats::LogHistogram bins;          // of those that are no candidates
    std::vector<Candidate> candidates; // by unit
};

/// Costs up to which a unit matters to nobody, by cohort: neither by its excess nor by its share.
std::vector<double> leastCosts(const OutlierTable& table, const std::vector<Int128>& cohortCosts) {
    constexpr double kSlack = 1 - 1e-9; // what is near the edge is looked at exactly
    std::vector<double> least;
    for (const Int128 cost : cohortCosts)
        least.push_back(kSlack *
                        std::min(inUnits(table.leastExcess),
                                 stats::kMaterialShare * inUnits(MoneySum::fromPicos(cost))));
    return least;
}

/// Judge units [from, to).
void judgeSome(Judged& result, std::size_t from, std::size_t to, const UnitCohorts& all,
               const stats::CohortBaselines& baselines, const std::vector<double>& leastCost,
               double leastScore) {
    for (std::size_t unit = from; unit < to; ++unit) {
        const stats::Baseline* const baseline = all.isAsked[unit] ? baselines.of(unit) : nullptr;
        if (baseline == nullptr)
            continue;
        ++result.judged;
        const double cost = all.units.costs[unit];
        const double score = baseline->scoreOfLog(baselines.logOf(unit));
        result.far += score > leastScore ? 1 : 0;
        if (cost > leastCost[all.units.cohort[unit]])
            result.candidates.push_back({unit, baseline, score});
        else
            result.bins.add(cost, false);
    }
}

/// The candidate as a row, if its cost matters.
std::optional<Outlier> outlierOf(const Candidate& candidate, const OutlierTable& table,
                                 const UnitCohorts& all, const std::vector<Int128>& cohortCosts) {
    const std::uint32_t cohort = all.units.cohort[candidate.unit];
    Outlier outlier;
    outlier.cost = all.costOf(candidate.unit);
    outlier.usual = inMoney(candidate.baseline->usualCost());
    outlier.score = candidate.score;
    outlier.shareOfCohort = shareOf(outlier.cost, MoneySum::fromPicos(cohortCosts[cohort]));
    stats::Materiality materiality;
    materiality.shareOfTotal = outlier.shareOfCohort;
    const bool matters = outlier.excess() > MoneySum() && (outlier.excess() > table.leastExcess ||
                                                           stats::isMaterial(materiality, 0, 0));
    if (!matters)
        return std::nullopt;
    outlier.firstRow = all.totals.firstRow[candidate.unit];
    outlier.keys = all.keysOf[cohort];
    outlier.band = all.bandOf[cohort];
    outlier.level = candidate.baseline->level;
    outlier.cohortUnits = candidate.baseline->units;
    return outlier;
}

struct Found {
    std::size_t unit;
    Outlier outlier;
};

/// By excess, highest first; no more than are listed.
void keepLargest(std::vector<Found>& found, std::size_t most) {
    const std::size_t kept = std::min(found.size(), most);
    std::partial_sort(found.begin(), found.begin() + std::ptrdiff_t(kept), found.end(),
                      [](const Found& a, const Found& b) {
                          if (!(a.outlier.excess() == b.outlier.excess()))
                              return a.outlier.excess() > b.outlier.excess();
                          return a.outlier.firstRow < b.outlier.firstRow;
                      });
    found.erase(found.begin() + std::ptrdiff_t(kept), found.end());
}

/// Judge every unit; the rows are those that matter, without their drivers.
void judge(OutlierTable& table, const UnitCohorts& all, const stats::CohortBaselines& baselines,
           std::vector<std::size_t>& unitOf) {
    std::vector<Int128> cohortCosts;
    countUnits(table, all, cohortCosts);
    const std::vector<double> leastCost = leastCosts(table, cohortCosts);
    std::array<Judged, 2> halves;
    core::inHalves(all.totals.size(), [&](std::size_t half, std::size_t from, std::size_t to) {
        judgeSome(halves[half], from, to, all, baselines, leastCost, table.query.leastScore);
    });

    UpperFences fences(all);
    stats::LogHistogram bins;
    std::vector<Found> found;
    for (const Judged& some : halves) {
        table.judged += some.judged;
        table.flagged += some.far;
        bins.add(some.bins);
        for (const Candidate& candidate : some.candidates) {
            auto outlier = outlierOf(candidate, table, all, cohortCosts);
            const bool isFar = candidate.score > table.query.leastScore;
            if (outlier && !isFar) {
                outlier->isAboveFence = fences.isAbove(candidate.unit);
                table.flagged += outlier->isAboveFence ? 1 : 0;
            }
            const bool isListed = outlier && (isFar || outlier->isAboveFence);
            bins.add(all.units.costs[candidate.unit], isListed);
            if (!isListed)
                continue;
            ++table.material;
            table.materialCost += outlier->cost;
            table.materialExcess += outlier->excess();
            found.push_back({candidate.unit, *std::move(outlier)});
        }
    }
    keepLargest(found, table.query.most);
    for (Found& one : found) {
        if (!one.outlier.isAboveFence)
            one.outlier.isAboveFence = fences.isAbove(one.unit);
        table.rows.push_back(std::move(one.outlier));
        unitOf.push_back(one.unit);
    }
    table.bins = bins.bins();
}

/// Rows that are compared with the same units share the one in the middle.
void findMiddles(OutlierTable& table, const UnitCohorts& all,
                 const stats::CohortBaselines& baselines, const std::vector<std::size_t>& unitOf) {
    using Compared = std::tuple<stats::CohortLevel, std::size_t, std::uint32_t>;
    std::map<Compared, std::uint64_t> middles;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        Outlier& row = table.rows[i];
        const std::uint32_t first = baselines.sampleFor(unitOf[i], 1).front();
        const auto [found, isNew] = middles.try_emplace({row.level, row.cohortUnits, first});
        if (isNew)
            found->second = baselineOf(unitOf[i], all, baselines)->middleRow;
        row.middleRow = found->second;
    }
}

} // namespace

std::string_view nameOf(OutlierCheck check) {
    constexpr std::array<std::string_view, kOutlierChecks> names{
        "abandoned", "duplicated", "reopened", "non-production", "truncated"};
    return names[std::size_t(check)];
}

core::Result<OutlierTable> outliersBy(const OutlierQuery& query, const query::EventSource& source,
                                      std::stop_token stop) {
    OutlierTable table;
    table.query = query;
    table.by = cohortDimensions(query.grain);
    const auto all = unitCohorts(query.grain, query.filter, source, stop);
    if (!all)
        return all.error();
    const stats::CohortBaselines baselines(all->units, query.leastUnits);
    std::vector<std::size_t> unitOf;
    judge(table, *all, baselines, unitOf);
    if (table.rows.empty())
        return table;
    findMiddles(table, *all, baselines, unitOf);
    std::vector<std::uint64_t> firstRows;
    for (const Outlier& row : table.rows)
        firstRows.push_back(row.firstRow);
    auto ids = source.entityIds(query.grain, firstRows, stop);
    if (!ids)
        return ids.error();
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        table.rows[i].id = std::move((*ids)[i]);
    const auto firstRowOf = [&](std::size_t unit) { return all->totals.firstRow[unit]; };
    core::Status status =
        explainOutliers(table, baselines, unitOf, firstRowOf, all->filter, source, stop);
    if (status && isByWeek(query.grain))
        status = checkOutliers(table, source, stop);
    if (!status)
        return status.error();
    return table;
}

} // namespace ms::analysis
