// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/drift_page.h"

#include <QCoreApplication>

#include "models/report/cost_drift_section.h"
#include "models/report/daily_alerts_section.h"
#include "models/report/failing_bursts_section.h"
#include "models/report/level_changes_section.h"
#include "models/report/tenant_share_section.h"
#include "models/report/token_drift_section.h"
#include "models/session/option_text.h"
#include "views/pages/section_options.h"

namespace ms::views {
namespace {

using query::Dimension;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

SectionSource::Ask askChanges(analysis::DailyMetric metric) {
    return [metric](const session::Snapshot& snapshot, const SectionQuestion& question,
                    std::stop_token stop) -> core::Result<report::Section> {
        const auto table =
            analysis::levelChanges({metric, question.filter}, *snapshot.source, stop);
        if (!table)
            return table.error();
        return report::levelChangesSection(*table, question.context);
    };
}

core::Result<report::Section> askAlerts(const session::Snapshot& snapshot,
                                        const SectionQuestion& question, std::stop_token stop) {
    const auto leastExcess = session::amountOption("The excess", question.option("least-excess"));
    if (!leastExcess)
        return leastExcess.error();
    const auto table = analysis::dailyAlerts({question.filter, question.by.front(), *leastExcess},
                                             *snapshot.source, stop);
    if (!table)
        return table.error();
    return report::dailyAlertsSection(*table, question.context);
}

core::Result<report::Section> askCostDrift(const session::Snapshot& snapshot,
                                           const SectionQuestion& question, std::stop_token stop) {
    const auto table = analysis::costDrift({question.filter, question.by}, *snapshot.source, stop);
    if (!table)
        return table.error();
    return report::costDriftSection(*table, question.context);
}

core::Result<report::Section> askTokenDrift(const session::Snapshot& snapshot,
                                            const SectionQuestion& question, std::stop_token stop) {
    const auto table = analysis::tokenDrift({question.filter, question.by}, *snapshot.source, stop);
    if (!table)
        return table.error();
    return report::tokenDriftSection(*table, question.context);
}

core::Result<report::Section> askTenantShare(const session::Snapshot& snapshot,
                                             const SectionQuestion& question,
                                             std::stop_token stop) {
    const auto table = analysis::tenantShares(question.filter, *snapshot.source, stop);
    if (!table)
        return table.error();
    return report::tenantShareSection(*table, question.context);
}

core::Result<report::Section> askFailingBursts(const session::Snapshot& snapshot,
                                               const SectionQuestion& question,
                                               std::stop_token stop) {
    const auto table =
        analysis::failingBursts({question.filter, question.by}, *snapshot.source, stop);
    if (!table)
        return table.error();
    return report::failingBurstsSection(*table, question.context);
}

} // namespace

ReportPageSpec driftPage() {
    return {session::Page::Drift,
            trText("Drift"),
            "drift",
            {{"alerts",
              trText("Dear days"),
              askAlerts,
              {Dimension::Feature},
              {},
              {alertExcessOption()},
              SectionSource::Grouping::One},
             {"cost_drift", trText("Cost per request"), askCostDrift, {Dimension::Feature}},
             {"token_drift", trText("Tokens"), askTokenDrift, {Dimension::Feature}},
             {"tenant_share", trText("Tenants"), askTenantShare},
             {"failing_bursts", trText("Failing bursts"), askFailingBursts, {Dimension::Feature}},
             {"changes", trText("When"), askChanges(analysis::DailyMetric::Cost)},
             {"request_cost_changes", trText("When, per request"),
              askChanges(analysis::DailyMetric::CostPerRequest)}}};
}

} // namespace ms::views
