// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/actions.h"
#include "models/report/section.h"

namespace ms::report {

/// What a request and an action cost, what retries and fallbacks add to that, and how many calls,
/// requests and tokens an action takes.
Section actionsSection(const analysis::ActionsTable& table, const Context& context);

/// What actions of several requests cost against those of one.
/// Rows lead to attempts only where no action is spread over several rows.
Section agentsSection(const analysis::ActionsTable& table, const Context& context);

} // namespace ms::report
