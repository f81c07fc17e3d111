// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/change_drivers.h"

#include "models/analysis/averages.h"
#include "models/analysis/change_segments.h"
#include "models/analysis/compared_answer.h"
#include "models/analysis/largest_change.h"
#include "models/analysis/margin.h"

#include <algorithm>
#include <utility>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

// In the order of SliceIndex.
const std::vector<Measure> kSliceMeasures{Measure::Requests, Measure::Cost, Measure::UnitCost,
                                          Measure::Units, Measure::SuccessfulUnits};
enum SliceIndex : std::size_t { kRequests, kCost, kUnitCost, kUnits, kSuccessful };

query::Filter filterOf(const DriversQuery& query, const core::TimeRange& range) {
    query::Filter filter = query.filter;
    filter.range = range;
    if (query.metric == DriverMetric::UnitCost) // what names no unit has no outcome
        filter.conditions.push_back({Dimension::Outcome, query::Condition::Kind::NotIn, {""}});
    return filter;
}

bool hasModel(const DriversQuery& query) {
    return std::find(query.by.begin(), query.by.end(), Dimension::Model) != query.by.end();
}

using Slices = std::map<std::vector<std::string>, std::array<SliceFigures, 2>>; // before, after

void addPeriod(Slices& slices, const DriversQuery& query, const DriverFigures& figures,
               std::size_t period) {
    for (const query::GroupRow& row : figures.slices.rows) {
        SliceFigures& slice = slices[row.keys][period];
        slice.requests = row.values[kRequests];
        slice.cost = row.values[kCost];
        slice.unitCost = row.values[kUnitCost];
    }
    for (const auto& [keys, revenue] : figures.revenue)
        slices[keys][period].revenue += revenue;
    for (const query::GroupRow& row : figures.segments.rows) {
        std::vector<std::string> keys(row.keys.begin(),
                                      row.keys.begin() + std::ptrdiff_t(query.by.size()));
        const std::string model = hasModel(query) ? std::string() : row.keys.back();
        SliceFigures& slice = slices[std::move(keys)][period];
        segment::Figures& segment = slice.models[model];
        for (std::size_t i = 0; i < segment::kCount; ++i) {
            segment[i] = row.values[i];
            slice.sum[i] += row.values[i];
        }
    }
}

ChainHead headOf(const DriversQuery& query, const DriverFigures& figures, const Slices& slices,
                 std::size_t period) {
    ChainHead head;
    if (query.metric == DriverMetric::UnitCost) {
        head.base = figures.slices.total[kSuccessful];
        head.units = figures.slices.total[kUnits];
    }
    for (const auto& [keys, both] : slices)
        if (both[0].requests > 0 && both[1].requests > 0)
            head.requests += both[period].requests;
    return head;
}

/// What the metric is of a slice in one period.
MoneySum amountOf(DriverMetric metric, const SliceFigures& slice, const ChainHead& head) {
    switch (metric) {
    case DriverMetric::Cost:
        return MoneySum::fromPicos(slice.cost);
    case DriverMetric::UnitCost:
        return *averageOf(MoneySum::fromPicos(slice.unitCost), head.base);
    case DriverMetric::Margin:
        return slice.revenue - MoneySum::fromPicos(slice.cost);
    }
    return {};
}

MoneySum sumOf(const DriverAmounts& parts) {
    MoneySum sum;
    for (const MoneySum part : parts)
        sum += part;
    return sum;
}

/// Nothing where the metric is unknown: a cost per success without a success.
std::optional<MoneySum> totalOf(DriverMetric metric, const DriverFigures& figures) {
    const std::vector<Int128>& total = figures.slices.total;
    const MoneySum cost = MoneySum::fromPicos(total[kCost]);
    switch (metric) {
    case DriverMetric::Cost:
        return cost;
    case DriverMetric::UnitCost:
        return averageOf(MoneySum::fromPicos(total[kUnitCost]), total[kSuccessful]);
    case DriverMetric::Margin: {
        MoneySum revenue;
        for (const auto& [keys, amount] : figures.revenue)
            revenue += amount;
        return revenue - cost;
    }
    }
    return {};
}

DriverSlice explained(DriverMetric metric, const std::array<SliceFigures, 2>& both,
                      const std::array<ChainHead, 2>& heads) {
    DriverSlice slice;
    slice.before = amountOf(metric, both[0], heads[0]);
    slice.after = amountOf(metric, both[1], heads[1]);
    slice.isBefore = both[0].requests > 0 || !both[0].revenue.isZero();
    slice.isAfter = both[1].requests > 0 || !both[1].revenue.isZero();
    slice.attempts = std::int64_t(both[1].sum[segment::kAttempts]);
    slice.parts = sliceEffects(both[0], heads[0], both[1], heads[1]);
    const auto part = [&slice](Driver driver) -> MoneySum& {
        return slice.parts[std::size_t(driver)];
    };
    if (metric == DriverMetric::Margin) {
        for (MoneySum& amount : slice.parts)
            amount = MoneySum{} - amount;
        part(Driver::Revenue) = both[1].revenue - both[0].revenue;
    }
    if (metric == DriverMetric::UnitCost) {
        const auto unlinked = [&](std::size_t period) {
            return *averageOf(MoneySum::fromPicos(both[period].cost - both[period].unitCost),
                              heads[period].base);
        };
        part(Driver::Unlinked) = unlinked(0) - unlinked(1);
    }
    part(Driver::Rounding) = slice.change() - sumOf(slice.parts);
    return slice;
}

/// Figures of all slices of a period, which levels are ratios of.
struct Sums {
    segment::Figures segments{};
    Int128 requests = 0; // of the slices of both periods
    Int128 units = 0;
    Int128 successful = 0;

    Int128 prompt() const {
        Int128 tokens = 0;
        for (std::size_t b = 0; b <= std::size_t(core::Bucket::CacheWrite1h); ++b)
            tokens += segments[segment::kQuantities + b];
        return tokens;
    }
    Int128 quantity(core::Bucket bucket) const {
        return segments[segment::kQuantities + std::size_t(bucket)];
    }
    Int128 paid() const {
        return segments[segment::kPriced] + segments[segment::kReported] +
               segments[segment::kUnpriced];
    }
};

/// What one figure tells of a driver in one period.
std::optional<double> levelOf(Driver driver, const Sums& sums, Int128 allRequests, bool isOfUnits) {
    using namespace segment;
    switch (driver) {
    case Driver::Success:
        return isOfUnits ? shareOf(sums.successful, sums.units) : std::nullopt;
    case Driver::Volume:
        return shareOf(sums.requests, isOfUnits ? sums.units : Int128(1));
    case Driver::Retries:
        return shareOf(sums.paid(), allRequests);
    case Driver::OwnCache:
        return shareOf(sums.segments[kAppCache], sums.segments[kAttempts]);
    case Driver::Unknown:
        return shareOf(sums.segments[kUnpriced], sums.paid());
    case Driver::PromptTokens:
        return shareOf(sums.prompt(), sums.segments[kPriced]);
    case Driver::OutputTokens:
        return shareOf(sums.quantity(core::Bucket::Output), sums.segments[kPriced]);
    case Driver::Queries:
        return shareOf(sums.quantity(core::Bucket::Query), sums.segments[kPriced]);
    case Driver::Cache:
        return shareOf(sums.quantity(core::Bucket::CacheRead), sums.prompt());
    default:
        return std::nullopt;
    }
}

void addLevels(DriversTable& table, const std::array<const DriverFigures*, 2>& figures,
               const Slices& slices, const std::array<ChainHead, 2>& heads) {
    const bool isOfUnits = table.query.metric == DriverMetric::UnitCost;
    for (std::size_t period = 0; period < 2; ++period) {
        Sums sums;
        sums.requests = heads[period].requests;
        sums.units = figures[period]->slices.total[kUnits];
        sums.successful = figures[period]->slices.total[kSuccessful];
        Int128 requests = 0;
        for (const auto& [keys, both] : slices) {
            requests += both[period].requests;
            for (std::size_t i = 0; i < segment::kCount; ++i)
                sums.segments[i] += both[period].sum[i];
        }
        for (std::size_t d = 0; d < kDrivers; ++d)
            (period == 0 ? table.levels[d].before : table.levels[d].after) =
                levelOf(Driver(d), sums, requests, isOfUnits);
        (period == 0 ? table.unpricedBefore : table.unpricedAfter) =
            std::int64_t(sums.segments[segment::kUnpriced]);
    }
}

core::Result<DriverFigures> figuresOf(const DriversQuery& query, const core::TimeRange& range,
                                      const query::EventSource& source, const RevenueBooks& books,
                                      std::stop_token stop) {
    DriverFigures figures;
    auto segments = source.groups(driverSegmentQuery(query, range), stop);
    if (!segments)
        return segments.error();
    figures.segments = *std::move(segments);
    auto slices = source.groups(driverSliceQuery(query, range), stop);
    if (!slices)
        return slices.error();
    figures.slices = *std::move(slices);
    if (query.metric != DriverMetric::Margin)
        return figures;
    const auto margin = marginBy({query.by, filterOf(query, range)}, source, books, stop);
    if (!margin)
        return margin.error();
    for (const MarginRow& row : margin->rows)
        figures.revenue[row.keys] += row.figures.revenue;
    return figures;
}

} // namespace

core::Status checkDriversQuery(const DriversQuery& query) {
    const auto usage = [](std::string message) {
        return core::Error{core::Error::Code::Usage, std::move(message), {}};
    };
    if (query.by.empty())
        return usage("Name at least one dimension to explain the change by.");
    for (auto at = query.by.begin(); at != query.by.end(); ++at) {
        if (query::isTime(*at))
            return usage("A change between two periods is not explained by " +
                         std::string(query::nameOf(*at)) + ".");
        if (std::find(query.by.begin(), at, *at) != at)
            return usage("The dimension " + std::string(query::nameOf(*at)) + " is named twice.");
    }
    return {};
}

query::GroupQuery driverSegmentQuery(const DriversQuery& query, const core::TimeRange& range) {
    std::vector<Dimension> by = query.by;
    if (!hasModel(query))
        by.push_back(Dimension::Model);
    return {std::move(by), segment::measures(), filterOf(query, range)};
}

query::GroupQuery driverSliceQuery(const DriversQuery& query, const core::TimeRange& range) {
    return {query.by, kSliceMeasures, filterOf(query, range)};
}

DriversTable explainChange(const DriversQuery& query, const DriverFigures& before,
                           const DriverFigures& after) {
    DriversTable table;
    table.query = query;
    table.before = totalOf(query.metric, before);
    table.after = totalOf(query.metric, after);
    Slices slices;
    addPeriod(slices, query, before, 0);
    addPeriod(slices, query, after, 1);
    const std::array heads{headOf(query, before, slices, 0), headOf(query, after, slices, 1)};
    addLevels(table, {&before, &after}, slices, heads);
    if (!table.change())
        return table;
    for (const auto& [keys, both] : slices) {
        DriverSlice slice = explained(query.metric, both, heads);
        slice.keys = keys;
        for (std::size_t d = 0; d < kDrivers; ++d)
            table.parts[d] += slice.parts[d];
        table.slices.push_back(std::move(slice));
    }
    table.parts[std::size_t(Driver::Rounding)] += *table.change() - sumOf(table.parts);
    sortByChange(table.slices, [](const DriverSlice& slice) { return slice.change(); });
    return table;
}

core::Result<DriversTable> changeDrivers(const DriversQuery& query,
                                         const query::EventSource& source,
                                         const RevenueBooks& books, std::stop_token stop) {
    return comparedAnswer<DriversTable>(
        query, source,
        [&](const DriversQuery& resolved, const core::TimeRange& range) {
            return figuresOf(resolved, range, source, books, stop);
        },
        explainChange, stop);
}

} // namespace ms::analysis
