// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/change_drivers.h"
#include "models/report/section.h"

namespace ms::report {

/// Why a cost, a unit cost or a margin moved: a bridge from the earlier to the later period. The
/// rows between the first and the last add up to the change exactly. Id
/// "drivers", of the others "unit_cost_drivers" and "margin_drivers".
Section driversSection(const analysis::DriversTable& table, const Context& context);

/// The same by slice: a row a slice, a column a driver; drivers that moved nothing have none. Ids
/// as above: "where".
Section driverSlicesSection(const analysis::DriversTable& table, const Context& context);

} // namespace ms::report
