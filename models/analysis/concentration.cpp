// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/concentration.h"

#include "models/analysis/averages.h"

namespace ms::analysis {

using core::MoneySum;

namespace {

void add(MarginFigures& sum, const MarginFigures& part) {
    sum.attempts += part.attempts;
    sum.cost += part.cost;
    sum.sharedCost += part.sharedCost;
    sum.idleCost += part.idleCost;
    sum.revenue += part.revenue;
    sum.unpricedAttempts += part.unpricedAttempts;
    sum.unpricedTokens += part.unpricedTokens;
}

/// A loss that outweighs all other margins, or a gain without which there would be a loss.
bool isFlipping(MoneySum own, MoneySum total) {
    const core::Int128 without = (total - own).picos();
    return total.picos() < 0 ? without >= 0 : total.picos() > 0 && without < 0;
}

void addIndices(ConcentrationTable& table) {
    std::vector<double> costs, revenues;
    std::vector<stats::TenantAmounts> amounts;
    for (const Holder& holder : table.holders) {
        costs.push_back(inUnits(holder.figures.totalCost()));
        revenues.push_back(inUnits(holder.figures.revenue));
        amounts.push_back({holder.figures.revenue.picos(), holder.figures.totalCost().picos()});
    }
    table.cost = stats::concentration(costs);
    table.revenue = stats::concentration(revenues);
    table.rates = stats::marginRates(amounts);
}

} // namespace

core::Result<ConcentrationTable> concentrationOf(const ConcentrationQuery& query,
                                                 const query::EventSource& source,
                                                 const RevenueBooks& books, const GpuBooks& gpu,
                                                 std::stop_token stop) {
    auto margins = marginWithGpu({{query.of}, query.filter, RevenueSplit::Requests}, source, books,
                                 gpu, std::move(stop));
    if (!margins)
        return margins.error();
    ConcentrationTable table;
    table.query = query;
    table.gpu = margins->gpu;
    std::vector<Holder> holders;
    for (MarginRow& row : margins->rows) {
        if (row.keys[0].empty() || row.isNoUsage || row.isIdle) {
            add(table.unattributed, row.figures);
            continue;
        }
        add(table.total, row.figures);
        holders.push_back({std::move(row.keys[0]), row.figures, {}, false});
    }
    std::vector<stats::TenantMargin> margin;
    for (const Holder& holder : holders)
        margin.push_back({holder.key, holder.figures.margin().picos()});
    const stats::WhaleCurve curve = stats::whaleCurve(margin);
    table.peak = MoneySum::fromPicos(curve.peak);
    table.holdersAtPeak = curve.tenantsAtPeak;
    for (const stats::WhaleCurve::Point& point : curve.points) {
        Holder& holder = table.holders.emplace_back(std::move(holders[point.tenant]));
        holder.cumulatedMargin = MoneySum::fromPicos(point.cumulated);
        holder.flipsTotal = isFlipping(holder.figures.margin(), table.total.margin());
    }
    addIndices(table);
    return table;
}

} // namespace ms::analysis
