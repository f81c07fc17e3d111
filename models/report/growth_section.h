// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/growth.h"
#include "models/report/section.h"

namespace ms::report {

/// Is a change of cost growth: users (or requests) x cost of each, by slice, with a sentence for
/// every row: "users doubled, cost per user -15%: growth". Id "growth".
Section growthSection(const analysis::GrowthTable& table, const Context& context);

} // namespace ms::report
