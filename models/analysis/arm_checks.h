// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_query.h"
#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct ArmComparison;
struct ArmPair;

/// One thing that could make a comparison wrong, and what was found.
struct ArmCheck {
    enum class State {
        Passed,
        Noted, // a reader should know; the verdict stands
        Failed // changes the verdict
    };
    std::string name;  // for programs: "sample_ratio"
    std::string title; // for people
    State state = State::Passed;
    std::string sentence;
};

/// Requests and units with attempts in more than one arm.
struct ArmCrossings {
    std::int64_t requests = 0;
    std::int64_t crossedRequests = 0;
    std::int64_t units = 0;
    std::int64_t crossedUnits = 0;
    bool areMany() const;
};
/// Errors  as EventSource.
/// Cost    one group query; of periods nothing is asked.
core::Result<ArmCrossings> armCrossings(const ArmQuery& query, const query::EventSource& source,
                                        std::stop_token stop);

/// Above these shares, in percent, a check fails.
inline constexpr std::int64_t kMostUnpricedPct = 5;  // of the attempts of an arm
inline constexpr std::int64_t kMostPendingPct = 20;  // of the units of an arm
inline constexpr std::int64_t kMostCrossedPct = 10;  // of requests or units
inline constexpr std::int64_t kFewOnCommonDays = 50; // of the requests of an arm: noted

/// Is the cost of an arm not known well enough, or what became of its units?
bool isCostUnknown(const ArmSums& sums);
bool areOutcomesPending(const ArmSums& sums);

/// What was checked of a pair, in the order in which one would ask.
/// Input   a pair whose metrics are compared.
/// Source  METHODS 1.4, 1.5, 1.7, 1.9, 1.11.
std::vector<ArmCheck> armChecks(const ArmComparison& comparison, const ArmPair& pair,
                                const ArmCrossings& crossings);
/// Did the units of all arms arrive in the declared shares? False where none are declared.
bool isSampleRatioFailed(const ArmComparison& comparison);

} // namespace ms::analysis
