// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/cost_drift.h"
#include "models/analysis/daily_alerts.h"
#include "models/analysis/outliers.h"
#include "models/core/facts.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// What can be done about a cost that is too high.
enum class Lever : std::uint8_t {
    Cap,         // the output
    Compress,    // the prompt
    Route,       // to a cheaper model
    Cache,       // what is sent again and again
    Limit,       // requests or calls
    FixVersion,  // of the prompt
    PreValidate, // before calling: what fails is not paid for
};
std::string_view nameOf(Lever lever); // "pre_validate"

/// Requests of one feature that are outliers.
struct OutlierGroup {
    std::string feature; // empty: not given
    std::size_t requests = 0;
    core::MoneySum cost;
    std::optional<stats::UnitDriver> driver; // that adds most to them; nothing: none does
};

/// Something that costs more than it should, and what was decided about it.
struct Finding {
    enum class Kind : std::uint8_t { DearDays, Drift, Outliers };
    std::string id; // the same in every question that finds it: "day/feature=chat/2026-05-06"
    Kind kind = Kind::DearDays;
    core::MoneySum stake;           // excess over what was usual in the period that is asked about
    std::optional<Lever> lever;     // that fits
    std::optional<DailyAlert> days; // one of the three, by kind
    std::optional<CostDrift> drift;
    std::optional<OutlierGroup> outliers;
    std::vector<query::Condition> drill; // the events behind it
    core::TimeRange range;               // their period; open: that of the question
    std::optional<core::DecisionFact> decision;
};

/// What should be looked at, by the money that it is about, and who does something about it.
/// Input   `decisions`: at most one a finding.
/// Output  findings by stake, largest first; `elsewhere`: decisions about findings that this
///         question does not find.
/// Errors  as EventSource.
/// Cost    that of dailyAlerts, costDrift and outliersBy.
/// Source  METHODS 3.7, 3.5, 2. The stake is measured, not what a lever would save: that takes a
///         scenario.
struct FindingTable {
    query::Filter filter;
    std::vector<Finding> findings;
    std::vector<core::DecisionFact> elsewhere;
    core::MoneySum leastExcess; // of a day, and of an outlier
    core::MoneySum leastOutlier;
};
core::Result<FindingTable> findings(const query::Filter& filter, const query::EventSource& source,
                                    std::span<const core::DecisionFact> decisions,
                                    std::stop_token stop);

} // namespace ms::analysis
