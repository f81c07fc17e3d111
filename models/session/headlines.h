// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/report/section.h"
#include "models/session/snapshot.h"

#include <stop_token>

namespace ms::session {

/// The few sentences that matter most, by money: red flags with the usual thresholds, and findings
/// that are not done or dismissed.
/// Errors  as analysis::reviewOf and findings.
/// Cost    that of both.
core::Result<report::Section> headlinesOf(const Snapshot& snapshot, const query::Filter& filter,
                                          const report::Context& context, std::stop_token stop);

} // namespace ms::session
