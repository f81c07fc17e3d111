// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/review_figures.h"

#include <vector>

namespace ms::analysis {

/// What one rule says of the figures: all that it raises, the largest severity first; else one flag
/// that it is clear, with the case that came nearest; else one that it cannot be decided, with the
/// reason. Severity is the money above what the threshold tolerates, rounded half-even to a
/// pico-unit.
/// Source  METHODS 0.3 (cost of units), 4.2 (margin by customer).
std::vector<Flag> flagsOf(FlagRule rule, const ReviewFigures& figures,
                          const FlagThresholds& thresholds);

} // namespace ms::analysis
