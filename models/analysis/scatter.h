// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/scatter_measure.h"
#include "models/core/money.h"
#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/stats/plot_position.h"
#include "models/stats/point_grid.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// "Where does each entity of this grain stand by these two measures?"
struct ScatterQuery {
    query::Grain grain = query::Grain::Request;
    ScatterMeasure x = ScatterMeasure::PromptTokens;
    ScatterMeasure y = ScatterMeasure::Cost;
    stats::PlotScale scale = stats::PlotScale::Log; // of both axes
    query::Filter filter;
};

/// Some of the entities, added up.
struct ScatterSum {
    std::size_t entities = 0;
    std::size_t withUnknownCost = 0; // of those: some attempt has no known cost
    core::MoneySum cost;             // of the attempts whose cost is known
};

/// One entity, by its number.
struct ScatterEntity {
    std::uint64_t firstRow = 0; // Attempt::row of its first attempt
    std::int64_t x = 0;         // money in pico-units
    std::int64_t y = 0;
    core::Money cost; // of the attempts whose cost is known
    bool hasUnknownCost = false;
};

/// What is drawn of them: it stands at the place of one entity, for all that `sum` counts.
struct ScatterMark {
    std::uint32_t entity = 0;
    stats::PlanePoint place;
    ScatterSum sum;
};

/// All entities of a grain as points of a plane, made once and asked while a pointer moves.
/// An entity stands in the plane when both measures are known of it. Attempts, requests, actions
/// and units are known whole or not at all; users and tenants, of which each has some attempt
/// without a price in most logs, stand where their known attempts put them.
/// Places  positions of stats::PlotPosition.
/// Threads const, safe from any number.
class Scatter {
public:
    static constexpr std::size_t kMostMarks = 4'000;
    static constexpr std::size_t kDearest = 100; // marks of their own

    const ScatterQuery& query() const { return m_query; }
    const stats::PlotPosition& xAxis() const { return m_xAxis; }
    const stats::PlotPosition& yAxis() const { return m_yAxis; }
    /// Of all entities, in the plane or not.
    const ScatterSum& all() const { return m_all; }
    /// Of those in the plane: what all marks add up to.
    ScatterSum drawn() const;
    std::size_t unknownX() const { return m_unknownX; } // not in the plane
    std::size_t unknownY() const { return m_unknownY; } // neither; may be the same ones
    /// At most kMostMarks (stats::thinnedCloud); the dearest and the outermost stand alone.
    const std::vector<ScatterMark>& marks() const { return m_marks; }

    /// Exact: of all entities in the region, drawn singly or not. A million take milliseconds.
    ScatterSum sumIn(const stats::PlaneRegion& region) const;
    /// Numbers of the entities in the region, ascending.
    std::vector<std::uint32_t> entitiesIn(const stats::PlaneRegion& region) const;
    /// The dearest of the region, else of the plane; highest cost first, ties by firstRow.
    std::vector<std::uint32_t> dearest(const std::optional<stats::PlaneRegion>& region,
                                       std::size_t most) const;
    ScatterEntity entity(std::uint32_t number) const;

private:
    friend core::Result<std::shared_ptr<const Scatter>>
    scatterOf(const ScatterQuery& query, const query::EventSource& source, std::stop_token stop);
    Scatter(const ScatterQuery& query, query::EntityTotals totals);
    stats::WeightedPoints place(const query::EntityTotals& totals);
    void drawMarks();

    ScatterQuery m_query;
    ScatterSum m_all;
    std::size_t m_unknownX = 0;
    std::size_t m_unknownY = 0;
    // By entity in the plane, in order of firstRow.
    std::vector<std::uint64_t> m_firstRow;
    std::vector<std::int64_t> m_x;
    std::vector<std::int64_t> m_y;
    std::vector<std::int64_t> m_cost;
    std::vector<std::uint8_t> m_hasUnknownCost;
    stats::PlotPosition m_xAxis;
    stats::PlotPosition m_yAxis;
    std::optional<stats::PointGrid> m_grid;
    std::vector<ScatterMark> m_marks;
};
using ScatterPtr = std::shared_ptr<const Scatter>;

/// Errors  as EventSource.
/// Cost    one entity query, then O(n); about 60 bytes an entity.
core::Result<ScatterPtr> scatterOf(const ScatterQuery& query, const query::EventSource& source,
                                   std::stop_token stop);

/// The dearest entities of a selection, or of all.
struct ScatterList {
    ScatterPtr scatter;
    std::optional<stats::PlaneRegion> region;
    ScatterSum sum;                      // of the region, else of the plane
    std::vector<std::uint32_t> entities; // at most Scatter::kDearest, dearest first
    std::vector<std::string> ids;        // theirs; empty where the log names none
};
core::Result<ScatterList> dearestOf(ScatterPtr scatter,
                                    const std::optional<stats::PlaneRegion>& region,
                                    const query::EventSource& source, std::stop_token stop);

/// A filter takes so many ids: more would make every other question slow, and a chip unreadable.
inline constexpr std::size_t kMostFilterIds = 1'000;

/// What keeps some entities, and nothing else, in any other question.
struct EntityFilter {
    query::Condition condition; // ids in byte order; no values: none of them has an id
    std::size_t withoutId = 0;  // entities that no filter can name
};
/// Errors  BadInput: more than kMostFilterIds; the sentence says what to do. As EventSource.
core::Result<EntityFilter> filterFor(const Scatter& scatter, const stats::PlaneRegion& region,
                                     const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
