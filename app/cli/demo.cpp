// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/job_line.h"
#include "app/cli/text_table.h"
#include "app/cli/verb.h"
#include "app/demo/demo_company.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace ms::app {

namespace {

ExitCode writeSample(const demo::DemoOptions& options, std::stop_token stop) {
    JobLine line("demo");
    const auto summary = demo::writeDemo(
        options, [&](const core::Progress& p) { line.show(p); }, std::move(stop));
    line.clear();
    if (!summary)
        return report(summary.error());
    TextTable table;
    table.columns = {{"file", "File"},
                     {"rows", "Rows", TextColumn::Align::Right},
                     {"bytes", "Bytes", TextColumn::Align::Right}};
    for (const demo::DemoFile& file : summary->files)
        table.rows.push_back({file.name, file.rows == 0 ? "–" : std::to_string(file.rows),
                              std::to_string(file.bytes)});
    printForTerminal(std::cout, table);
    std::cout << summary->events << " events (" << summary->duplicates << " of them duplicates) in "
              << options.dir.string() << "; production costs " << summary->productionCost
              << " USD. Next: marginscope import sample.margin " << options.dir.string() << '\n';
    return ExitCode::Done;
}

} // namespace

void addDemo(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<demo::DemoOptions>();
    CLI::App* verb = parser.add_subcommand(
        "demo", "Write a sample company's exports, and truth.json: what was planted in them");
    verb->add_option("dir", options->dir, "Folder; new, empty or of an earlier demo")
        ->required()
        ->type_name("DIR");
    verb->add_option("--events", options->events, "Rows of all event logs together")
        ->capture_default_str()
        ->type_name("N");
    verb->add_option("--seed", options->seed, "Same seed, same bytes")
        ->capture_default_str()
        ->type_name("S");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return writeSample(*options, std::move(stop));
        };
    });
}

} // namespace ms::app
