// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/compare_page.h"

#include <QCoreApplication>

#include "models/report/arm_methods_section.h"
#include "models/report/arm_slices_section.h"
#include "models/report/arm_spread_section.h"
#include "models/report/arm_timeline_section.h"
#include "models/report/arms_section.h"
#include "models/report/version_changes_section.h"
#include "models/session/arm_options.h"

#include <array>

namespace ms::views {
namespace {

using query::Dimension;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

/// An option of the same name as on the command line, and where its text goes.
struct ArmOption {
    const char* name;
    std::string session::ArmOptions::*text;
};
constexpr std::array kArmOptions{ArmOption{"dim", &session::ArmOptions::dimension},
                                 ArmOption{"arms", &session::ArmOptions::arms},
                                 ArmOption{"before", &session::ArmOptions::before},
                                 ArmOption{"after", &session::ArmOptions::after},
                                 ArmOption{"cluster", &session::ArmOptions::cluster},
                                 ArmOption{"stratify", &session::ArmOptions::stratify},
                                 ArmOption{"metric", &session::ArmOptions::metric},
                                 ArmOption{"margin", &session::ArmOptions::margin},
                                 ArmOption{"guardrail", &session::ArmOptions::guardrail},
                                 ArmOption{"shares", &session::ArmOptions::shares},
                                 ArmOption{"planned", &session::ArmOptions::planned},
                                 ArmOption{"bootstrap", &session::ArmOptions::bootstrap},
                                 ArmOption{"seed", &session::ArmOptions::seed}};

SectionOption typed(const char* name, const char* title, const char* help, const char* byDefault) {
    return {name, trText(title), trText(help), trText(byDefault)};
}

SectionOption chosen(const char* name, const char* title, const char* help,
                     std::vector<SectionOption::Choice> choices) {
    SectionOption option{name, trText(title), trText(help), {}};
    option.choices = std::move(choices);
    return option;
}

std::vector<SectionOption> armOptions() {
    return {chosen("dim", "Compare", "What tells arms apart",
                   {{"", trText("prompt versions")},
                    {"model", trText("models")},
                    {"provider", trText("providers")},
                    {"feature", trText("features")},
                    {"service_tier", trText("service tiers")},
                    {"application", trText("applications")}}),
            typed("arms", "Arms", "Values separated by commas, the baseline first, such as v7,v8",
                  "the two most used"),
            chosen("stratify", "Hold constant",
                   "Strata within which arms are compared, so that their mix does not count",
                   {{"", trText("nothing")},
                    {"tier", trText("tier")},
                    {"model", trText("model")},
                    {"tier,model", trText("tier and model")},
                    {"length", trText("prompt length")},
                    {"tier,length", trText("tier and prompt length")}}),
            typed("metric", "Metrics",
                  "Names separated by commas, the one that decides first, such as "
                  "cost_per_success,success_rate",
                  "all, by cost_per_request"),
            typed("margin", "Success may fall by", "Percentage points, set before looking", "2"),
            typed("guardrail", "Guardrails",
                  "Other metrics and by how many percent they may get worse, such as "
                  "latency_p95=10",
                  "none"),
            typed("shares", "Planned shares",
                  "Declares that units were assigned at random in these proportions, such as 50,50",
                  "not declared"),
            typed("planned", "Planned requests",
                  "Until there are as many the verdict reads the confidence sequence", "none"),
            typed("before", "Period before", "Compare two periods instead: FROM..TO", "none"),
            typed("after", "Period after", "The later period: FROM..TO", "none"),
            chosen("cluster", "Independent",
                   "Intervals are between these: what one of them does says nothing of another",
                   {{"", trText("tenants")}, {"user", trText("users")}})};
}

/// What the section of methods is asked with besides.
std::vector<SectionOption> methodOptions() {
    std::vector<SectionOption> options = armOptions();
    options.push_back(typed("bootstrap", "Bootstrap draws",
                            "Also draw the clusters anew so often: 2000 is usual", "none"));
    options.push_back(typed("seed", "Seed", "The same seed gives the same figures", "1"));
    return options;
}

session::ArmOptions optionsOf(const SectionQuestion& question) {
    session::ArmOptions options;
    for (const ArmOption& one : kArmOptions)
        if (std::string text = question.option(one.name); !text.empty())
            options.*one.text = std::move(text);
    return options;
}

core::Result<session::AskedArms> askedArms(const session::Snapshot& snapshot,
                                           const SectionQuestion& question, std::stop_token stop) {
    return session::armQueryOf(optionsOf(question), question.filter, *snapshot.source,
                               std::move(stop));
}

/// `sectionOf` answers for the arms that were asked or chosen.
template <class SectionOf>
SectionSource::Ask askArms(const SectionOf& sectionOf) {
    return [sectionOf](const session::Snapshot& snapshot, const SectionQuestion& question,
                       std::stop_token stop) -> core::Result<report::Section> {
        const auto asked = askedArms(snapshot, question, stop);
        if (!asked)
            return asked.error();
        if (!asked->query)
            return report::noArmsSection(question.filter, asked->dimension);
        auto section = sectionOf(*asked->query, snapshot, question, stop);
        if (section && !asked->note.empty())
            section->notes.insert(section->notes.begin(), asked->note);
        return section;
    };
}

/// `sectionOf` makes one section of the comparison.
SectionSource::Ask askComparison(report::Section (*sectionOf)(const analysis::ArmComparison&,
                                                              const report::Context&)) {
    return askArms([sectionOf](const analysis::ArmQuery& query, const session::Snapshot& snapshot,
                               const SectionQuestion& question,
                               std::stop_token stop) -> core::Result<report::Section> {
        const auto all = analysis::compareArms(query, *snapshot.source, std::move(stop));
        if (!all)
            return all.error();
        return sectionOf(*all, question.context);
    });
}

SectionSource::Ask askSpread() {
    return askArms([](const analysis::ArmQuery& query, const session::Snapshot& snapshot,
                      const SectionQuestion& question,
                      std::stop_token stop) -> core::Result<report::Section> {
        const auto spread = analysis::armSpread(query, *snapshot.source, std::move(stop));
        if (!spread)
            return spread.error();
        return report::armSpreadSection(*spread, question.context);
    });
}

SectionSource::Ask askMethods() {
    return askArms([](const analysis::ArmQuery& query, const session::Snapshot& snapshot,
                      const SectionQuestion& question,
                      std::stop_token stop) -> core::Result<report::Section> {
        const auto bootstrap = session::bootstrapOf(optionsOf(question));
        if (!bootstrap)
            return bootstrap.error();
        const auto methods =
            analysis::armMethods(query, *bootstrap, *snapshot.source, {}, std::move(stop));
        if (!methods)
            return methods.error();
        return report::armMethodsSection(*methods, question.context);
    });
}

SectionSource::Ask askSlices() {
    return askArms([](const analysis::ArmQuery& query, const session::Snapshot& snapshot,
                      const SectionQuestion& question,
                      std::stop_token stop) -> core::Result<report::Section> {
        const auto all =
            analysis::armSlices(query, question.by.front(), *snapshot.source, std::move(stop));
        if (!all)
            return all.error();
        return report::armSlicesSection(*all, question.context);
    });
}

SectionSource::Ask askTimeline() {
    return askArms([](const analysis::ArmQuery& query, const session::Snapshot& snapshot,
                      const SectionQuestion& question,
                      std::stop_token stop) -> core::Result<report::Section> {
        const auto timeline = analysis::armTimeline(query, *snapshot.source, std::move(stop));
        if (!timeline)
            return timeline.error();
        return report::armTimelineSection(*timeline, question.context);
    });
}

core::Result<report::Section> askVersions(const session::Snapshot& snapshot,
                                          const SectionQuestion& question, std::stop_token stop) {
    const auto all = analysis::versionChanges(question.filter, *snapshot.source, std::move(stop));
    if (!all)
        return all.error();
    return report::versionChangesSection(*all, question.context);
}

} // namespace

ReportPageSpec comparePage() {
    return {
        session::Page::Compare,
        trText("Compare"),
        "compare",
        {{"compare", trText("Verdict"), askComparison(report::armsSection), {}, {}, armOptions()},
         {"checks",
          trText("Checks"),
          askComparison(report::armChecksSection),
          {},
          {},
          armOptions()},
         {"mix",
          trText("Mix or effect"),
          askComparison(report::armMixSection),
          {},
          {},
          armOptions()},
         {"spread", trText("Spread"), askSpread(), {}, {}, armOptions()},
         {"methods", trText("Methods"), askMethods(), {}, {}, methodOptions()},
         {"slices",
          trText("Where"),
          askSlices(),
          {Dimension::Tier},
          {},
          armOptions(),
          SectionSource::Grouping::One},
         {"over_time", trText("Over time"), askTimeline(), {}, {}, armOptions()},
         {"versions", trText("Prompt changes"), askVersions}}};
}

} // namespace ms::views
