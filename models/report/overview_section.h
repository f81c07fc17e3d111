// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/overview.h"
#include "models/report/section.h"

#include <vector>

namespace ms::report {

/// How the business does: one row a day, week or month, and what changed last.
Section overviewSection(const analysis::Overview& overview, const Context& context);
/// Where the money goes: cost of each feature by tier.
Section featureCostSection(const analysis::Overview& overview, const Context& context);
/// Where it is lost: the customers that cost more than they pay.
Section losingCustomersSection(const analysis::Overview& overview, const Context& context);
/// What the figures rest on: what is unpriced, of nobody, pending or hidden.
Section trustSection(const analysis::Overview& overview, const Context& context);
/// All of them, in this order.
std::vector<Section> overviewSections(const analysis::Overview& overview, const Context& context);

/// The few sentences that matter most, by money: raised red flags and open findings.
/// Input   `flags` of redFlagsSection, `findings` of findingsSection.
Section headlinesSection(const Section& flags, const Section& findings, const Context& context);

} // namespace ms::report
