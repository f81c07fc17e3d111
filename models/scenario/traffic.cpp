// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/traffic.h"

#include "models/core/check.h"

#include <algorithm>

namespace ms::scenario {

using query::Measure;

namespace {

const std::vector<Measure> kMeasures{
    Measure::Cost,
    Measure::InputCost,
    Measure::CacheReadCost,
    Measure::CacheWrite5mCost,
    Measure::OutputCost,
    Measure::CacheReadAsInput,
    Measure::CacheWrite5mAsInput,
    Measure::InputTokens,
    Measure::CacheReadTokens,
    Measure::CacheWriteTokens,
    Measure::CacheWrite1hTokens,
    Measure::OutputTokens,
    Measure::FirstAttempts,
    Measure::UnpricedAttempts,
    Measure::PricedAttempts,
    Measure::AppCacheAttempts,
    // These go into the figures of the five-minute writes.
    Measure::CacheWrite1hCost,
    Measure::CacheWrite1hAsInput,
};
static_assert(kFigures == 16);

void addTo(std::vector<std::int64_t>& sums, const std::vector<std::int64_t>& summands) {
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] += summands[i];
}

} // namespace

std::size_t Traffic::placeOf(query::Dimension dimension) const {
    const auto found = std::find(dimensions.begin(), dimensions.end(), dimension);
    CHECK(found != dimensions.end(), "A dimension of a scenario was not loaded.");
    return std::size_t(found - dimensions.begin());
}

core::Result<Traffic> loadTraffic(const query::EventSource& source, const query::Filter& filter,
                                  std::vector<query::Dimension> dimensions, std::stop_token stop) {
    auto totals =
        source.entities({query::Grain::Attempt, dimensions, kMeasures, filter}, std::move(stop));
    if (!totals)
        return totals.error();
    Traffic traffic;
    traffic.dimensions = std::move(dimensions);
    traffic.cells = std::move(totals->groups);
    traffic.cellOf = std::move(totals->groupOf);
    traffic.rows = std::move(totals->firstRow);
    for (std::size_t f = 0; f < kFigures; ++f)
        traffic.figures[f] = std::move(totals->values[f]);
    addTo(traffic.figures[std::size_t(Figure::WriteCost)], totals->values[kFigures]);
    addTo(traffic.figures[std::size_t(Figure::WriteAsInput)], totals->values[kFigures + 1]);
    return traffic;
}

} // namespace ms::scenario
