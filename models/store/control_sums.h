// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/control_totals.h"
#include "models/core/event_block.h"
#include "models/core/facts.h"

namespace ms::store {

/// Add what rows of a file say: tokens by bucket, and amounts by currency.
void addControlSums(const core::EventBlock& block, core::ControlTotals& totals);
void addControlSums(const core::Fact& fact, core::ControlTotals& totals);

inline constexpr std::string_view kTokens = "tokens"; // unit of token counts

} // namespace ms::store
