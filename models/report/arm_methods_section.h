// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/arm_methods.h"
#include "models/report/section.h"

namespace ms::report {

/// Does the answer depend on the method? One row an arm, metric and method, and a forest plot of
/// the primary metric. The plain estimate stands first and is never replaced.
Section armMethodsSection(const analysis::ArmMethods& all, const Context& context);

} // namespace ms::report
