// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/coverage.h"
#include "models/report/section.h"

namespace ms::report {

/// Which part of the cost names its feature, tenant, unit, prompt version and user, and what is
/// missing in money. Rows lead to the attempts that lack the key.
Section coverageSection(const analysis::CoverageTable& table, const Context& context);

} // namespace ms::report
