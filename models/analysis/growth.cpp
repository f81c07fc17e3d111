// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/growth.h"

#include "models/analysis/averages.h"
#include "models/analysis/compared_answer.h"
#include "models/analysis/largest_change.h"
#include "models/analysis/margin.h"
#include "models/stats/level_chain.h"

#include <algorithm>
#include <array>
#include <set>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Measure;
using Keys = std::vector<std::string>;

namespace {

// In the order of Index.
const std::vector<Measure> kMeasures{Measure::Users, Measure::Requests, Measure::Cost};
enum Index : std::size_t { kUsers, kRequests, kCost };

using Values = std::array<Int128, 3>;

Values valuesOf(const query::GroupTable& groups, const Keys& keys) {
    const auto found = std::lower_bound( // rows are in order of their keys
        groups.rows.begin(), groups.rows.end(), keys,
        [](const query::GroupRow& row, const Keys& wanted) { return row.keys < wanted; });
    if (found == groups.rows.end() || found->keys != keys)
        return {};
    return {found->values[kUsers], found->values[kRequests], found->values[kCost]};
}

/// Heads x cost a head: the first part is rounded to picos, the second takes the rest.
void addParts(GrowthRow& row) {
    const bool isHeadless = (row.headsBefore == 0 && !row.costBefore.isZero()) ||
                            (row.headsAfter == 0 && !row.costAfter.isZero());
    if (isHeadless)
        return;
    const stats::ChainEffects found =
        stats::chainEffects({1, {row.headsBefore, row.costBefore.picos()}},
                            {1, {row.headsAfter, row.costAfter.picos()}});
    if (!found.effects)
        return;
    row.byHeads = MoneySum::fromPicos(found.effects->front());
    row.byEach = row.change() - *row.byHeads;
}

void addLabel(GrowthRow& row) {
    if (!row.revenueBefore || !row.revenueAfter || !row.eachBefore || !row.eachAfter)
        return;
    stats::Movement movement;
    movement.volume0 = *shareOf(Int128(row.headsBefore), Int128(1));
    movement.volume1 = *shareOf(Int128(row.headsAfter), Int128(1));
    movement.unitCost0 = inUnits(*row.eachBefore);
    movement.unitCost1 = inUnits(*row.eachAfter);
    movement.margin0 = inUnits(*row.revenueBefore - row.costBefore);
    movement.margin1 = inUnits(*row.revenueAfter - row.costAfter);
    row.label = stats::movementLabel(movement);
}

struct Period {
    Values values;
    std::optional<MoneySum> revenue;
};

GrowthRow rowOf(Keys keys, GrowthHead head, const Period& before, const Period& after) {
    const Index at = head == GrowthHead::User ? kUsers : kRequests;
    GrowthRow row;
    row.keys = std::move(keys);
    row.headsBefore = std::int64_t(before.values[at]);
    row.headsAfter = std::int64_t(after.values[at]);
    row.costBefore = MoneySum::fromPicos(before.values[kCost]);
    row.costAfter = MoneySum::fromPicos(after.values[kCost]);
    row.eachBefore = averageOf(row.costBefore, row.headsBefore);
    row.eachAfter = averageOf(row.costAfter, row.headsAfter);
    row.revenueBefore = before.revenue;
    row.revenueAfter = after.revenue;
    addParts(row);
    addLabel(row);
    return row;
}

std::optional<MoneySum> revenueOf(const GrowthFigures& figures, const Keys& keys) {
    if (!figures.revenue)
        return std::nullopt;
    const auto found = figures.revenue->find(keys);
    return found == figures.revenue->end() ? MoneySum{} : found->second;
}

Period totalOf(const GrowthFigures& figures) {
    const std::vector<Int128>& total = figures.groups.total;
    Period period{{total[kUsers], total[kRequests], total[kCost]}, {}};
    if (figures.revenue) {
        period.revenue.emplace();
        for (const auto& [keys, amount] : *figures.revenue)
            *period.revenue += amount;
    }
    return period;
}

core::Result<GrowthFigures> figuresOf(const DriversQuery& query, const core::TimeRange& range,
                                      const query::EventSource& source, const RevenueBooks& books,
                                      std::stop_token stop) {
    GrowthFigures figures;
    const query::GroupQuery ask = growthQuery(query, range);
    auto groups = source.groups(ask, stop);
    if (!groups)
        return groups.error();
    figures.groups = *std::move(groups);
    if (books.facts.empty() && books.plans.empty())
        return figures;
    const auto margin = marginBy({query.by, ask.filter}, source, books, std::move(stop));
    if (!margin)
        return margin.error();
    figures.revenue.emplace();
    for (const MarginRow& row : margin->rows)
        (*figures.revenue)[row.keys] += row.figures.revenue;
    return figures;
}

} // namespace

std::string_view nameOf(GrowthHead head) {
    return head == GrowthHead::User ? "user" : "request";
}

query::GroupQuery growthQuery(const DriversQuery& query, const core::TimeRange& range) {
    query::GroupQuery ask{query.by, kMeasures, query.filter};
    ask.filter.range = range;
    return ask;
}

GrowthTable explainGrowth(const DriversQuery& query, const GrowthFigures& before,
                          const GrowthFigures& after) {
    GrowthTable table;
    table.query = query;
    const bool hasUsers = before.groups.total[kUsers] > 0 || after.groups.total[kUsers] > 0;
    table.head = hasUsers ? GrowthHead::User : GrowthHead::Request;
    std::set<Keys> slices;
    for (const GrowthFigures* figures : {&before, &after}) {
        for (const query::GroupRow& row : figures->groups.rows)
            slices.insert(row.keys);
        if (figures->revenue)
            for (const auto& [keys, amount] : *figures->revenue)
                slices.insert(keys);
    }
    for (const Keys& keys : slices)
        table.rows.push_back(rowOf(keys, table.head,
                                   {valuesOf(before.groups, keys), revenueOf(before, keys)},
                                   {valuesOf(after.groups, keys), revenueOf(after, keys)}));
    sortByChange(table.rows, [](const GrowthRow& row) { return row.change(); });
    table.total = rowOf({}, table.head, totalOf(before), totalOf(after));
    return table;
}

core::Result<GrowthTable> growthBy(const DriversQuery& query, const query::EventSource& source,
                                   const RevenueBooks& books, std::stop_token stop) {
    return comparedAnswer<GrowthTable>(
        query, source,
        [&](const DriversQuery& resolved, const core::TimeRange& range) {
            return figuresOf(resolved, range, source, books, stop);
        },
        explainGrowth, stop);
}

} // namespace ms::analysis
