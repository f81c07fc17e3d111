// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/active_users_section.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

struct ActiveUsersOptions {
    SectionOptions section;
    std::string by = "feature";
};

ExitCode activeUsers(const ActiveUsersOptions& options, std::stop_token stop) {
    const auto by = dimensionsNamed(options.by);
    if (!by)
        return report(by.error());
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto table = analysis::activeUsersBy(
            {*by, question.filter}, question.snapshot.activeUserFacts(), question.source(),
            question.snapshot.revenue, std::move(stopping));
        if (!table)
            return table.error();
        return std::vector{report::activeUsersSection(*table, question.context)};
    };
    return answer(options.section, make, std::move(stop));
}

} // namespace

void addActiveUsers(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<ActiveUsersOptions>();
    CLI::App* verb = parser.add_subcommand(
        "active-users", "What one active user costs a month, and how far a feature reaches");
    options->section.addOneTo(*verb);
    verb->add_option("--by", options->by, "feature, tier and month, one or several")
        ->capture_default_str()
        ->type_name("DIM[,DIM...]");
    verb->footer(
        "Examples:\n"
        "  marginscope active-users ws.margin --by feature\n"
        "  marginscope active-users ws.margin --by tier,month --from 2026-05-01 --to "
        "2026-07-01\n"
        "  marginscope active-users ws.margin --by month --where feature=doc_search --json");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return activeUsers(*options, std::move(stop));
        };
    });
}

} // namespace ms::app
