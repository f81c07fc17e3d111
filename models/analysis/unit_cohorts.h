// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/length_band.h"
#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/stats/cohort_baselines.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// Users and tenants are judged over the whole period, by tier and by what is known of their cost:
/// in most logs each has some attempt without a price. The others are judged week by week, whole.
bool isByWeek(query::Grain grain);
/// What units that are alike share, besides the band of prompt tokens.
std::vector<query::Dimension> cohortDimensions(query::Grain grain);

/// The dimension whose values are the ids of units of this grain; of attempts, those of their
/// requests.
query::Dimension idDimension(query::Grain grain);

/// All units that one is compared with, and which of them the question is about.
struct UnitCohorts {
    query::EntityTotals totals; // values: cost, unpriced attempts; of units by week prompt tokens
    query::Filter filter;       // they were asked with
    stats::CohortUnits units;   // those of `totals`, in their order
    std::vector<std::uint8_t> isAsked;             // by unit: begins in the period of the question
    std::vector<std::vector<std::string>> keysOf;  // by cohort: values of cohortDimensions
    std::vector<std::optional<LengthBand>> bandOf; // by cohort

    core::MoneySum costOf(std::size_t unit) const {
        return core::Money::fromPicos(totals.values[0][unit]);
    }
    bool isUnpriced(std::size_t unit) const { return totals.values[1][unit] > 0; }
};

/// What one unit is compared with.
struct UnitBaseline {
    std::uint64_t firstRow = 0;    // EntityTotals::firstRow of the unit
    std::vector<std::string> keys; // of its closest cohort: values of cohortDimensions
    std::optional<LengthBand> band;
    stats::CohortLevel level = stats::CohortLevel::Cohort;
    std::size_t units = 0;       // that it is compared with, itself among them
    core::MoneySum usual;        // median of their costs
    double score = 0;            // modified z-score of the logarithm of its cost
    std::uint64_t middleRow = 0; // EntityTotals::firstRow of the one in the middle by cost
};
/// Nothing for a unit that is compared with none. Of an even number the lower one is in the middle;
/// of equal costs, the earlier row counts.
/// Cost  O(units it is compared with).
std::optional<UnitBaseline> baselineOf(std::size_t unit, const UnitCohorts& all,
                                       const stats::CohortBaselines& baselines);

/// `filter` as units are gathered with: those judged week by week with the four weeks before.
query::Filter cohortFilter(query::Grain grain, const query::Filter& filter, const core::Zone& zone);

/// Who is like whom among the units of `filter`; the days before the period are there so that its
/// first ones are compared with something too.
/// Errors  as EventSource.
/// Cost    one entity query, then O(n).
/// Source  METHODS 2.1.
core::Result<UnitCohorts> unitCohorts(query::Grain grain, const query::Filter& filter,
                                      const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
