// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/active_users.h"
#include "models/report/section.h"

namespace ms::report {

/// What one active user costs in a month, with uncertainty and spread as two different intervals,
/// and how far the slice reaches. Id "active_users".
Section activeUsersSection(const analysis::ActiveUsersTable& table, const Context& context);

} // namespace ms::report
