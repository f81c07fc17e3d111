// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/control_totals.h"
#include "models/core/event_block.h"
#include "models/core/facts.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ms::store {

inline constexpr std::string_view kTokens = "tokens"; // unit of token counts

/// The token counts of events that are added up.
inline constexpr std::array kTokenColumns{
    core::NumberColumn::Input,        core::NumberColumn::CacheRead,
    core::NumberColumn::CacheWrite5m, core::NumberColumn::CacheWrite1h,
    core::NumberColumn::Output,       core::NumberColumn::Reasoning};

/// Add what rows of a file say: tokens by bucket, and amounts by currency.
void addControlSums(const core::EventBlock& block, core::ControlTotals& totals);
void addControlSums(const core::Fact& fact, core::ControlTotals& totals);

/// The same for columns of events; `leftOut`: rows that do not count, ascending.
void addTokenSum(core::NumberColumn column, std::span<const std::int64_t> counts,
                 std::span<const std::uint32_t> leftOut, core::ControlTotals& totals);
/// `currencies`: texts of the codes.
void addCostSums(std::span<const std::int64_t> costs, std::span<const std::uint32_t> codes,
                 const std::vector<std::string>& currencies, std::span<const std::uint32_t> leftOut,
                 core::ControlTotals& totals);

} // namespace ms::store
