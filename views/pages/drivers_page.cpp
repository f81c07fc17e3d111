// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/drivers_page.h"

#include <QCoreApplication>

#include "models/report/cost_drift_section.h"
#include "models/report/daily_alerts_section.h"
#include "models/report/drivers_section.h"
#include "models/report/growth_section.h"
#include "models/report/level_changes_section.h"
#include "models/session/option_text.h"
#include "views/pages/section_options.h"

namespace ms::views {
namespace {

using query::Dimension;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

SectionSource::Ask askDrivers(analysis::DriverMetric metric,
                              report::Section (*sectionOf)(const analysis::DriversTable&,
                                                           const report::Context&)) {
    return [metric, sectionOf](const session::Snapshot& snapshot, const SectionQuestion& question,
                               std::stop_token stop) -> core::Result<report::Section> {
        const auto against = periodBefore(question, snapshot);
        if (!against)
            return against.error();
        const auto table = analysis::changeDrivers({question.by, question.filter, *against, metric},
                                                   *snapshot.source, snapshot.revenue, stop);
        if (!table)
            return table.error();
        return sectionOf(*table, question.context);
    };
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

core::Result<report::Section> askGrowth(const session::Snapshot& snapshot,
                                        const SectionQuestion& question, std::stop_token stop) {
    const auto against = periodBefore(question, snapshot);
    if (!against)
        return against.error();
    const auto table = analysis::growthBy({question.by, question.filter, *against, {}},
                                          *snapshot.source, snapshot.revenue, stop);
    if (!table)
        return table.error();
    return report::growthSection(*table, question.context);
}

} // namespace

ReportPageSpec driversPage() {
    using analysis::DriverMetric;
    return {session::Page::Drivers,
            trText("Why it moved"),
            "drift --explain",
            {{"drivers",
              trText("Cost"),
              askDrivers(DriverMetric::Cost, report::driversSection),
              {Dimension::Feature},
              {},
              {earlierPeriodOption()}},
             {"where",
              trText("Where"),
              askDrivers(DriverMetric::Cost, report::driverSlicesSection),
              {Dimension::Feature},
              {},
              {earlierPeriodOption()}},
             {"alerts",
              trText("Alerts"),
              askAlerts,
              {Dimension::Feature},
              "drift",
              {alertExcessOption()},
              SectionSource::Grouping::One},
             {"cost_drift", trText("Drift"), askCostDrift, {Dimension::Feature}, "drift"},
             {"changes", trText("When"), askChanges(analysis::DailyMetric::Cost), {}, "drift"},
             {"request_cost_changes",
              trText("When, per request"),
              askChanges(analysis::DailyMetric::CostPerRequest),
              {},
              "drift"},
             {"growth",
              trText("Is it growth?"),
              askGrowth,
              {Dimension::Feature},
              {},
              {earlierPeriodOption()}},
             {"unit_cost_drivers",
              trText("Cost per success"),
              askDrivers(DriverMetric::UnitCost, report::driversSection),
              {Dimension::Feature},
              "drift --explain --metric unit-cost",
              {earlierPeriodOption()}},
             {"margin_drivers",
              trText("Margin"),
              askDrivers(DriverMetric::Margin, report::driversSection),
              {Dimension::Feature},
              "drift --explain --metric margin",
              {earlierPeriodOption()}}}};
}

} // namespace ms::views
