// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_slices.h"
#include "models/report/section.h"

namespace ms::report {

/// Where an arm differs: one row an arm and slice, with intervals that hold together.
Section armSlicesSection(const analysis::ArmSlices& all, const Context& context);

} // namespace ms::report
