// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/import_files.h"
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/findings_section.h"
#include "models/session/costing.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

namespace ms::app {

namespace {

/// Options that decide, and the columns of the native file.
constexpr std::array<std::pair<const char*, const char*>, 8> kParts{
    {{"status", "open, in_progress, done or dismissed"},
     {"owner", "Who does something about it"},
     {"lever", "What is done about it"},
     {"confirmed_type", "What it was, once somebody looked"},
     {"driver", "What caused it"},
     {"containment", "What stopped it"},
     {"guardrail", "What keeps it from coming back"},
     {"note", "Anything else"}}};

struct FindingsOptions {
    SectionOptions section;
    std::string decided; // id of the finding
    std::array<std::optional<std::string>, kParts.size()> parts;
};

std::array<std::string, kParts.size()> partsOf(const core::DecisionFact& decision) {
    return {decision.status, decision.owner,       decision.lever,     decision.confirmedType,
            decision.driver, decision.containment, decision.guardrail, decision.note};
}

/// What was decided before stays, but for what is said now.
ExitCode decide(const FindingsOptions& options, std::stop_token stop) {
    auto workspace = store::Workspace::open(options.section.question.workspace,
                                            store::Workspace::Access::ReadWrite);
    if (!workspace)
        return report(workspace.error());
    const auto facts = workspace->facts({});
    if (!facts)
        return report(facts.error());
    std::array<std::string, kParts.size()> parts;
    for (const core::DecisionFact& decision : facts->decisions)
        if (decision.finding == options.decided)
            parts = partsOf(decision);
    session::EnteredRows rows{core::FileKind::Decisions, {"finding"}, {{options.decided}}};
    for (std::size_t i = 0; i < kParts.size(); ++i) {
        rows.columns.emplace_back(kParts[i].first);
        rows.rows.front().push_back(options.parts[i].value_or(parts[i]));
    }
    return enterAndReport(*workspace, rows,
                          options.section.output.isJson ? ImportReport::Format::Json
                                                        : ImportReport::Format::Terminal,
                          std::move(stop));
}

ExitCode listFindings(const FindingsOptions& options, std::stop_token stop) {
    const bool isDecision = std::any_of(options.parts.begin(), options.parts.end(),
                                        [](const auto& part) { return part.has_value(); });
    if (!options.decided.empty())
        return decide(options, std::move(stop));
    if (isDecision)
        return report(usage("A status, an owner and the like belong to --decide ID."));
    const auto make = [](const SectionQuestion& question,
                         std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto table = analysis::findings(question.filter, question.source(),
                                              question.snapshot.decisions, stopping);
        if (!table)
            return table.error();
        const auto levers = session::findingLevers(*table, question.snapshot, std::move(stopping));
        if (!levers)
            return levers.error();
        return std::vector{report::findingsSection(*table, question.context, *levers)};
    };
    return answer(options.section, make, std::move(stop));
}

} // namespace

void addFindings(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<FindingsOptions>();
    CLI::App* verb = parser.add_subcommand(
        "findings", "What should be looked at, by the money it is about, and what was decided");
    options->section.addOneTo(*verb);
    verb->add_option("--decide", options->decided,
                     "Decide about the finding of this id, with the options below. Kept as a batch "
                     "that can be undone")
        ->type_name("ID");
    for (std::size_t i = 0; i < kParts.size(); ++i) {
        std::string name = std::string("--") + kParts[i].first;
        std::replace(name.begin(), name.end(), '_', '-');
        verb->add_option(name, options->parts[i], kParts[i].second)->type_name("TEXT");
    }
    verb->footer("Examples:\n"
                 "  marginscope findings ws.margin --from 2026-05-01\n"
                 "  marginscope findings ws.margin --decide day/feature=chat/2026-05-06 --status "
                 "in_progress --owner Mira --guardrail \"alert above $40 a day\"\n"
                 "  marginscope findings ws.margin --csv > findings.csv");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return listFindings(*options, std::move(stop));
        };
    });
}

} // namespace ms::app
