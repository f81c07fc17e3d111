// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/red_flags.h"
#include "models/analysis/scatter.h"
#include "views/pages/report_page_spec.h"

#include <optional>
#include <vector>

namespace ms::views {

/// What sections can be asked with, and what was chosen of it. Names and words are those of the
/// command line.

SectionOption manualCostOption();
SectionOption primaryTypeOption();
SectionOption tokenBudgetOption();
SectionOption budgetOfOption();
SectionOption findUnitOption();
SectionOption earlierPeriodOption();
SectionOption leastExcessOption(); // of outliers
SectionOption alertExcessOption(); // of days
SectionOption idlePolicyOption();
SectionOption secondBookOption();
std::vector<SectionOption> thresholdOptionsOfPage();
std::vector<SectionOption> scatterOptions();

/// The books that the one in force can be held against; the first is the default.
std::vector<SectionOption::Choice> otherBooks(const session::Snapshot& snapshot);
/// Errors  Usage: what was typed is no period.
core::Result<std::optional<core::TimeRange>> periodBefore(const SectionQuestion& question,
                                                          const session::Snapshot& snapshot);
analysis::ScatterQuery scatterQueryOf(const SectionQuestion& question);
/// Errors  Usage: what was typed is no whole number, or too small.
core::Result<analysis::FlagThresholds> thresholdsOf(const SectionQuestion& question);

} // namespace ms::views
