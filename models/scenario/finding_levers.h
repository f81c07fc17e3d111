// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/findings.h"
#include "models/core/result.h"
#include "models/pricing/price_book.h"
#include "models/query/event_source.h"

#include <cstddef>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::scenario {

/// Findings whose levers are replayed, the first ones by stake.
inline constexpr std::size_t kMostReplayedFindings = 12;

/// What could be done about a finding, and what that would have saved on its own traffic.
struct FindingLevers {
    /// As withQuickLevers takes them: {"retry-limit", "2"}. Empty: no lever fits, or none saves.
    std::map<std::string, std::string> levers;
    std::optional<core::MoneySum> saving; // cost as it was - cost with the levers
    bool isMeasured = false;              // rests on what was logged alone, on no assumed rate
};

/// The traffic of a finding: `asked` narrowed to its events and its period.
query::Filter filterOf(const analysis::Finding& finding, const query::Filter& asked);

/// Levers by finding of `table`, in its order; those after kMostReplayedFindings have none.
///   cap          answers as long as 95 of 100 calls of the finding have them
///   limit        requests a customer as 9 of 10 customers of the finding make them
///   route        half of the calls to the model in most use that costs less
///   pre_validate two attempts a request
///   compress     0.7 of the prompt kept;  cache  half of the prompt read from the provider's cache
///   fix_version  none: going back saves the stake itself
/// Errors  as EventSource.
/// Cost    for each finding a query and a replay of its traffic; for a route at most four.
/// Source  METHODS 5; the rates that are assumed are within the ranges of quickLevers().
core::Result<std::vector<FindingLevers>> leversFor(const analysis::FindingTable& table,
                                                   const query::EventSource& source,
                                                   const pricing::PriceBook& book,
                                                   std::stop_token stop);

} // namespace ms::scenario
