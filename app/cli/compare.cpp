// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/step_line.h"
#include "app/cli/verb.h"
#include "models/report/arm_methods_section.h"
#include "models/report/arm_slices_section.h"
#include "models/report/arm_spread_section.h"
#include "models/report/arm_timeline_section.h"
#include "models/report/arms_section.h"
#include "models/report/version_changes_section.h"
#include "models/session/arm_options.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

struct CompareOptions {
    SectionOptions section;
    session::ArmOptions arms;
    std::string by = "tier"; // of slices
};

/// The sections that are wanted, one after the other.
class Answer {
public:
    Answer(const CompareOptions& options, const SectionQuestion& question, std::stop_token stop)
        : m_options{options}, m_question{question}, m_stop{std::move(stop)} {}

    core::Result<std::vector<report::Section>> sections() {
        const auto asked =
            session::armQueryOf(m_options.arms, m_question.filter, m_question.source(), m_stop);
        if (!asked)
            return asked.error();
        const core::Status added = asked->query ? addArms(*asked->query) : addNone(*asked);
        if (!added)
            return added.error();
        if (!asked->note.empty())
            m_sections.front().notes.insert(m_sections.front().notes.begin(), asked->note);
        if (const core::Status versions = addVersions(); !versions)
            return versions.error();
        return std::move(m_sections);
    }

private:
    bool isWanted(std::string_view id) const {
        return m_options.section.section.empty() || m_options.section.section == id;
    }
    core::Status addNone(const session::AskedArms& asked) {
        m_sections.push_back(report::noArmsSection(m_question.filter, asked.dimension));
        return {};
    }
    core::Status addArms(const analysis::ArmQuery& query) {
        const auto all = analysis::compareArms(query, m_question.source(), m_stop);
        if (!all)
            return all.error();
        m_sections.push_back(report::armsSection(*all, m_question.context));
        m_sections.push_back(report::armChecksSection(*all, m_question.context));
        m_sections.push_back(report::armMixSection(*all, m_question.context));
        if (isWanted("spread")) {
            const auto spread = analysis::armSpread(query, m_question.source(), m_stop);
            if (!spread)
                return spread.error();
            m_sections.push_back(report::armSpreadSection(*spread, m_question.context));
        }
        if (isWanted("methods"))
            if (const core::Status added = addMethods(query); !added)
                return added;
        if (isWanted("slices")) {
            const auto by = dimensionsNamed(m_options.by);
            if (!by)
                return by.error();
            const auto slices =
                analysis::armSlices(query, by->front(), m_question.source(), m_stop);
            if (!slices)
                return slices.error();
            m_sections.push_back(report::armSlicesSection(*slices, m_question.context));
        }
        if (!isWanted("over_time") || query.periods)
            return {};
        const auto timeline = analysis::armTimeline(query, m_question.source(), m_stop);
        if (!timeline)
            return timeline.error();
        m_sections.push_back(report::armTimelineSection(*timeline, m_question.context));
        return {};
    }
    core::Status addMethods(const analysis::ArmQuery& query) {
        const auto bootstrap = session::bootstrapOf(m_options.arms);
        if (!bootstrap)
            return bootstrap.error();
        StepLine line("compare");
        const auto methods = analysis::armMethods(
            query, *bootstrap, m_question.source(),
            [&line](std::uint64_t done, std::uint64_t all) {
                line.show("bootstrap", std::size_t(done), std::size_t(all));
            },
            m_stop);
        line.clear();
        if (!methods)
            return methods.error();
        m_sections.push_back(report::armMethodsSection(*methods, m_question.context));
        return {};
    }
    core::Status addVersions() {
        if (!isWanted("versions"))
            return {};
        const auto versions =
            analysis::versionChanges(m_question.filter, m_question.source(), m_stop);
        if (!versions)
            return versions.error();
        m_sections.push_back(report::versionChangesSection(*versions, m_question.context));
        return {};
    }

    const CompareOptions& m_options;
    const SectionQuestion& m_question;
    std::stop_token m_stop;
    std::vector<report::Section> m_sections;
};

void addArms(CLI::App& verb, session::ArmOptions& arms) {
    verb.add_option("--dim", arms.dimension,
                    "What tells arms apart: prompt_version, model, provider or another dimension")
        ->capture_default_str()
        ->type_name("DIM");
    verb.add_option("--a", arms.a, "Baseline (default: the older of the two most used)")
        ->type_name("VALUE");
    verb.add_option("--b", arms.b, "What is compared with it")->type_name("VALUE");
    verb.add_option("--arms", arms.arms, "Several arms, the baseline first, instead of --a and --b")
        ->type_name("X,Y,Z");
    verb.add_option("--before", arms.before,
                    "Compare this period with --after instead of values of a dimension")
        ->type_name("FROM..TO");
    verb.add_option("--after", arms.after, "The later period")->type_name("FROM..TO");
    verb.add_option("--cluster", arms.cluster,
                    "What is independent of each other: intervals are between these")
        ->capture_default_str()
        ->type_name("DIM");
    verb.add_option("--stratify", arms.stratify,
                    "What is held constant, most important first: dimensions, and 'length' for "
                    "thirds of the prompt tokens")
        ->type_name("DIM[,DIM...]");
    verb.add_option("--metric", arms.metric,
                    "Which metrics, the one that decides first: " + session::armMetricList())
        ->type_name("M[,M...]");
    verb.add_option("--margin", arms.margin,
                    "Percentage points by which the success rate may fall (default: 2)")
        ->type_name("POINTS");
    verb.add_option("--guardrail", arms.guardrail,
                    "Other metrics and by how many percent they may get worse: what is cheaper is "
                    "not adopted until they hold")
        ->type_name("M=PCT[,M=PCT...]");
    verb.add_option("--shares", arms.shares,
                    "Declares that units were assigned at random in these proportions, such as "
                    "50,50: they are then checked")
        ->type_name("N,N");
    verb.add_option("--bootstrap", arms.bootstrap,
                    "Also draw the clusters anew so often, for the section methods (2000 is usual)")
        ->type_name("N");
    verb.add_option("--seed", arms.seed,
                    "Where the drawing starts: the same seed, the same figures")
        ->capture_default_str()
        ->type_name("S");
    verb.add_option("--planned", arms.planned,
                    "Requests that were planned in all: until then the verdict reads a confidence "
                    "sequence")
        ->type_name("N");
}

} // namespace

void addCompare(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<CompareOptions>();
    CLI::App* verb = parser.add_subcommand(
        "compare",
        "Compare prompt versions, models or periods on cost, success, tokens and latency: the "
        "verdict, its checks, mix against real effect, spread, other methods, slices, "
        "over time; and which prompt changes cost margin");
    options->section.addTo(*verb);
    addArms(*verb, options->arms);
    verb->add_option("--by", options->by,
                     "Slices that are looked at one by one: " + dimensionList())
        ->capture_default_str()
        ->type_name("DIM");
    verb->footer("Examples:\n"
                 "  marginscope compare ws.margin --a v7 --b v8 --where feature=ticket_reply\n"
                 "  marginscope compare ws.margin --a v7 --b v8 --stratify tier,length\n"
                 "  marginscope compare ws.margin --a v7 --b v8 --guardrail latency_p95=10\n"
                 "  marginscope compare ws.margin --dim model --arms small,large,huge\n"
                 "  marginscope compare ws.margin --before 2026-04-01..2026-04-20 --after "
                 "2026-04-20..2026-05-09\n"
                 "  marginscope compare ws.margin --section methods --bootstrap 2000 --seed 7\n"
                 "  marginscope compare ws.margin --section mix --csv");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return answer(
                options->section,
                [options](const SectionQuestion& question, std::stop_token stopping) {
                    return Answer(*options, question, std::move(stopping)).sections();
                },
                std::move(stop));
        };
    });
}

} // namespace ms::app
