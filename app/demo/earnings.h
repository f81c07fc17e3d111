// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/tally.h"

#include <span>
#include <string_view>
#include <vector>

namespace ms::app::demo {

struct PlanRow {
    Tier tier;
    std::int64_t picosPerMonth;
    int fromDay;
    int toDay; // kNoDay: open
    std::int64_t includedRequests;
    std::int64_t overagePicos; // for 1,000 requests; 0: none
};

struct RevenueRow {
    int tenant; // kNoTenant: of a tier
    Tier tier;  // None: of a tenant
    Feature feature;
    int startDay;
    int endDay;
    std::int64_t picos;
    std::string_view kind;
};

/// plans.csv and revenue.csv. Enterprise tenants pay by contract, the others by plan.
struct RevenueSheets {
    std::vector<PlanRow> plans;
    std::vector<RevenueRow> facts;
};
RevenueSheets revenueSheetsOf(const Company& company);

inline constexpr std::int64_t kPicosPerCent = 10'000'000'000;

/// What the tenants paid for, March to June of one zone, in pico-units.
/// Source  DESIGN.md section 2 (Revenue), METHODS.md 6.2, worked out plainly and on their own.
struct Earnings {
    Int128 total = 0;
    std::vector<Int128> tenant; // by tenant; the last one: of a tier that nobody was active in
    std::array<Int128, kCount<Tier>> tier{};
    std::array<Int128, kDays> day{};
    std::array<Int128, kMonths> month{};
    std::array<Int128, kCount<Feature>> feature{};
    Int128 featureNoUsage = 0; // of tenant-months without a request
    std::array<Int128, kCount<Model>> model{};
    Int128 modelNoUsage = 0;
};
Earnings earningsOf(const Company& company, const RevenueSheets& sheets, const Tally& tally,
                    ZoneName zone);

/// Whole parts in proportion to `weights` that add up to `total`; METHODS.md 6.2.
std::vector<Int128> splitInParts(Int128 total, std::span<const std::uint64_t> weights,
                                 std::span<const std::string_view> ids);

} // namespace ms::app::demo
