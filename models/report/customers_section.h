// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/customers.h"
#include "models/report/section.h"

namespace ms::report {

/// What customers (or users) of each tier cost a month, and what the tier earns. Id "tiers".
Section tiersSection(const analysis::TierTable& table, const Context& context);

/// Whether each tier carries its median customer (or user), with intervals, and the price that
/// would. Id "plan_fit". METHODS 4.3.
Section planFitSection(const analysis::TierTable& table, const Context& context);

} // namespace ms::report
