// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/timeline.h"

#include "models/core/check.h"

#include <algorithm>
#include <utility>

namespace ms::analysis {

using core::MoneySum;
using query::Dimension;
using query::Grain;
using query::Measure;

namespace {

query::Condition is(Dimension dimension, const std::string& value) {
    return {dimension, query::Condition::Kind::In, {value}};
}

struct UnitRows {
    std::vector<query::Attempt> attempts; // the earliest
    std::uint64_t matching = 0;
};

core::Result<UnitRows> rowsOf(query::Filter filter, const TimelineQuery& query,
                              const std::string& id, const std::string& unitType,
                              const query::EventSource& source, std::stop_token stop) {
    query::AttemptQuery ask;
    ask.filter = std::move(filter);
    ask.filter.conditions.push_back(is(idDimension(query.grain), id));
    if (query.grain == Grain::Unit)
        ask.filter.conditions.push_back(is(Dimension::UnitType, unitType));
    ask.order = query::AttemptQuery::Order::Time;
    ask.limit = query.mostAttempts;
    auto page = source.attempts(ask, std::move(stop));
    if (!page)
        return page.error();
    return UnitRows{std::move(page->attempts), page->matching};
}

/// The first row of the unit that the question is about; nothing where there is none. Of units with
/// one id and several types the dearest.
core::Result<std::optional<std::uint64_t>>
findUnit(Timeline& timeline, const query::EventSource& source, std::stop_token stop) {
    const TimelineQuery& query = timeline.query;
    if (query.id.empty())
        return std::optional<std::uint64_t>();
    query::EntityQuery ask{query.grain, {}, {Measure::Cost}, timeline.filter, {}};
    ask.filter.conditions.push_back(is(idDimension(query.grain), query.id));
    if (query.grain == Grain::Unit)
        ask.by = {Dimension::UnitType};
    const auto named = source.entities(ask, std::move(stop));
    if (!named)
        return named.error();
    if (named->size() == 0)
        return std::optional<std::uint64_t>();
    const std::vector<std::int64_t>& costs = named->values.front();
    const auto dearest = std::size_t(std::max_element(costs.begin(), costs.end()) - costs.begin());
    if (query.grain == Grain::Unit)
        timeline.unitType = named->groups[named->groupOf[dearest]].front();
    timeline.sameId = named->size() - 1;
    return std::optional(named->firstRow[dearest]);
}

/// A request without an id is one attempt.
core::Result<UnitRows> rowsOfMedian(const Timeline& timeline, std::uint64_t firstRow,
                                    const query::EventSource& source, std::stop_token stop) {
    const std::string& id = timeline.median.id;
    if (id.empty()) {
        auto only = source.explainRow(firstRow, std::move(stop));
        if (!only)
            return only.error();
        return UnitRows{{std::move(only->attempt)}, 1};
    }
    std::string unitType;
    if (timeline.query.grain == Grain::Unit) {
        const query::EntityQuery ask{
            Grain::Unit, {Dimension::UnitType}, {Measure::Cost}, timeline.filter, {firstRow}};
        const auto named = source.entities(ask, stop);
        if (!named)
            return named.error();
        if (named->size() > 0)
            unitType = named->groups[named->groupOf.front()].front();
    }
    return rowsOf(timeline.filter, timeline.query, id, unitType, source, std::move(stop));
}

/// What the unit is compared with, or why with nothing.
core::Status findBaseline(Timeline& timeline, std::uint64_t firstRow,
                          const query::EventSource& source, std::stop_token stop) {
    const TimelineQuery& query = timeline.query;
    timeline.reason = NotCompared::No;
    if (query.known && query.known->firstRow == firstRow) {
        timeline.baseline = *query.known;
        return {};
    }
    const auto all = unitCohorts(query.grain, query.filter, source, std::move(stop));
    if (!all)
        return all.error();
    const auto& rows = all->totals.firstRow;
    const auto unit = std::size_t(std::find(rows.begin(), rows.end(), firstRow) - rows.begin());
    CHECK(unit < rows.size(), "A unit is found again.");
    const stats::CohortBaselines baselines(all->units, query.leastUnits);
    if (auto found = baselineOf(unit, *all, baselines))
        timeline.baseline = *std::move(found);
    else if (all->isUnpriced(unit))
        timeline.reason = NotCompared::CostUnknown;
    else
        timeline.reason =
            all->costOf(unit) > MoneySum() ? NotCompared::TooFewAlike : NotCompared::WithoutCost;
    return {};
}

core::Status findMedian(Timeline& timeline, std::uint64_t firstRow,
                        const query::EventSource& source, std::stop_token stop) {
    const std::uint64_t middle = timeline.baseline.middleRow;
    auto ids = source.entityIds(timeline.query.grain, std::vector{middle}, stop);
    if (!ids)
        return ids.error();
    timeline.median.id = std::move(ids->front());
    timeline.median.isSame = middle == firstRow;
    const auto rows = rowsOfMedian(timeline, middle, source, std::move(stop));
    if (!rows)
        return rows.error();
    timeline.median.figures = figuresOf(unitAttempts(rows->attempts));
    timeline.median.attempts = rows->matching;
    return {};
}

} // namespace

core::Result<Timeline> timelineOf(const TimelineQuery& query, const query::EventSource& source,
                                  std::stop_token stop) {
    if (query.grain != Grain::Request && query.grain != Grain::Action && query.grain != Grain::Unit)
        return core::Error{
            core::Error::Code::Usage, "A timeline is of a request, an action or a unit.", {}};
    Timeline timeline;
    timeline.query = query;
    timeline.filter = cohortFilter(query.grain, query.filter, source.lens().zone);
    const auto firstRow = findUnit(timeline, source, stop);
    if (!firstRow)
        return firstRow.error();
    if (!*firstRow)
        return timeline;
    const auto rows = rowsOf(timeline.filter, query, query.id, timeline.unitType, source, stop);
    if (!rows)
        return rows.error();
    timeline.attempts = unitAttempts(rows->attempts);
    timeline.matching = rows->matching;
    timeline.figures = figuresOf(timeline.attempts);
    core::Status status = findBaseline(timeline, **firstRow, source, stop);
    if (status && timeline.reason == NotCompared::No)
        status = findMedian(timeline, **firstRow, source, std::move(stop));
    if (!status)
        return status.error();
    return timeline;
}

} // namespace ms::analysis
