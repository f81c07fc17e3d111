// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/gpu_cost.h"
#include "models/analysis/review_figures.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// How the business of some period does. Money in the base currency.
struct OverviewFigures {
    MarginFigures margin;
    std::int64_t customers = 0;  // tenants with an attempt
    core::MoneySum customerCost; // total cost of attempts that name a tenant
    UnitFigures units;
    /// customerCost / customers, rounded half-even to a pico-unit; nothing without customers.
    std::optional<core::MoneySum> costPerCustomer() const;
};

/// A day, week or month of it.
struct OverviewPeriod {
    std::string key; // "2026-05"; empty: of unknown time
    OverviewFigures figures;
};

/// What a feature costs in each tier.
struct FeatureCost {
    std::string feature;               // empty: not given
    core::MoneySum cost;               // direct, of all tiers
    std::vector<core::MoneySum> tiers; // in order of Overview::tiers
};

struct LosingCustomer {
    std::string tenant;
    core::MoneySum cost; // total
    core::MoneySum revenue;
    core::MoneySum loss() const { return cost - revenue; }
};

/// What the figures rest on.
struct OverviewTrust {
    core::MoneySum cost; // direct, known
    core::MoneySum withoutFeature;
    core::MoneySum withoutTenant;
    std::int64_t attempts = 0;
    std::int64_t unpricedAttempts = 0;
    std::int64_t pendingUnits = 0;
    OutsideScope hidden; // other environments
};

/// How does the business do, where does the money go, and where is it lost?
/// Output  `periods` in order of time, by month where the data of the filter span more than ten
///         weeks, by week where more than three, else by day; costs and revenue add up to `total`.
///         `now` and `before`: as periodPairOf. `features` by cost, `losing` by loss, largest
///         first; `lost` over all of them.
/// Errors  as marginBy.
/// Cost    that of marginBy by time and by tenant, the latter three times, and six group queries.
struct Overview {
    query::Filter filter;
    query::Dimension by = query::Dimension::Month; // of `periods`
    OverviewFigures total;
    std::vector<OverviewPeriod> periods;
    std::optional<PeriodPair> pair;
    OverviewFigures now; // of the pair
    OverviewFigures before;
    std::vector<std::string> tiers; // that occur; empty text: not given
    std::vector<FeatureCost> features;
    std::vector<LosingCustomer> losing;
    core::MoneySum lost;
    OverviewTrust trust;

    /// Those from the first to the last with an attempt: what a picture shows. Revenue of a year's
    /// contract reaches beyond.
    std::span<const OverviewPeriod> used() const;
};
core::Result<Overview> overviewOf(const query::Filter& filter, const query::EventSource& source,
                                  const RevenueBooks& revenue, const GpuBooks& gpu,
                                  std::stop_token stop);

} // namespace ms::analysis
