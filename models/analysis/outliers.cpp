// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/outliers.h"

#include "models/analysis/averages.h"
#include "models/analysis/outlier_checks.h"
#include "models/analysis/outlier_drivers.h"
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
    explicit UpperFences(const UnitCohorts& all)
        : m_all{all}, m_samples(all.keysOf.size()), m_fences(all.keysOf.size()) {
        std::vector<std::size_t> counts(m_samples.size());
        forEachCost([&](std::uint32_t cohort, auto) { ++counts[cohort]; });
        std::vector<std::size_t> met(m_samples.size());
        forEachCost([&](std::uint32_t cohort, auto cost) {
            const std::size_t step = (counts[cohort] + kFenceUnits - 1) / kFenceUnits;
            if (met[cohort]++ % step == 0)
                m_samples[cohort].push_back(cost);
        });
    }
    bool isAbove(std::size_t unit) {
        const std::uint32_t cohort = m_all.units.cohort[unit];
        if (!m_fences[cohort])
            m_fences[cohort] = fenceOf(cohort);
        return m_all.units.costs[unit] > *m_fences[cohort];
    }

private:
    template <class Use>
    void forEachCost(const Use& use) const {
        for (std::size_t unit = 0; unit < m_all.totals.size(); ++unit)
            if (m_all.units.costs[unit] > 0)
                use(m_all.units.cohort[unit], m_all.units.costs[unit]);
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

/// Judge every unit; the rows are those that matter, without their drivers.
void judge(OutlierTable& table, const UnitCohorts& all, const stats::CohortBaselines& baselines,
           std::vector<std::size_t>& unitOf) {
    std::vector<Int128> cohortCosts;
    countUnits(table, all, cohortCosts);
    UpperFences fences(all);
    stats::LogHistogram bins;
    struct Found {
        std::size_t unit;
        Outlier outlier;
    };
    std::vector<Found> found;
    for (std::size_t unit = 0; unit < all.totals.size(); ++unit) {
        const stats::Baseline* baseline = all.isAsked[unit] ? baselines.of(unit) : nullptr;
        if (baseline == nullptr)
            continue;
        ++table.judged;
        Outlier outlier;
        outlier.cost = all.costOf(unit);
        outlier.usual = inMoney(baseline->usualCost());
        outlier.score = baseline->scoreOf(all.units.costs[unit]);
        outlier.shareOfCohort =
            shareOf(outlier.cost, MoneySum::fromPicos(cohortCosts[all.units.cohort[unit]]));
        stats::Materiality materiality;
        materiality.shareOfTotal = outlier.shareOfCohort;
        const bool matters =
            outlier.excess() > MoneySum() &&
            (outlier.excess() > table.leastExcess || stats::isMaterial(materiality, 0, 0));
        const bool isFar = outlier.score > table.query.leastScore;
        if (isFar)
            ++table.flagged;
        if (matters && !isFar) {
            outlier.isAboveFence = fences.isAbove(unit);
            table.flagged += outlier.isAboveFence ? 1 : 0;
        }
        const bool isListed = matters && (isFar || outlier.isAboveFence);
        bins.add(all.units.costs[unit], isListed);
        if (!isListed)
            continue;
        outlier.firstRow = all.totals.firstRow[unit];
        outlier.keys = all.keysOf[all.units.cohort[unit]];
        outlier.band = all.bandOf[all.units.cohort[unit]];
        outlier.level = baseline->level;
        outlier.cohortUnits = baseline->units;
        ++table.material;
        table.materialCost += outlier.cost;
        table.materialExcess += outlier.excess();
        found.push_back({unit, std::move(outlier)});
    }
    const std::size_t kept = std::min(found.size(), table.query.most);
    std::partial_sort(found.begin(), found.begin() + std::ptrdiff_t(kept), found.end(),
                      [](const Found& a, const Found& b) {
                          if (!(a.outlier.excess() == b.outlier.excess()))
                              return a.outlier.excess() > b.outlier.excess();
                          return a.outlier.firstRow < b.outlier.firstRow;
                      });
    for (std::size_t i = 0; i < kept; ++i) {
        if (!found[i].outlier.isAboveFence)
            found[i].outlier.isAboveFence = fences.isAbove(found[i].unit);
        table.rows.push_back(std::move(found[i].outlier));
        unitOf.push_back(found[i].unit);
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
