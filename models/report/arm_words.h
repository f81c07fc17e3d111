// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_comparison.h"
#include "models/report/section.h"

#include <string>

namespace ms::report {

/// Words of a comparison of arms.

/// The verdict on one arm as a sentence with its figures.
std::string verdictWords(const analysis::ArmComparison& all, const analysis::ArmPair& pair,
                         const Context& context);
/// What would change it: how much more data, or which figure by how much.
std::string whatWouldChange(const analysis::ArmComparison& all, const analysis::ArmPair& pair,
                            const Context& context);
/// The verdicts on all arms, the first one first.
std::string verdictsWords(const analysis::ArmComparison& all, const Context& context);

/// A figure of a metric as a cell: money, or a number.
Cell metricCell(analysis::ArmMetric metric, std::optional<double> value);
/// A figure of a metric in words: "$0.0021", "84.2%", "1,204.5".
std::string metricWords(analysis::ArmMetric metric, double value, const Context& context);
/// "+12.5% (95% interval +3% to +21%)".
std::string liftWords(const analysis::ArmComparison& all, const stats::ArmEffect& effect);
/// How the figures of a metric are drawn and written.
Column::Kind kindOf(analysis::ArmMetric metric);

} // namespace ms::report
