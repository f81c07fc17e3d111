// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/outlier_sections.h"

#include <QCoreApplication>

#include "models/report/outliers_section.h"
#include "models/report/scatter_section.h"
#include "models/session/option_text.h"
#include "views/pages/section_options.h"

#include <array>

namespace ms::views {
namespace {

using query::Grain;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

SectionSource::Ask askOutliers(Grain grain) {
    return [grain](const session::Snapshot& snapshot, const SectionQuestion& question,
                   std::stop_token stop) -> core::Result<report::Section> {
        const auto leastExcess =
            session::amountOption("The excess", question.option("least-excess"));
        if (!leastExcess)
            return leastExcess.error();
        analysis::OutlierQuery query;
        query.grain = grain;
        query.filter = question.filter;
        query.leastExcess = *leastExcess;
        const auto table = analysis::outliersBy(query, *snapshot.source, stop);
        if (!table)
            return table.error();
        return report::outliersSection(*table, question.context);
    };
}

core::Result<report::Section> askScatter(const session::Snapshot& snapshot,
                                         const SectionQuestion& question, std::stop_token stop) {
    const auto scatter = analysis::scatterOf(scatterQueryOf(question), *snapshot.source, stop);
    if (!scatter)
        return scatter.error();
    const auto list = analysis::dearestOf(*scatter, std::nullopt, *snapshot.source, stop);
    if (!list)
        return list.error();
    return report::scatterSection(*list, question.context);
}

} // namespace

ReportPageSpec outliersPage() {
    ReportPageSpec page{session::Page::Outliers, trText("Outliers"), "outliers", {}};
    const std::array<std::pair<Grain, const char*>, 5> tabs{
        {{Grain::Request, QT_TRANSLATE_NOOP("ms::views", "Requests")},
         {Grain::Action, QT_TRANSLATE_NOOP("ms::views", "Actions")},
         {Grain::Unit, QT_TRANSLATE_NOOP("ms::views", "Units")},
         {Grain::User, QT_TRANSLATE_NOOP("ms::views", "Users")},
         {Grain::Tenant, QT_TRANSLATE_NOOP("ms::views", "Tenants")}}};
    for (const auto& [grain, title] : tabs) {
        const std::string name(query::nameOf(grain));
        page.sections.push_back({name + "_outliers",
                                 trText(title),
                                 askOutliers(grain),
                                 {},
                                 "outliers --grain " + name,
                                 {leastExcessOption()}});
    }
    page.sections.push_back({"scatter",
                             trText("Scatter"),
                             askScatter,
                             {},
                             "outliers --scatter prompt_tokens,cost",
                             scatterOptions()});
    return page;
}

} // namespace ms::views
