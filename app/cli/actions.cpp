// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/actions_section.h"
#include "models/report/inference_section.h"
#include "models/report/token_budget_section.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

namespace ms::app {

namespace {

struct ActionsOptions {
    SectionOptions section;
    std::string by = "feature";
    std::optional<std::int64_t> tokenBudget;
    std::string budgetOf = "action";
};

ExitCode actions(const ActionsOptions& options, std::stop_token stop) {
    const auto by = dimensionsNamed(options.by);
    if (!by)
        return report(by.error());
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto table = analysis::actionsBy({*by, question.filter}, question.source(), stopping);
        if (!table)
            return table.error();
        const auto budget = analysis::tokenBudgetBy(
            {options.budgetOf == "session" ? query::Grain::Session : query::Grain::Action, *by,
             question.filter, options.tokenBudget},
            question.source(), stopping);
        if (!budget)
            return budget.error();
        const auto calls =
            analysis::inferenceOf({*by, question.filter}, question.source(), std::move(stopping));
        if (!calls)
            return calls.error();
        return std::vector{report::actionsSection(*table, question.context),
                           report::agentsSection(*table, question.context),
                           report::tokenBudgetSection(*budget, question.context),
                           report::budgetBreakersSection(*budget, question.context),
                           report::inferenceSection(*calls, question.context),
                           report::ragSection(*calls, question.context)};
    };
    return answer(options.section, make, std::move(stop));
}

} // namespace

void addActions(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<ActionsOptions>();
    CLI::App* verb = parser.add_subcommand(
        "actions",
        "What requests, actions, kinds of calls and RAG queries cost; retries and agents");
    options->section.addTo(*verb);
    addGroupingTo(*verb, options->by);
    verb->add_option("--token-budget", options->tokenBudget,
                     "Prompt and output tokens that one may take (default: what 99 of 100 keep to)")
        ->check(CLI::NonNegativeNumber)
        ->type_name("TOKENS");
    verb->add_option("--budget-of", options->budgetOf, "What the token budget is for")
        ->check(CLI::IsMember({"action", "session"}))
        ->capture_default_str();
    verb->footer(
        "Examples:\n"
        "  marginscope actions ws.margin --by feature --from 2026-05-01 --to 2026-06-01\n"
        "  marginscope actions ws.margin --section token_budget --token-budget 50000 --csv\n"
        "  marginscope actions ws.margin --section budget_breakers --budget-of session\n"
        "  marginscope actions ws.margin --section rag_queries --by tenant");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return actions(*options, std::move(stop));
        };
    });
}

} // namespace ms::app
