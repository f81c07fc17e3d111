// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/outliers_page.h"

#include <QCoreApplication>

#include "models/analysis/timeline.h"
#include "models/report/comparison_section.h"
#include "models/report/cost_tail_section.h"
#include "models/report/outliers_section.h"
#include "models/report/scatter_section.h"
#include "models/report/timeline_section.h"
#include "models/session/kept_baselines.h"
#include "models/session/option_text.h"
#include "views/pages/section_options.h"

#include <array>
#include <memory>
#include <utility>

namespace ms::views {
namespace {

using query::Grain;

constexpr const char* kTimeline = "timeline"; // of the section and of its option
constexpr const char* kGrain = "grain";

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

using Kept = std::shared_ptr<session::KeptBaselines>;

SectionSource::Ask askOutliers(Grain grain, Kept kept) {
    return [grain, kept](const session::Snapshot& snapshot, const SectionQuestion& question,
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
        kept->keep(snapshot, *table);
        return report::outliersSection(*table, question.context);
    };
}

/// `sectionOf` makes one section of one unit's attempts.
SectionSource::Ask askTimeline(report::Section (*sectionOf)(const analysis::Timeline&,
                                                            const report::Context&),
                               Kept kept) {
    return [sectionOf, kept](const session::Snapshot& snapshot, const SectionQuestion& question,
                             std::stop_token stop) -> core::Result<report::Section> {
        analysis::TimelineQuery query{Grain::Request, question.option(kTimeline), question.filter};
        for (const Grain grain : {Grain::Action, Grain::Unit})
            if (nameOf(grain) == question.option(kGrain))
                query.grain = grain;
        query.known = kept->find(snapshot, query.grain, query.filter, query.id);
        const auto timeline = analysis::timelineOf(query, *snapshot.source, stop);
        if (!timeline)
            return timeline.error();
        return sectionOf(*timeline, question.context);
    };
}

/// The row's own timeline; where the log names none, its attempts are all there is.
SectionSource::LeadsTo timelineOfRow(Grain grain) {
    return [grain](const report::Table& table, std::size_t row) -> std::optional<RowTarget> {
        const auto* id = std::get_if<std::string>(&table.rows[row].cells.front());
        if (id == nullptr || id->empty())
            return std::nullopt;
        RowTarget target{kTimeline, {{kTimeline, *id}, {kGrain, {}}}};
        if (grain != Grain::Request)
            target.options[kGrain] = nameOf(grain);
        return target;
    };
}

core::Result<report::Section> askTail(const session::Snapshot& snapshot,
                                      const SectionQuestion& question, std::stop_token stop) {
    const auto tail = analysis::costTailOf({scatterQueryOf(question).grain, question.filter},
                                           *snapshot.source, stop);
    if (!tail)
        return tail.error();
    return report::costTailSection(*tail, question.context);
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

std::vector<SectionOption> timelineOptions() {
    SectionOption grain{kGrain, trText("Look at"), trText("What the id is of"), {}};
    grain.choices = {{"", trText("a request")},
                     {std::string(nameOf(Grain::Action)), trText("an action")},
                     {std::string(nameOf(Grain::Unit)), trText("a unit")}};
    return {grain,
            {kTimeline, trText("Id"), trText("As the log names it"), trText("of a row of a list")}};
}

} // namespace

ReportPageSpec outliersPage() {
    ReportPageSpec page{session::Page::Outliers, trText("Outliers"), "outliers", {}};
    const auto kept = std::make_shared<session::KeptBaselines>();
    const std::array<std::pair<Grain, const char*>, 5> tabs{
        {{Grain::Request, QT_TRANSLATE_NOOP("ms::views", "Requests")},
         {Grain::Action, QT_TRANSLATE_NOOP("ms::views", "Actions")},
         {Grain::Unit, QT_TRANSLATE_NOOP("ms::views", "Units")},
         {Grain::User, QT_TRANSLATE_NOOP("ms::views", "Users")},
         {Grain::Tenant, QT_TRANSLATE_NOOP("ms::views", "Tenants")}}};
    for (const auto& [grain, title] : tabs) {
        const std::string name(query::nameOf(grain));
        SectionSource list{name + "_outliers", trText(title), askOutliers(grain, kept)};
        list.verb = "outliers --grain " + name;
        list.options = {leastExcessOption()};
        if (grain != Grain::User && grain != Grain::Tenant)
            list.leadsTo = timelineOfRow(grain);
        page.sections.push_back(std::move(list));
    }
    for (const auto& [id, title, sectionOf] :
         {std::tuple{kTimeline, QT_TRANSLATE_NOOP("ms::views", "Timeline"),
                     &report::timelineSection},
          std::tuple{"comparison", QT_TRANSLATE_NOOP("ms::views", "Beside the median"),
                     &report::comparisonSection}}) {
        SectionSource one{id, trText(title), askTimeline(sectionOf, kept)};
        one.verb = "outliers";
        one.options = timelineOptions();
        page.sections.push_back(std::move(one));
    }
    page.sections.push_back(
        {"cost_tail", trText("Tail"), askTail, {}, "outliers --tail", {scatterOptions().front()}});
    page.sections.push_back({"scatter",
                             trText("Scatter"),
                             askScatter,
                             {},
                             "outliers --scatter prompt_tokens,cost",
                             scatterOptions()});
    return page;
}

} // namespace ms::views
