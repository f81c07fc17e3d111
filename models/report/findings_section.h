// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/findings.h"
#include "models/report/section.h"
#include "models/scenario/finding_levers.h"

#include <vector>

namespace ms::report {

/// What should be looked at, by the money it is about, with what was decided: status, owner, lever,
/// and the checklist of an incident (confirmed type, driver, containment, guardrail). Decisions
/// about findings that the question does not find stand below, without a stake.
/// Input   `levers`: one a finding, or empty where none were replayed.
Section findingsSection(const analysis::FindingTable& table, const Context& context,
                        const std::vector<scenario::FindingLevers>& levers = {});

} // namespace ms::report
