// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/headlines.h"

#include "models/report/findings_section.h"
#include "models/report/overview_section.h"
#include "models/report/red_flags_section.h"

namespace ms::session {

core::Result<report::Section> headlinesOf(const Snapshot& snapshot, const query::Filter& filter,
                                          const report::Context& context, std::stop_token stop) {
    const auto review = analysis::reviewOf({filter, {}}, snapshot.activeUserFacts(),
                                           *snapshot.source, snapshot.revenue, snapshot.gpu, stop);
    if (!review)
        return review.error();
    const auto findings =
        analysis::findings(filter, *snapshot.source, snapshot.decisions, std::move(stop));
    if (!findings)
        return findings.error();
    return report::headlinesSection(report::redFlagsSection(*review, context),
                                    report::findingsSection(*findings, context), context);
}

} // namespace ms::session
