// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/compared_periods.h"
#include "models/analysis/driver.h"
#include "models/analysis/revenue.h"
#include "models/core/result.h"
#include "models/query/event_source.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// Amounts by driver.
using DriverAmounts = std::array<core::MoneySum, kDrivers>;

/// A factor in both periods, where one figure tells it: 1.02 -> 1.31 attempts a request.
struct DriverLevel {
    std::optional<double> before;
    std::optional<double> after;
};

struct DriverSlice {
    std::vector<std::string> keys;
    core::MoneySum before; // of unit costs: the slice's part in the cost of a successful unit
    core::MoneySum after;
    DriverAmounts parts;   // they add up to the change exactly
    bool isBefore = false; // it has attempts (or revenue) in the period
    bool isAfter = false;
    std::int64_t attempts = 0; // in the later period
    core::MoneySum change() const { return after - before; }
};

struct DriversQuery {
    std::vector<query::Dimension> by;       // what slices are; no dimension of time
    query::Filter filter;                   // its range is asked for; the later period
    std::optional<core::TimeRange> against; // the earlier one; nothing: as comparedPeriods
    DriverMetric metric = DriverMetric::Cost;
};

/// Errors  Usage: no dimension, one twice, or one of time, by which no two periods agree.
core::Status checkDriversQuery(const DriversQuery& query);

/// What one period must tell: grouped figures, and revenue by slice where a margin is asked.
struct DriverFigures {
    query::GroupTable segments; // by slice and model, driverSegmentQuery()
    query::GroupTable slices;   // by slice, driverSliceQuery()
    std::map<std::vector<std::string>, core::MoneySum> revenue;
};
query::GroupQuery driverSegmentQuery(const DriversQuery& query, const core::TimeRange& range);
query::GroupQuery driverSliceQuery(const DriversQuery& query, const core::TimeRange& range);

/// Why a cost, a unit cost or a margin is another than before. `query.filter.range` and
/// `query.against` of the answer are the periods that were compared.
/// Output  slices by the size of their change, ties by keys; each closes exactly, and their parts
///         add up to `parts`, but for Rounding: averages of slices do not add up to the pico.
///         `parts` add up to after - before. Nothing is explained where one of the two is unknown:
///         a cost per successful unit without a success.
/// Errors  Usage: no dimension, or one of time; as comparedPeriods and EventSource.
/// Cost    four group queries; of margins those of marginBy too. Linear in segments.
/// Source  METHODS 3.2 by slice x model x kind of tokens; 3.4.
struct DriversTable {
    DriversQuery query;
    std::optional<core::MoneySum> before;
    std::optional<core::MoneySum> after;
    DriverAmounts parts;
    std::array<DriverLevel, kDrivers> levels;
    std::vector<DriverSlice> slices;
    std::int64_t unpricedBefore = 0; // attempts whose cost is unknown: in no amount
    std::int64_t unpricedAfter = 0;
    std::string beforeWords; // "2026-04-01 to 2026-04-30"; empty: there are no events
    std::string afterWords;
    std::vector<std::string> notes; // of the periods

    std::optional<core::MoneySum> change() const {
        if (!before || !after)
            return std::nullopt;
        return *after - *before;
    }
    core::MoneySum part(Driver driver) const { return parts[std::size_t(driver)]; }
};
DriversTable explainChange(const DriversQuery& query, const DriverFigures& before,
                           const DriverFigures& after);
core::Result<DriversTable> changeDrivers(const DriversQuery& query,
                                         const query::EventSource& source,
                                         const RevenueBooks& books, std::stop_token stop);

} // namespace ms::analysis
