// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"
#include "models/query/event_source.h"
#include "models/stats/spike_type.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace ms::analysis {

/// What a change of cost is taken apart by: sums of some attempts.
struct ChangeSums {
    core::Int128 cost = 0; // picos, of the attempts whose cost is known
    core::Int128 requests = 0;
    core::Int128 attempts = 0;
    core::Int128 tokens = 0; // of all kinds

    static const std::vector<query::Measure>& measures();
    /// Input  values of measures(), in their order.
    static ChangeSums of(const std::vector<core::Int128>& values);
    /// Of the cost of one of `count` days (or what else it is counted by).
    stats::CostFactors factors(core::Int128 count) const;
};

/// The value of a dimension that moved most in the direction of the change.
struct Mover {
    query::Dimension dimension = query::Dimension::Feature;
    std::string key;             // empty: not given
    core::MoneySum change;       // of its cost
    std::optional<double> share; // of the change of all cost
    bool isOnly = false;         // the dimension has no other value here
};

} // namespace ms::analysis
