// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_slices.h"

#include "models/stats/multiplicity.h"

#include <algorithm>
#include <tuple>

namespace ms::analysis {

using query::Dimension;

namespace {

constexpr std::uint64_t kSeed = 20260512;

/// Slices of each arm, with the cells of both sides.
struct Cells {
    ArmSums a, b;
    std::vector<stats::StratumTotals> totalsA, totalsB;
};

std::vector<Cells> cellsOf(const ArmScan& scan, std::size_t arm, ArmMetric metric) {
    std::vector<std::uint32_t> own(scan.strata.size());
    for (std::size_t i = 0; i < own.size(); ++i)
        own[i] = std::uint32_t(i);
    std::vector<Cells> slices(scan.strata.size());
    for (const ArmCell& cell : scan.cells)
        if (cell.arm == 0)
            slices[cell.stratum].a += cell.sums;
        else if (cell.arm == arm)
            slices[cell.stratum].b += cell.sums;
    const auto add = [&](std::size_t of, std::vector<stats::StratumTotals> Cells::*side) {
        for (stats::StratumTotals one : scan.totalsOf(of, metric, &own)) {
            std::vector<stats::StratumTotals>& totals = slices[one.stratum].*side;
            one.stratum = 0;
            totals.push_back(one);
        }
    };
    add(0, &Cells::totalsA);
    add(arm, &Cells::totalsB);
    return slices;
}

bool isInBoth(const Cells& cells, ArmMetric metric) {
    const ArmSum denominator = factsOf(metric).denominator;
    return cells.a[denominator] > 0 && cells.b[denominator] > 0;
}

void adjust(ArmSlices& all) {
    std::vector<double> pValues;
    std::vector<ArmSlice*> family;
    for (ArmSlice& slice : all.slices)
        if (slice.effect.difference.pValue) {
            family.push_back(&slice);
            pValues.push_back(*slice.effect.difference.pValue);
        }
    const auto adjusted = stats::adjustedPValues(pValues, stats::Adjustment::BenjaminiHochberg);
    all.compared = family.size();
    for (std::size_t i = 0; i < family.size(); ++i) {
        family[i]->adjustedPValue = adjusted[i];
        all.found += stats::isAtMostPct(adjusted[i], ArmSlices::kFalseFindsPct) ? 1 : 0;
    }
    std::stable_sort(
        all.slices.begin(), all.slices.end(), [](const ArmSlice& x, const ArmSlice& y) {
            return std::tuple(!x.adjustedPValue, x.adjustedPValue, x.effect.difference.pValue) <
                   std::tuple(!y.adjustedPValue, y.adjustedPValue, y.effect.difference.pValue);
        });
}

} // namespace

core::Result<ArmSlices> armSlices(const ArmQuery& query, Dimension by,
                                  const query::EventSource& source, std::stop_token stop) {
    ArmQuery asked = query;
    asked.hasLengthBands = false;
    if (asked.cluster == by)
        asked.cluster = by == Dimension::User ? Dimension::Tenant : Dimension::User;
    asked.strata = {by};
    if (const core::Status status = checkArmQuery(asked); !status)
        return status.error();
    const auto scan = scanArms(scanQueryOf(asked, {by}, false), source, stop);
    if (!scan)
        return scan.error();
    ArmSlices all{query,
                  by,
                  asked.cluster,
                  query.metrics.empty() ? ArmMetric::CostPerRequest : query.metrics.front(),
                  {}};
    std::vector<std::tuple<std::size_t, std::size_t, Cells>> wanted;
    for (std::size_t arm = 1; arm < scan->arms.size(); ++arm) {
        std::vector<Cells> slices = cellsOf(*scan, arm, all.metric);
        for (std::size_t i = 0; i < slices.size(); ++i)
            if (isInBoth(slices[i], all.metric))
                wanted.emplace_back(arm, i, std::move(slices[i]));
    }
    for (const auto& [arm, slice, cells] : wanted) {
        if (stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, "The question was cancelled.", {}};
        ArmSlice& one = all.slices.emplace_back();
        one.arm = arm;
        one.key = scan->strata[slice].front();
        one.a = cells.a;
        one.b = cells.b;
        one.effect =
            stats::armEffect({cells.totalsA, cells.totalsB}, stats::alphaOfEach(wanted.size()),
                             kSeed, stats::FewClusterTests::Skip);
    }
    adjust(all);
    return all;
}

} // namespace ms::analysis
