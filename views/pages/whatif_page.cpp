// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/whatif_page.h"

#include <QCoreApplication>

#include "models/report/whatif_against_section.h"
#include "models/report/whatif_range_section.h"
#include "models/report/whatif_section.h"
#include "models/report/whatif_spread_section.h"
#include "models/scenario/quick_levers.h"
#include "models/session/kept_replay.h"
#include "models/session/scenario_text.h"
#include "views/pages/scenario_draft.h"
#include "views/pages/scenario_editor.h"

#include <memory>
#include <span>

namespace ms::views {
namespace {

using query::Dimension;
using scenario::ReplayTable;
using session::KeptReplay;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

QString trText(std::string_view text) {
    return trText(std::string(text).c_str());
}

std::vector<SectionOption> leverOptions() {
    std::vector<SectionOption> options;
    for (const scenario::QuickLever& lever : scenario::quickLevers())
        options.push_back({std::string(lever.name), trText(lever.title), trText(lever.help),
                           trText("as it was")});
    options.push_back(
        {"scenario", trText("Scenario file"),
         trText("A scenario document, or the path of one; what is typed here changes it"),
         trText("none")});
    return options;
}

using Replayed = std::shared_ptr<const scenario::Replay>;

core::Result<Replayed> replayOf(KeptReplay& kept, const session::Snapshot& snapshot,
                                const SectionQuestion& question, std::stop_token stop) {
    if (stop.stop_requested()) // while a slider is dragged, most questions are old when they start
        return core::Error{core::Error::Code::Cancelled, "The replay was stopped.", {}};
    auto scenario = scenarioOfOptions(question.options);
    if (!scenario)
        return scenario.error();
    return kept.find(snapshot, {*std::move(scenario), question.by, question.filter},
                     std::move(stop));
}

SectionSource::Ask askTable(std::shared_ptr<KeptReplay> kept,
                            report::Section (*sectionOf)(const scenario::ReplayTable&,
                                                         const report::Context&)) {
    return [kept, sectionOf](const session::Snapshot& snapshot, const SectionQuestion& question,
                             std::stop_token stop) -> core::Result<report::Section> {
        const auto replay = replayOf(*kept, snapshot, question, stop);
        if (!replay)
            return replay.error();
        const auto table = replayTable(**replay, *snapshot.source, stop);
        if (!table)
            return table.error();
        return sectionOf(*table, question.context);
    };
}

SectionSource::Ask askRanges(std::shared_ptr<KeptReplay> kept) {
    return [kept](const session::Snapshot& snapshot, const SectionQuestion& question,
                  std::stop_token stop) -> core::Result<report::Section> {
        const auto replay = replayOf(*kept, snapshot, question, std::move(stop));
        if (!replay)
            return replay.error();
        const auto uncertainty = scenario::uncertaintyOf(**replay, scenario::kUsualDraws);
        return report::whatIfRangeSection({**replay, uncertainty}, question.context);
    };
}

constexpr std::size_t kDrawsOfTheLog = 1000; // some seconds; the command line takes any number

/// By tenant, whatever the page is asked by.
SectionSource::Ask askSpread(std::shared_ptr<KeptReplay> byTenant) {
    return [byTenant](const session::Snapshot& snapshot, SectionQuestion question,
                      std::stop_token stop) -> core::Result<report::Section> {
        question.by = {Dimension::Tenant};
        const auto replay = replayOf(*byTenant, snapshot, question, stop);
        if (!replay)
            return replay.error();
        const auto draws = scenario::drawChange(**replay, kDrawsOfTheLog, std::move(stop));
        if (!draws)
            return draws.error();
        return report::whatIfSpreadSection(**replay, *draws, question.context);
    };
}

constexpr const char* kAgainst = "against-scenario";

report::Section nothingKept(const char* id, const SectionQuestion& question) {
    report::Section section;
    section.id = id;
    section.title = "Side by side";
    section.finding = "No scenario is kept to compare with yet.";
    section.notes = {"Choose \"Keep\" below the levers, then change some: the kept "
                     "scenario stands beside the present one."};
    section.filter = question.filter;
    return section;
}

/// The kept scenario is A, the present one B: differences are what the change brings.
SectionSource::Ask
askSideBySide(std::shared_ptr<KeptReplay> kept, std::shared_ptr<KeptReplay> own, const char* id,
              report::Section (*sectionOf)(std::span<const ReplayTable>, const report::Context&)) {
    return [=](const session::Snapshot& snapshot, const SectionQuestion& question,
               std::stop_token stop) -> core::Result<report::Section> {
        if (question.option(kAgainst).empty())
            return nothingKept(id, question);
        const auto present = replayOf(*kept, snapshot, question, stop);
        if (!present)
            return present.error();
        auto other = session::scenarioNamed(question.option(kAgainst));
        if (!other)
            return other.error();
        const auto against =
            own->find(snapshot, {*std::move(other), question.by, question.filter}, stop);
        if (!against)
            return against.error();
        std::vector<ReplayTable> tables;
        for (const Replayed& replay : {*against, *present}) {
            auto table = replayTable(*replay, *snapshot.source, stop);
            if (!table)
                return table.error();
            tables.push_back(*std::move(table));
        }
        return sectionOf(tables, question.context);
    };
}

/// The one that can also be asked what it is held against.
SectionSource withAgainst(SectionSource source) {
    source.options.push_back({kAgainst, trText("Compare with"),
                              trText("A scenario document to compare with, or the path of one"),
                              trText("none")});
    return source;
}

} // namespace

ReportPageSpec whatIfPage() {
    const auto kept = std::make_shared<KeptReplay>();
    const auto other = std::make_shared<KeptReplay>();
    const auto source = [&](const char* id, const char* title, SectionSource::Ask ask) {
        return SectionSource{id,
                             trText(title),
                             std::move(ask),
                             {Dimension::Tenant},
                             "whatif",
                             leverOptions(),
                             SectionSource::Grouping::Any};
    };
    return {session::Page::WhatIf,
            trText("What if"),
            "whatif",
            {source("whatif", "What each lever does", askTable(kept, report::whatIfSection)),
             source("whatif_rows", "Winners and losers", askTable(kept, report::whatIfRowsSection)),
             source("whatif_risk", "What is at risk", askTable(kept, report::whatIfRiskSection)),
             source("whatif_range", "How sure is it?", askRanges(kept)),
             source("whatif_spread", "And with other customers?",
                    askSpread(std::make_shared<KeptReplay>())),
             withAgainst(source(
                 "whatif_against", "Side by side",
                 askSideBySide(kept, other, "whatif_against", report::whatIfAgainstSection))),
             withAgainst(source("whatif_assumptions", "What differs",
                                askSideBySide(kept, other, "whatif_assumptions",
                                              report::whatIfAssumptionsSection)))},
            [] { return new ScenarioEditor; }};
}

} // namespace ms::views
