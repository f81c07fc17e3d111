// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/unit_cohorts.h"
#include "models/stats/log_histogram.h"
#include "models/stats/unit_drivers.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct OutlierQuery {
    query::Grain grain = query::Grain::Request;
    query::Filter filter;
    double leastScore = 3.5;     // modified z-score above which a cost is flagged
    std::size_t leastUnits = 30; // of a baseline
    std::size_t most = 100;      // listed
    /// Excess over the usual cost that matters; nothing: a ten-thousandth of all costs.
    std::optional<core::MoneySum> leastExcess;
};

/// What one driver adds to the cost of a unit above its reference.
struct DriverPart {
    stats::UnitDriver driver;
    core::MoneySum amount;
};

/// Reasons to look at a unit that lie in its attempts, not in its cost.
enum class OutlierCheck : std::uint8_t {
    Abandoned,     // an attempt was cancelled
    Duplicated,    // the same prompt within ten minutes in another unit
    Reopened,      // its outcome was taken back
    NonProduction, // of another environment, or test data
    Truncated,     // an answer ended at its token limit
};
inline constexpr std::size_t kOutlierChecks = 5;
std::string_view nameOf(OutlierCheck check); // "abandoned"

/// A unit that costs far more than those like it.
struct Outlier {
    std::uint64_t firstRow = 0;    // Attempt::row of its first attempt
    std::string id;                // empty where the log names none
    std::vector<std::string> keys; // by OutlierTable::by, of its first attempt
    std::optional<LengthBand> band;
    core::MoneySum cost;
    core::MoneySum usual; // median of those it is compared with
    double score = 0;     // modified z-score of the logarithm
    bool isAboveFence = false;
    std::optional<double> shareOfCohort; // of the costs of its closest cohort
    stats::CohortLevel level = stats::CohortLevel::Cohort;
    std::size_t cohortUnits = 0; // what it is compared with
    std::uint64_t middleRow = 0; // first row of the one in the middle of those, by cost
    /// Exact Shapley shares of cost - reference; they add up to it. Largest amount first.
    std::vector<DriverPart> drivers;
    core::MoneySum reference; // cost of the unit that is in the middle by each driver
    core::MoneySum other;     // cost that no driver explains: fees, and the source's own figures
    std::vector<OutlierCheck> checks;

    core::MoneySum excess() const { return cost - usual; }
    UnitBaseline baseline() const {
        return {firstRow, keys, band, level, cohortUnits, usual, score, middleRow};
    }
};

/// Units that are far out and matter in money.
/// Output  rows by excess, highest first, ties by firstRow. For each: reference + drivers + other
///         = cost, exactly.
/// Errors  as EventSource.
/// Cost    one entity query, then O(n); one more query for the drivers of the listed, one or two
///         for their checks.
/// Source  METHODS 2.1, 2.2, 2.4. Baselines: stats::CohortBaselines; the fence is that of the
/// closest
///         cohort in the whole period, of every k-th unit where there are more than 5,000.
struct OutlierTable {
    OutlierQuery query;
    std::vector<query::Dimension> by; // what a cohort shares, besides the band
    std::vector<Outlier> rows;
    std::size_t units = 0;       // in the period
    std::size_t judged = 0;      // of those: with a cost and a baseline
    std::size_t withoutCost = 0; // known to be 0, or less
    std::size_t unpriced = 0;    // some attempt without a known cost; users and tenants are judged
                                 // by the rest
    std::size_t flagged = 0;     // far out, whatever it means in money
    std::size_t material = 0;    // of those: that matter; the rows, when they are not cut off
    core::MoneySum cost;         // of all units in the period
    core::MoneySum materialCost;
    core::MoneySum materialExcess;
    core::MoneySum leastExcess;      // that was in force
    std::vector<stats::LogBin> bins; // of the costs of the judged; marked: the material ones
};
core::Result<OutlierTable> outliersBy(const OutlierQuery& query, const query::EventSource& source,
                                      std::stop_token stop);

} // namespace ms::analysis
