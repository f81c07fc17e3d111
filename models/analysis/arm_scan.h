// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_metric.h"
#include "models/core/result.h"
#include "models/query/event_source.h"
#include "models/stats/clustered_sample.h"
#include "models/stats/post_stratification.h"

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// Events that are looked at, and which arm they are, where all of them are one.
struct ArmPart {
    query::Filter filter;
    std::string label = {}; // "before"; empty: the dimensions tell
};

struct ArmScanQuery {
    std::vector<query::Dimension> arm; // what tells arms apart; none where parts have labels
    std::vector<std::vector<std::string>> arms; // keys of those wanted; empty: all that occur
    query::Dimension cluster = query::Dimension::Tenant;
    std::vector<query::Dimension> strata;
    bool hasLengthBands = false; // also thirds of the prompt tokens, as the last key of a stratum
    std::vector<ArmPart> parts;
    bool hasLatency = false;            // also ArmSum::LatencyMs and TimedRequests
    std::vector<ArmValue> samples = {}; // also every single value of these
};

/// What one cluster adds to one stratum of one arm.
struct ArmCell {
    std::uint32_t arm = 0;
    std::uint32_t cluster = 0;
    std::uint32_t stratum = 0;
    ArmSums sums;
};

/// Requests and units by arm, cluster and stratum. A request is in the arm, cluster and stratum of
/// its first attempt in the part (intention to treat), and so is a unit.
/// Output  arms in the order that was asked, else of their keys; cells by arm, cluster, stratum.
///         Bands are thirds of the pooled prompt tokens, of requests and of units each.
/// Errors  as EventSource.
/// Cost    two entity queries a part, one pass over requests and units.
/// Source  METHODS 0.2, 1.1, 1.7 (bands).
struct ArmScan {
    std::vector<std::vector<std::string>> arms;
    std::vector<std::string> clusters;
    std::vector<std::vector<std::string>> strata; // keys by ArmScanQuery::strata, then the band
    std::vector<ArmCell> cells;
    std::vector<std::int64_t> bandEnds; // prompt tokens: the most of each band but the last
    /// By value, then arm; empty where it was not asked for. Things whose value is unknown are in
    /// none. In units of the currency, and milliseconds.
    std::array<std::vector<stats::ClusteredSample>, kArmValues> samples;

    ArmSums sumsOf(std::size_t arm) const;
    /// Without a merging, all is one stratum.
    std::vector<stats::StratumTotals>
    totalsOf(std::size_t arm, ArmMetric metric,
             const std::vector<std::uint32_t>* groupOfStratum = nullptr) const;
};
core::Result<ArmScan> scanArms(const ArmScanQuery& query, const query::EventSource& source,
                               std::stop_token stop);

/// Names of the bands: "short", "medium", "long".
std::string_view lengthBandName(std::size_t band);
inline constexpr std::size_t kArmLengthBands = 3;

} // namespace ms::analysis
