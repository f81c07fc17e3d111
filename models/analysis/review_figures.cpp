// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/review_figures.h"

#include "models/analysis/active_users.h"
#include "models/analysis/gpu_cost.h"
#include "models/analysis/margin.h"
#include "models/analysis/periods.h"

#include <algorithm>

namespace ms::analysis {

using core::MoneySum;
using core::Month;
using query::Dimension;
using query::Measure;

namespace {

/// What every question of a review is asked of.
struct Asked {
    const query::Filter& filter;
    const query::EventSource& source;
    const RevenueBooks& books;
    const GpuBooks& gpu;
    std::stop_token stop;
};

/// With what GPU hours cost beside the calls.
core::Result<MarginTable> marginsBy(Dimension by, const query::Filter& filter, const Asked& asked) {
    return marginWithGpu({{by}, filter, RevenueSplit::Requests}, asked.source, asked.books,
                         asked.gpu, asked.stop);
}

using ByFeature = std::map<std::string, FeatureFigures>;

core::Status addCustomers(ReviewFigures& figures, const Asked& asked) {
    const auto margins = marginsBy(Dimension::Tenant, asked.filter, asked);
    if (!margins)
        return margins.error();
    figures.revenue = margins->total.revenue;
    figures.unpricedAttempts = margins->total.unpricedAttempts - margins->total.servedAttempts;
    for (const MarginRow& row : margins->rows) {
        if (row.isIdle)
            continue; // nobody's
        figures.cost += row.figures.totalCost();
        figures.callCost += row.figures.cost;
        if (!row.keys[0].empty() && !row.figures.isCostUnknown())
            figures.customers.push_back(
                {row.keys[0], row.figures.totalCost(), row.figures.revenue});
    }
    return {};
}

core::Status addTiers(ReviewFigures& figures, const Asked& asked) {
    const auto tiers = marginsBy(Dimension::Tier, asked.filter, asked);
    if (!tiers)
        return tiers.error();
    for (const MarginRow& row : tiers->rows) {
        if (row.isIdle || row.figures.attempts == 0)
            continue;
        figures.hasTiers = figures.hasTiers || !row.keys[0].empty();
        if (!isFreeTier(row.keys[0], asked.books))
            continue;
        figures.freeTiers.push_back(row.keys[0]);
        figures.freeCost += row.figures.cost;
    }
    std::sort(figures.freeTiers.begin(), figures.freeTiers.end());
    return {};
}

core::Status addFeatureMargins(ByFeature& features, const Asked& asked) {
    const auto margins = marginsBy(Dimension::Feature, asked.filter, asked);
    if (!margins)
        return margins.error();
    for (const MarginRow& row : margins->rows) {
        if (row.isNoUsage || row.isIdle || row.figures.isCostUnknown())
            continue;
        FeatureFigures& feature = features[row.keys[0]];
        feature.cost += row.figures.totalCost();
        feature.revenue += row.figures.revenue;
    }
    return {};
}

core::Status addFeatureUnits(ByFeature& features, const Asked& asked) {
    const auto units = unitsBy({{Dimension::Feature}, asked.filter}, asked.source, asked.stop);
    if (!units)
        return units.error();
    for (const UnitsRow& row : units->rows)
        features[row.keys[0]].units = row.figures;
    return {};
}

/// Actions whose attempts all have a price.
core::Status addActions(ByFeature& features, const Asked& asked) {
    const auto actions =
        asked.source.entities({query::Grain::Action,
                               {Dimension::Feature},
                               {Measure::Cost, Measure::FirstAttempts, Measure::UnpricedAttempts},
                               asked.filter},
                              asked.stop);
    if (!actions)
        return actions.error();
    for (std::size_t i = 0; i < actions->size(); ++i) {
        if (actions->values[2][i] > 0)
            continue;
        FeatureFigures& feature = features[actions->groups[actions->groupOf[i]][0]];
        const MoneySum cost = MoneySum::fromPicos(actions->values[0][i]);
        if (actions->values[1][i] > 1) {
            feature.several.push_back(cost);
        } else {
            ++feature.single.count;
            feature.single.cost += cost;
        }
    }
    return {};
}

core::Status addPeople(ByFeature& features, std::span<const core::ActiveUsersFact> users,
                       const Asked& asked) {
    const auto table = activeUsersBy({{Dimension::Feature}, asked.filter}, users, asked.source,
                                     asked.books, asked.stop);
    if (!table)
        return table.error();
    for (const ActiveUsersRow& row : table->rows) {
        FeatureFigures& feature = features[row.keys[0]];
        feature.isAdoptionOfUsers = row.reach.has_value();
        feature.adoption = row.reach ? row.reach : row.tenantReach();
        feature.retention = row.retention;
    }
    return {};
}

core::Status addFeatures(ReviewFigures& figures, std::span<const core::ActiveUsersFact> users,
                         const Asked& asked) {
    ByFeature features;
    core::Status status = addFeatureMargins(features, asked);
    if (status)
        status = addFeatureUnits(features, asked);
    if (status)
        status = addActions(features, asked);
    if (status)
        status = addPeople(features, users, asked);
    for (auto& [name, feature] : features) {
        feature.feature = name;
        figures.features.push_back(std::move(feature));
    }
    return status;
}

core::Status addCustomerUnits(ReviewFigures& figures, const Asked& asked) {
    const auto units = asked.source.groups(
        {{Dimension::Feature, Dimension::Tenant},
         {Measure::UnitCost, Measure::Units, Measure::Attempts, Measure::UnpricedAttempts},
         asked.filter},
        asked.stop);
    if (!units)
        return units.error();
    for (const query::GroupRow& row : units->rows)
        if (row.values[1] > 0 && !row.keys[1].empty() && row.values[2] != row.values[3])
            figures.customerUnits.push_back({row.keys[0], row.keys[1],
                                             MoneySum::fromPicos(row.values[0]),
                                             std::int64_t(row.values[1])});
    return {};
}

// In the order in which successOf reads them.
const std::vector<Measure> kSuccess{Measure::Attempts, Measure::Cost, Measure::UnitCost,
                                    Measure::SuccessfulUnits, Measure::FailedUnits};

SuccessFigures successOf(const std::vector<core::Int128>& values) {
    return {std::int64_t(values[0]), MoneySum::fromPicos(values[1]), MoneySum::fromPicos(values[2]),
            std::int64_t(values[3]), std::int64_t(values[4])};
}

core::Status addVersions(ReviewFigures& figures, const Asked& asked) {
    const auto versions = asked.source.groups(
        {{Dimension::Feature, Dimension::PromptVersion}, kSuccess, asked.filter}, asked.stop);
    if (!versions)
        return versions.error();
    for (const query::GroupRow& row : versions->rows)
        if (!row.keys[1].empty())
            figures.versions.push_back({row.keys[0], row.keys[1], successOf(row.values)});
    return {};
}

core::Result<PeriodFigures> periodFiguresOf(const core::TimeRange& range, const Asked& asked) {
    query::Filter filter = asked.filter;
    filter.range = range;
    PeriodFigures period;
    period.range = range;
    const auto margins = marginsBy(Dimension::Tenant, filter, asked);
    if (!margins)
        return margins.error();
    for (const MarginRow& row : margins->rows) {
        if (row.keys[0].empty() || row.isIdle)
            continue;
        period.cost += row.figures.totalCost();
        period.revenue += row.figures.revenue;
        period.customers += row.figures.attempts > 0 ? 1 : 0;
    }
    const auto features = asked.source.groups({{Dimension::Feature}, kSuccess, filter}, asked.stop);
    if (!features)
        return features.error();
    for (const query::GroupRow& row : features->rows)
        period.features[row.keys[0]] = successOf(row.values);
    return period;
}

core::TimeRange rangeOf(Month month, const core::Zone& zone) {
    return {zone.startOf(core::firstDayOf(month)),
            zone.startOf(core::firstDayOf(Month{month.number + 1}))};
}

core::Status addPeriods(ReviewFigures& figures, const Asked& asked) {
    const auto span = asked.source.span(asked.stop);
    if (!span)
        return span.error();
    const core::Zone& zone = asked.source.lens().zone;
    const auto pair = periodPairOf(asked.filter.range, *span, zone);
    if (!pair)
        return {};
    auto now = periodFiguresOf(pair->now, asked);
    if (!now)
        return now.error();
    auto before = periodFiguresOf(pair->before, asked);
    if (!before)
        return before.error();
    if (!(pair->now == asked.filter.range))
        figures.nowConditions.push_back(
            {Dimension::Month,
             query::Condition::Kind::In,
             {core::toText(core::monthOf(zone.dayOf(*pair->now.from)))}});
    figures.now = *std::move(now);
    figures.before = *std::move(before);
    return {};
}

} // namespace

std::optional<PeriodPair> periodPairOf(const core::TimeRange& range,
                                       const std::optional<core::TimeRange>& span,
                                       const core::Zone& zone) {
    if (!span || !span->from || !span->to)
        return std::nullopt;
    // The data are taken to cover their first and last day whole.
    const core::Instant first = zone.startOf(zone.dayOf(*span->from));
    const core::Instant last = core::Instant{span->to->micros - 1};
    const core::Instant end = zone.startOf(core::Day{zone.dayOf(last).number + 1});
    const auto previous = previousPeriod(range, zone);
    if (previous && *previous->from >= first && *range.to <= end)
        return PeriodPair{range, *previous};
    const core::Instant to = range.to ? std::min(*range.to, end) : end;
    const core::Instant from = range.from ? std::max(*range.from, first) : first;
    if (to <= from)
        return std::nullopt;
    Month month = core::monthOf(zone.dayOf(to));
    while (*rangeOf(month, zone).to > to)
        --month.number;
    const core::TimeRange now = rangeOf(month, zone);
    const core::TimeRange before = rangeOf(Month{month.number - 1}, zone);
    if (*now.from < from || *before.from < first)
        return std::nullopt;
    return PeriodPair{now, before};
}

core::Result<ReviewFigures> reviewFiguresOf(const query::Filter& filter,
                                            std::span<const core::ActiveUsersFact> users,
                                            const query::EventSource& source,
                                            const RevenueBooks& books, const GpuBooks& gpu,
                                            std::stop_token stop) {
    ReviewFigures figures;
    figures.currency = books.baseCurrency;
    const Asked asked{filter, source, books, gpu, std::move(stop)};
    core::Status status = addCustomers(figures, asked);
    if (status)
        status = addTiers(figures, asked);
    if (status)
        status = addFeatures(figures, users, asked);
    if (status)
        status = addCustomerUnits(figures, asked);
    if (status)
        status = addVersions(figures, asked);
    if (status)
        status = addPeriods(figures, asked);
    if (!status)
        return status.error();
    return figures;
}

} // namespace ms::analysis
