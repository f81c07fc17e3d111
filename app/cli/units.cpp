// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/analysis/gpu_cost.h"
#include "models/report/unit_list_section.h"
#include "models/report/unit_types_section.h"
#include "models/report/units_section.h"
#include "models/session/option_text.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <span>

namespace ms::app {

namespace {

struct UnitsOptions {
    SectionOptions section;
    std::string by = "feature";
    std::string manualCost;
    bool isByType = false;
    std::string primary;
    std::size_t list = 0; // dearest units to list one by one; 0: none
    std::string find;     // a part of their ids
};

ExitCode unitTypes(const UnitsOptions& options, const std::vector<query::Dimension>& by,
                   std::stop_token stop) {
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        analysis::UnitTypesQuery query{by, question.filter, {}};
        if (!options.primary.empty())
            query.primary = options.primary;
        const auto table = analysis::unitTypesBy(query, question.source(), std::move(stopping));
        if (!table)
            return table.error();
        return std::vector{report::unitTypesSection(*table, question.context)};
    };
    return answer(options.section, make, std::move(stop));
}

/// The dearest units one by one.
core::Result<std::vector<report::Section>>
listed(const UnitsOptions& options, const SectionQuestion& question, std::stop_token stop) {
    const frame::OutcomeBook& outcomes = question.snapshot.outcomes;
    analysis::UnitListQuery query{question.filter};
    if (options.list > 0)
        query.most = options.list;
    query.find = options.find;
    const auto list =
        analysis::dearestUnits(query, question.source(), outcomes.facts, std::move(stop));
    if (!list)
        return list.error();
    return std::vector{report::unitListSection(*list, question.context, outcomes.rules.reopenDays)};
}

ExitCode units(const UnitsOptions& options, std::stop_token stop) {
    const auto by = dimensionsNamed(options.by);
    if (!by)
        return report(by.error());
    if (options.isByType || !options.primary.empty())
        return unitTypes(options, *by, std::move(stop));
    const auto manualCost = session::amountOption("--manual-cost", options.manualCost);
    if (!manualCost)
        return report(manualCost.error());
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        if (options.list > 0 || !options.find.empty())
            return listed(options, question, std::move(stopping));
        auto table = analysis::unitsBy({*by, question.filter}, question.source(), stopping);
        if (!table)
            return table.error();
        const core::Status status =
            addGpuCost(*table, question.source(), question.snapshot.gpu, std::move(stopping));
        if (!status)
            return status.error();
        return std::vector{report::unitsSection(*table, question.context, *manualCost,
                                                question.snapshot.outcomes.rules.reopenDays)};
    };
    return answer(options.section, make, std::move(stop));
}

} // namespace

void addUnits(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<UnitsOptions>();
    CLI::App* verb =
        parser.add_subcommand("units", "What attempted, successful and failed units cost");
    options->section.addOneTo(*verb);
    addGroupingTo(*verb, options->by);
    verb->add_option(
            "--manual-cost", options->manualCost,
            "Cost of doing one unit by hand, in the base currency: shows what was saved, and "
            "the incremental cost per avoided manual action")
        ->type_name("AMOUNT");
    verb->add_flag("--types", options->isByType,
                   "Types of units beside each other, the primary one marked");
    verb->add_option("--primary", options->primary,
                     "Type of unit that decides what success costs (default: the one with most "
                     "units); as --types")
        ->type_name("TYPE");
    verb->add_option("--reopen-days", options->section.question.reopenDays,
                     "A success that is reopened later than this many days after it stays one "
                     "(default: the workspace's; else reopening always turns it back)")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber);
    verb->add_option("--list", options->list, "List the N dearest units one by one instead")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    verb->add_option("--find", options->find,
                     "List those with this in their id, small and capital letters alike")
        ->type_name("TEXT");
    verb->footer("Examples:\n"
                 "  marginscope units ws.margin --by application,workflow --from 2026-05-01 --to "
                 "2026-06-01\n"
                 "  marginscope units ws.margin --by prompt_version --manual-cost 4.50 --json\n"
                 "  marginscope units ws.margin --by workflow --primary ticket\n"
                 "  marginscope units ws.margin --list 50 --where outcome=failed --reopen-days 14");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return units(*options, std::move(stop)); };
    });
}

} // namespace ms::app
