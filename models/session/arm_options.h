// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_methods.h"
#include "models/analysis/arm_query.h"
#include "models/core/result.h"
#include "models/query/event_source.h"

#include <optional>
#include <stop_token>
#include <string>

namespace ms::session {

/// What a comparison of arms is asked with, as it is typed on the command line and in the window.
/// Empty: the default.
struct ArmOptions {
    std::string dimension = "prompt_version";
    std::string a;
    std::string b;
    std::string arms; // "v7,v8,v9", instead of a and b
    std::string before;
    std::string after;
    std::string cluster = "tenant";
    std::string stratify; // "tier,length"
    std::string metric;
    std::string margin;    // percentage points
    std::string guardrail; // "latency_p95=10,output_tokens=5": percent of the baseline
    std::string shares;    // "50,50"
    std::string planned;
    std::string bootstrap; // draws; empty: none
    std::string seed = "1";
};

struct AskedArms {
    query::Dimension dimension = query::Dimension::PromptVersion;
    std::optional<analysis::ArmQuery> query; // nothing: there are no two arms to choose
    std::string note;                        // how they were chosen
};

/// The question that the options ask of `filter`; arms are chosen where none are named.
/// Errors  Usage: what cannot be read, or a value that does not occur; as chooseArms.
core::Result<AskedArms> armQueryOf(const ArmOptions& options, const query::Filter& filter,
                                   const query::EventSource& source, std::stop_token stop);

/// Errors  Usage: what cannot be read, more draws than a million.
core::Result<analysis::ArmMethods::Bootstrap> bootstrapOf(const ArmOptions& options);

/// "cost_per_request, cost_per_success, ...".
std::string armMetricList();

} // namespace ms::session
