// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// Some attempts and what they cost. Money in the base currency, of the attempts whose cost is
/// known; the others are counted.
struct CoveredCost {
    std::int64_t attempts = 0;
    core::MoneySum cost;
    std::int64_t unpricedAttempts = 0;
    core::Int128 unpricedTokens = 0;
};

/// How much of the cost one allocation key is known of.
struct CoverageRow {
    std::string key; // "feature"
    CoveredCost with;
    CoveredCost without;
    /// What narrows the filter to the attempts without the key; nothing where no conditions say it.
    std::optional<std::vector<query::Condition>> missing;

    std::optional<double> knownPct() const; // with.cost / all cost; nothing when there is no cost
};

/// The cost with and without each of feature, tenant, unit, prompt version and user.
/// Output  rows by cost without the key, highest first, ties in the order above. Of each row, the
///         two parts add up to `total` exactly.
/// Errors  as EventSource.
/// Cost    seven group queries and one entity query over units.
/// Source  DESIGN.md section 2, Units: allocation coverage.
struct CoverageTable {
    query::Filter filter;
    std::vector<CoverageRow> rows;
    CoveredCost total;
};
core::Result<CoverageTable> coverageOf(const query::Filter& filter,
                                       const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
