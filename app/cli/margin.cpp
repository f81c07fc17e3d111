// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/margin_json.h"
#include "app/cli/margin_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/terminal.h"
#include "app/cli/verb.h"
#include "models/analysis/gpu_cost.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace ms::app {

namespace {

struct MarginOptions {
    QuestionOptions question;
    std::string by = "tenant";
    std::vector<std::string> measures;
    std::string split = "requests";
    OutputOptions output;
};

core::Result<analysis::MarginQuery> queryOf(const MarginOptions& options, const core::Zone& zone) {
    auto by = dimensionsNamed(options.by);
    if (!by)
        return by.error();
    auto filter = options.question.filter(zone);
    if (!filter)
        return filter.error();
    for (const auto split : {analysis::RevenueSplit::Requests, analysis::RevenueSplit::Cost,
                             analysis::RevenueSplit::Users, analysis::RevenueSplit::Equal})
        if (analysis::nameOf(split) == options.split)
            return analysis::MarginQuery{*std::move(by), *std::move(filter), split};
    return core::Error{core::Error::Code::Usage,
                       "Revenue can be split by requests, cost, users or equal, not by '" +
                           options.split + "'.",
                       {}};
}

ExitCode print(const analysis::MarginTable& table, const MarginOptions& options,
               const session::Snapshot& snapshot) {
    const OutputFormat format = options.output.format();
    if (format == OutputFormat::Json) {
        std::cout << printed(marginJson(table, snapshot));
        return ExitCode::Done;
    }
    const auto text =
        marginTextTable(table, snapshot.settings.baseCurrency, options.measures,
                        format == OutputFormat::Csv ? Figures::Exact : Figures::Rounded);
    if (!text)
        return report(text.error());
    if (format == OutputFormat::Csv) {
        printAsCsv(std::cout, *text);
        return ExitCode::Done;
    }
    printForTerminal(std::cout, *text);
    for (const std::string& note : table.notes)
        std::cout << forTerminal(note) << '\n';
    return ExitCode::Done;
}

ExitCode margin(const MarginOptions& options, std::stop_token stop) {
    const auto snapshot = options.question.open(stop);
    if (!snapshot)
        return report(snapshot.error());
    const auto query = queryOf(options, (*snapshot)->source->lens().zone);
    if (!query)
        return report(query.error());
    const auto table = analysis::marginWithGpu(*query, *(*snapshot)->source, (*snapshot)->revenue,
                                               (*snapshot)->gpu, std::move(stop));
    return table ? print(*table, options, **snapshot) : report(table.error());
}

} // namespace

void addMargin(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<MarginOptions>();
    CLI::App* verb = parser.add_subcommand("margin", "Cost, revenue and margin by any dimensions");
    options->question.addTo(*verb);
    addGroupingTo(*verb, options->by);
    verb->add_option(
            "--measure", options->measures,
            "Columns to show, separated by commas (cost, revenue, margin, margin_pct, requests, "
            "retry_cost, unpriced_tokens, ...)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("NAME[,NAME...]");
    verb->add_option(
            "--split", options->split,
            "What a tenant's revenue of a month is split by: requests, cost, users or equal")
        ->capture_default_str();
    options->output.addTo(*verb);
    verb->footer(
        "Where the workspace has GPU hours, the cost is told as direct (cost), shared_cost,\n"
        "idle_cost and total_cost, and the margin is revenue - total cost.\n\n"
        "Examples:\n"
        "  marginscope margin ws.margin --by tenant,feature --from 2026-05-01 --to 2026-06-01\n"
        "  marginscope margin ws.margin --by month --where tier=Free,Pro --json");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return margin(*options, std::move(stop)); };
    });
}

} // namespace ms::app
