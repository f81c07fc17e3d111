// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/core/result.h"
#include "models/query/event_source.h"

#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// What is known about revenue, in order of import.
struct RevenueBooks {
    std::vector<core::RevenueFact> facts;
    std::vector<core::PlanFact> plans;
    std::vector<core::FxFact> fx;
    std::string baseCurrency = "USD";
};

/// How a tenant-month's revenue is split over the slices of its requests.
enum class RevenueSplit { Requests, Cost, Users, Equal };
std::string_view nameOf(RevenueSplit split);

/// Revenue of one tenant on one day, in the base currency.
/// `feature` is set for facts that name one; `tenant` is empty for a tier-level fact of a month in
/// which the tier had no active tenant. The texts live as long as `AccruedRevenue::texts`.
struct TenantDayRevenue {
    std::string_view tenant;
    std::string_view tier; // in force that day
    std::string_view segment;
    std::string_view feature;
    core::Day day;
    core::MoneySum amount;
};

/// Accrue revenue by tenant and day (DESIGN.md section 2, Revenue):
///   a fact earns amount / days each day of its period, the first days one pico-unit more;
///   a tier-level fact's day is split equally over the tenants that are active in the month and of
///   that tier on the day; a tenant without own facts in a month in which it is active earns its
///   tier's plan: month amount / days in the month, at the tier in force that day.
///   A fact naming the tenant is its own in every month that its period touches, whatever its kind.
///   Another currency is converted at the latest rate on or before the day, half-even, once for
///   each run of days with the same rate, so that under one rate the days add up to the converted
///   amount.
/// Input   `source` decides which tenants are active: an attempt in `scope`, whatever other filters
///         say, so that days add up to the range.
/// Output  ordered by tenant, day, feature; one row each. `notes` name what was left out (no
///         exchange rate, an empty period).
/// Errors  as EventSource.
/// Cost    one group query; linear in tenant-days. Tests for stop at every fact and tenant.
///         With a filter instead of a scope: only the days that its range touches, each with the
///         same amounts; its conditions do not matter here.
struct AccruedRevenue {
    std::vector<TenantDayRevenue> days;
    std::vector<std::string> notes;
    std::shared_ptr<const std::set<std::string, std::less<>>> texts;
};
core::Result<AccruedRevenue> accrueRevenue(const RevenueBooks& books,
                                           const query::EventSource& source,
                                           const query::Scope& scope, std::stop_token stop);
core::Result<AccruedRevenue> accrueRevenue(const RevenueBooks& books,
                                           const query::EventSource& source,
                                           const query::Filter& filter, std::stop_token stop);

} // namespace ms::analysis
