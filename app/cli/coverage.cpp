// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/coverage_section.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

ExitCode coverage(const SectionOptions& options, std::stop_token stop) {
    const auto make = [](const SectionQuestion& question,
                         std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto table =
            analysis::coverageOf(question.filter, question.source(), std::move(stopping));
        if (!table)
            return table.error();
        return std::vector{report::coverageSection(*table, question.context)};
    };
    return answer(options, make, std::move(stop));
}

} // namespace

void addCoverage(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<SectionOptions>();
    CLI::App* verb = parser.add_subcommand(
        "coverage", "Which part of the cost names its feature, tenant, unit, version and user");
    options->addOneTo(*verb);
    verb->footer("Examples:\n"
                 "  marginscope coverage ws.margin --from 2026-05-01 --to 2026-06-01\n"
                 "  marginscope coverage ws.margin --where application=support --json");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return coverage(*options, std::move(stop));
        };
    });
}

} // namespace ms::app
