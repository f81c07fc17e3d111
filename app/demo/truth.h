// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/bill.h"
#include "app/demo/earnings.h"
#include "app/demo/schedule.h"

#include <string>

namespace ms::app::demo {

inline constexpr int kGeneratorVersion = 1;

/// Everything that truth.json tells.
struct TruthSources {
    const Company& company;
    const std::vector<Slice>& slices;
    const RevenueSheets& sheets;
    const Tally& tally;
    const BillSheet& bills;
    std::uint64_t events;
    std::uint64_t seed;
    std::uint32_t brokenLines;
    std::uint64_t outcomeRows;
};

/// truth.json: what was planted, and the exact expected totals.
/// Output  money twice: "cost" as a decimal in USD, "cost_picos" as a whole number of 1e-12 USD in
/// a
///         string. Groups without attempts are left out; "" is "not given".
std::string truthJson(const TruthSources& sources);

std::string logName(std::size_t log);

} // namespace ms::app::demo
