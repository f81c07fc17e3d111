// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_metric.h"
#include "models/analysis/arm_scan.h"
#include "models/query/query.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ms::analysis {

/// Two periods that are compared instead of values: before and after a deploy.
struct BeforeAfter {
    core::TimeRange before;
    core::TimeRange after;
};
inline constexpr const char* kBeforeArm = "before";
inline constexpr const char* kAfterArm = "after";

/// "This may get worse by so much, of the baseline, and no more." Set before looking.
struct ArmGuardrail {
    ArmMetric metric = ArmMetric::LatencyP95;
    std::int64_t basisPoints = 0; // 1,000: by a tenth
};

/// "Which of these arms does better, and can one tell?"
struct ArmQuery {
    query::Dimension dimension = query::Dimension::PromptVersion;
    std::vector<std::string> arms;           // values; the first is the baseline
    std::optional<BeforeAfter> periods = {}; // instead of values
    query::Filter filter;
    query::Dimension cluster = query::Dimension::Tenant; // what counts as independent
    /// What is held constant, most important first: the last is given up first where cells are too
    /// small (METHODS 1.7).
    std::vector<query::Dimension> strata = {};
    bool hasLengthBands = false;          // also thirds of the prompt tokens
    std::vector<ArmMetric> metrics = {};  // that are shown; the first is the primary; empty: all
    std::int64_t marginBasisPoints = 200; // by how much the success rate may fall: 2 points
    std::vector<ArmGuardrail> guardrails = {};
    /// How the units were assigned, one weight an arm; empty: not at random, as far as is known.
    std::vector<std::int64_t> shares = {};
    std::optional<std::int64_t> plannedRequests = {}; // over both arms: the size that was declared
};

/// The name of an arm: its value, "before" or "after".
const std::string& armName(const ArmQuery& query, std::size_t arm);
std::size_t armCount(const ArmQuery& query);
/// Errors  Usage: fewer than two arms, one twice, the same dimension as arm, cluster or stratum,
///         as many shares as arms, a quantile as the metric that decides.
core::Status checkArmQuery(const ArmQuery& query);
/// The requests and units of its arms; `by` and `hasBands` instead of its strata.
ArmScanQuery scanQueryOf(const ArmQuery& query, std::vector<query::Dimension> strata,
                         bool hasLengthBands);

} // namespace ms::analysis
