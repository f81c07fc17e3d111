// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/revenue.h"
#include "models/core/result.h"
#include "models/query/event_source.h"

#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct RevenueQuestion {
    std::vector<query::Dimension> by;
    query::Filter filter;
    RevenueSplit split = RevenueSplit::Requests;
};

struct RevenueSlice {
    std::vector<std::string> keys; // one a dimension of `by`
    bool isNoUsage = false;        // some key is empty because no request says it
    core::MoneySum amount;         // not zero in every part, though the sum may be
};

/// Split accrued revenue over the slices of a question (DESIGN.md section 2, Revenue).
///
/// The steps, each rounded by largest remainder so that its parts add up to what came in:
///   1. A tenant-day outside the conditions on tenant, tier or segment is left out.
///   2. Conditions on events keep the share of the matching requests: those of the tenant-month
///      that start where the conditions hold, of all that start in it. The rest is the other part,
///      so a condition and its opposite add up to the whole.
///   3. The range and conditions on time keep parts of the day.
///   4. What is kept is added up for each tenant-month and combination of tenant, tier, segment and
///      time in `by`, and split over the other dimensions of `by` in proportion to the weights of
///      the tenant-month's matching slices: its whole month's, whatever the range.
/// Steps 1 to 3 do not depend on `by`: the sum of the slices is the same for every `by`.
/// A fact that names a feature has that feature in step 2 and 4, and the weights are those of the
/// tenant's requests of that feature in the month; where there are none, it is revenue without usage.
/// A tenant-month without requests earns under "no usage": a condition on events judges it by the
/// empty text, as it does events that do not say.
///
/// Output  ordered by keys, each once (no usage apart); `total` is their sum, `noUsage` the part of
///         it that no request earned.
/// Errors  as EventSource.
/// Cost    none to four group queries; linear in tenant-days plus tenant-months x slices.
struct SplitRevenue {
    std::vector<RevenueSlice> slices;
    core::MoneySum total;
    core::MoneySum noUsage;
};
core::Result<SplitRevenue> splitRevenue(const AccruedRevenue& revenue,
                                        const RevenueQuestion& question,
                                        const query::EventSource& source, std::stop_token stop);

/// True when revenue has this dimension without any request: tenant, tier, segment or time.
bool isDirect(query::Dimension dimension);

} // namespace ms::analysis
