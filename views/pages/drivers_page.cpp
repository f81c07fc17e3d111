// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/drivers_page.h"

#include <QCoreApplication>

#include "models/report/drivers_section.h"
#include "models/report/growth_section.h"
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
