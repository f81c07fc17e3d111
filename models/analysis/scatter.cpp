// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/scatter.h"

#include "models/analysis/sentences.h"
#include "models/analysis/unit_cohorts.h"
#include "models/core/check.h"
#include "models/stats/thinned_cloud.h"

#include <algorithm>
#include <numeric>

namespace ms::analysis {

using core::Int128;
using core::Money;
using core::MoneySum;
using query::EntityTotals;
using query::Grain;
using query::Measure;

namespace {

core::Error cancelled() {
    return {core::Error::Code::Cancelled, {}, {}};
}

std::vector<Measure> measuresOf(const ScatterQuery& query) {
    std::vector<Measure> measures{Measure::Cost, Measure::UnpricedAttempts, Measure::UsageUnknown,
                                  Measure::Attempts};
    for (const ScatterMeasure axis : {query.x, query.y})
        if (std::find(measures.begin(), measures.end(), sumOf(axis)) == measures.end())
            measures.push_back(sumOf(axis));
    return measures;
}

/// The columns of the totals by what they are.
class Columns {
public:
    Columns(const ScatterQuery& query, const EntityTotals& totals)
        : m_measures{measuresOf(query)}, m_totals{totals} {}

    const std::vector<std::int64_t>& of(Measure measure) const {
        const auto found = std::find(m_measures.begin(), m_measures.end(), measure);
        CHECK(found != m_measures.end(), "The measure was asked for.");
        return m_totals.values[std::size_t(found - m_measures.begin())];
    }

private:
    std::vector<Measure> m_measures;
    const EntityTotals& m_totals;
};

/// One axis before it is known where it ends.
class AxisValues {
public:
    AxisValues(ScatterMeasure measure, Grain grain, const Columns& columns)
        : m_isByRest{grain == Grain::User || grain == Grain::Tenant},
          m_attempts{columns.of(Measure::Attempts)}, m_sums{columns.of(sumOf(measure))} {
        if (const auto unknown = unknownPartOf(measure))
            m_unknown = &columns.of(*unknown);
    }
    bool isKnown(std::size_t entity) const {
        if (m_unknown == nullptr || (*m_unknown)[entity] == 0)
            return true;
        return m_isByRest && (*m_unknown)[entity] < m_attempts[entity];
    }
    std::int64_t of(std::size_t entity) const { return m_sums[entity]; }

private:
    bool m_isByRest;
    const std::vector<std::int64_t>& m_attempts;
    const std::vector<std::int64_t>& m_sums;
    const std::vector<std::int64_t>* m_unknown = nullptr;
};

std::vector<std::uint64_t> firstRowsOf(const Scatter& scatter,
                                       std::span<const std::uint32_t> entities) {
    std::vector<std::uint64_t> rows;
    for (const std::uint32_t entity : entities)
        rows.push_back(scatter.entity(entity).firstRow);
    return rows;
}

ScatterSum sumOf(const stats::PointSum& points) {
    return {points.points, points.marked, MoneySum::fromPicos(points.weight)};
}

} // namespace

stats::WeightedPoints Scatter::place(const EntityTotals& totals) {
    const Columns columns(m_query, totals);
    const AxisValues x(m_query.x, m_query.grain, columns), y(m_query.y, m_query.grain, columns);
    const auto& costs = columns.of(Measure::Cost);
    const auto& unpriced = columns.of(Measure::UnpricedAttempts);
    Int128 cost = 0;
    for (std::size_t entity = 0; entity < totals.size(); ++entity) {
        cost += costs[entity];
        m_all.withUnknownCost += unpriced[entity] > 0 ? 1 : 0;
        const bool hasX = x.isKnown(entity), hasY = y.isKnown(entity);
        m_unknownX += hasX ? 0 : 1;
        m_unknownY += hasY ? 0 : 1;
        if (!hasX || !hasY)
            continue;
        m_firstRow.push_back(totals.firstRow[entity]);
        m_x.push_back(x.of(entity));
        m_y.push_back(y.of(entity));
        m_cost.push_back(costs[entity]);
        m_hasUnknownCost.push_back(unpriced[entity] > 0 ? 1 : 0);
    }
    m_all.entities = totals.size();
    m_all.cost = MoneySum::fromPicos(cost);
    m_xAxis = stats::PlotPosition(m_query.scale, m_x);
    m_yAxis = stats::PlotPosition(m_query.scale, m_y);
    stats::WeightedPoints points;
    points.x.resize(m_x.size());
    points.y.resize(m_y.size());
    for (std::size_t i = 0; i < m_x.size(); ++i) {
        points.x[i] = m_xAxis.of(m_x[i]);
        points.y[i] = m_yAxis.of(m_y[i]);
    }
    points.weight = m_cost;
    points.isMarked = m_hasUnknownCost;
    return points;
}

Scatter::Scatter(const ScatterQuery& query, EntityTotals totals) : m_query{query} {
    const stats::WeightedPoints points = place(totals);
    totals = {}; // millions of entities need the room
    m_grid.emplace(points);
}

void Scatter::drawMarks() {
    for (const stats::CloudMark& mark :
         stats::thinnedCloud(*m_grid, dearest(std::nullopt, kDearest), kMostMarks))
        m_marks.push_back({mark.point, mark.place, sumOf(mark.sum)});
}

ScatterSum Scatter::drawn() const {
    return sumOf(m_grid->all());
}

ScatterSum Scatter::sumIn(const stats::PlaneRegion& region) const {
    return sumOf(m_grid->sumIn(region));
}

std::vector<std::uint32_t> Scatter::entitiesIn(const stats::PlaneRegion& region) const {
    return m_grid->pointsIn(region);
}

std::vector<std::uint32_t> Scatter::dearest(const std::optional<stats::PlaneRegion>& region,
                                            std::size_t most) const {
    std::vector<std::uint32_t> entities;
    if (region) {
        entities = entitiesIn(*region);
    } else {
        entities.resize(m_cost.size());
        std::iota(entities.begin(), entities.end(), 0U);
    }
    const std::size_t kept = std::min(most, entities.size());
    std::partial_sort(entities.begin(), entities.begin() + std::ptrdiff_t(kept), entities.end(),
                      [this](std::uint32_t a, std::uint32_t b) {
                          if (m_cost[a] != m_cost[b])
                              return m_cost[a] > m_cost[b];
                          return m_firstRow[a] < m_firstRow[b];
                      });
    entities.resize(kept);
    return entities;
}

ScatterEntity Scatter::entity(std::uint32_t number) const {
    CHECK(number < m_firstRow.size(), "There is an entity of this number.");
    return {m_firstRow[number], m_x[number], m_y[number], Money::fromPicos(m_cost[number]),
            m_hasUnknownCost[number] != 0};
}

core::Result<ScatterPtr> scatterOf(const ScatterQuery& query, const query::EventSource& source,
                                   std::stop_token stop) {
    auto totals = source.entities({query.grain, {}, measuresOf(query), query.filter, {}}, stop);
    if (!totals)
        return totals.error();
    const std::shared_ptr<Scatter> scatter(new Scatter(query, *std::move(totals)));
    if (stop.stop_requested())
        return cancelled();
    scatter->drawMarks();
    return ScatterPtr(scatter);
}

core::Result<ScatterList> dearestOf(ScatterPtr scatter,
                                    const std::optional<stats::PlaneRegion>& region,
                                    const query::EventSource& source, std::stop_token stop) {
    ScatterList list;
    list.region = region;
    list.sum = region ? scatter->sumIn(*region) : scatter->drawn();
    list.entities = scatter->dearest(region, Scatter::kDearest);
    auto ids = source.entityIds(scatter->query().grain, firstRowsOf(*scatter, list.entities),
                                std::move(stop));
    if (!ids)
        return ids.error();
    list.ids = *std::move(ids);
    list.scatter = std::move(scatter);
    return list;
}

core::Result<EntityFilter> filterFor(const Scatter& scatter, const stats::PlaneRegion& region,
                                     const query::EventSource& source, std::stop_token stop) {
    const std::size_t entities = scatter.sumIn(region).entities;
    if (entities > kMostFilterIds)
        return core::Error{core::Error::Code::BadInput,
                           "A filter takes " + countWords(Int128(kMostFilterIds)) +
                               " ids at most, and " + countWords(Int128(entities)) +
                               " are selected: draw a smaller selection, or narrow the page by "
                               "period, feature or tenant first.",
                           {}};
    auto ids = source.entityIds(scatter.query().grain,
                                firstRowsOf(scatter, scatter.entitiesIn(region)), std::move(stop));
    if (!ids)
        return ids.error();
    EntityFilter filter;
    filter.condition = {idDimension(scatter.query().grain), query::Condition::Kind::In, {}};
    for (std::string& id : *ids)
        if (id.empty())
            ++filter.withoutId;
        else
            filter.condition.values.push_back(std::move(id));
    std::vector<std::string>& values = filter.condition.values;
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return filter;
}

} // namespace ms::analysis
