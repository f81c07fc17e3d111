// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_comparison.h"
#include "models/report/section.h"

namespace ms::report {

/// Which arm does better: the verdict, each metric of each arm against the baseline with its
/// interval, a forest plot of the changes, and the guardrail of success.
Section armsSection(const analysis::ArmComparison& all, const Context& context);

/// What could make the comparison wrong: one row an arm and check.
Section armChecksSection(const analysis::ArmComparison& all, const Context& context);

/// Mix against real effect of the primary metric: one row an arm and stratum, and a waterfall from
/// the baseline to the first arm.
Section armMixSection(const analysis::ArmComparison& all, const Context& context);

/// Where there is nothing to compare: says what is missing.
Section noArmsSection(const query::Filter& filter, query::Dimension dimension);

} // namespace ms::report
