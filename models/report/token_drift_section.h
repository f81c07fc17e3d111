// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/token_drift.h"
#include "models/report/section.h"

namespace ms::report {

/// Where requests have other lengths than they had: one row a drift, by what it is about in money.
Section tokenDriftSection(const analysis::TokenDriftTable& table, const Context& context);

} // namespace ms::report
