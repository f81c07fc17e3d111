// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/concentration.h"
#include "models/report/section.h"

namespace ms::report {

/// Indices of concentration of cost and revenue, with the Lorenz curves. Id "concentration".
Section concentrationSection(const analysis::ConcentrationTable& table, const Context& context);

/// Profit piled up from the best to the worst, with who takes it away again. Id "whale_curve".
Section whaleSection(const analysis::ConcentrationTable& table, const Context& context);

} // namespace ms::report
