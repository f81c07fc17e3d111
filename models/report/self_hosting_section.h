// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/self_hosting.h"
#include "models/report/section.h"

namespace ms::report {

/// What own GPUs cost against an API at the load of the period, pool by pool. Id "self_hosting".
/// METHODS 5.8.
Section selfHostingSection(const analysis::HostingTable& table, const Context& context);

} // namespace ms::report
