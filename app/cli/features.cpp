// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/import_files.h"
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/endpoints_section.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

struct FeaturesOptions {
    SectionOptions section;
    std::vector<std::string> set;
    std::string team;
};

/// Endpoints may hold a "=" ("/v1?mode=fast"), so the last one divides. Errors  Usage.
core::Result<session::EnteredRows> rowsOf(const FeaturesOptions& options) {
    session::EnteredRows rows{core::FileKind::Features, {"endpoint", "feature", "owner_team"}, {}};
    for (const std::string& text : options.set) {
        const std::size_t divides = text.rfind('=');
        if (divides == std::string::npos || divides == 0 || divides + 1 == text.size())
            return usage("--set takes ENDPOINT=FEATURE, not '" + text + "'.");
        rows.rows.push_back({text.substr(0, divides), text.substr(divides + 1), options.team});
    }
    return rows;
}

ExitCode set(const FeaturesOptions& options, std::stop_token stop) {
    const auto rows = rowsOf(options);
    if (!rows)
        return report(rows.error());
    auto workspace = store::Workspace::open(options.section.question.workspace,
                                            store::Workspace::Access::ReadWrite);
    if (!workspace)
        return report(workspace.error());
    return enterAndReport(*workspace, *rows,
                          options.section.output.isJson ? ImportReport::Format::Json
                                                        : ImportReport::Format::Terminal,
                          std::move(stop));
}

ExitCode features(const FeaturesOptions& options, std::stop_token stop) {
    if (!options.set.empty())
        return set(options, std::move(stop));
    if (!options.team.empty())
        return report(usage("--team belongs to --set ENDPOINT=FEATURE."));
    const auto make = [](const SectionQuestion& question,
                         std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto table =
            analysis::endpointsOf(question.filter, question.source(), std::move(stopping));
        if (!table)
            return table.error();
        return std::vector{report::endpointsSection(*table, question.context)};
    };
    return answer(options.section, make, std::move(stop));
}

} // namespace

void addFeatures(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<FeaturesOptions>();
    CLI::App* verb = parser.add_subcommand(
        "features", "Which endpoint or use case is which feature, and what they cost");
    options->section.addOneTo(*verb);
    verb->add_option("--set", options->set,
                     "Say which feature an endpoint is; a trailing * stands for all names that "
                     "begin so. Kept as a batch that can be undone")
        ->type_name("ENDPOINT=FEATURE")
        ->allow_extra_args(false);
    verb->add_option("--team", options->team, "With --set: the team that owns it")
        ->type_name("TEAM");
    verb->footer("Examples:\n"
                 "  marginscope features ws.margin --from 2026-05-01 --to 2026-06-01\n"
                 "  marginscope features ws.margin --set \"/v1/draft=Draft Email\" --team Mail\n"
                 "  marginscope features ws.margin --set \"chat/*=Assistant\"");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return features(*options, std::move(stop));
        };
    });
}

} // namespace ms::app
