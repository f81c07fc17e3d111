// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/event_writers.h"
#include "app/cli/job_line.h"
#include "app/cli/shared_options.h"
#include "app/cli/verb.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace ms::app {

namespace {

struct ExportOptions {
    QuestionOptions question;
    std::string what = "events";
    std::string format = "csv";
    std::string out;
};

core::Result<std::unique_ptr<EventWriter>> writerOf(const ExportOptions& options) {
    if (options.what != "events")
        return usage("Only events can be exported, not '" + options.what + "'.");
    if (options.format == "sqlite") {
        if (options.out.empty())
            return usage("A SQLite file needs a name: --out FILE.");
        return makeSqliteWriter(options.out);
    }
    if (options.format == "csv")
        return makeTextWriter(TextForm::Csv, options.out);
    if (options.format == "jsonl")
        return makeTextWriter(TextForm::JsonLines, options.out);
    return usage("There is no format '" + options.format +
                 "'; the formats are csv, jsonl and sqlite.");
}

ExitCode exportEvents(const ExportOptions& options, std::stop_token stop) {
    const auto snapshot = options.question.open(stop);
    if (!snapshot)
        return report(snapshot.error());
    const auto filter = options.question.filter((*snapshot)->source->lens().zone);
    if (!filter)
        return report(filter.error());
    const auto writer = writerOf(options);
    if (!writer)
        return report(writer.error());
    JobLine line("export");
    core::Progress progress;
    core::Status written;
    const core::Status visited = (*snapshot)->source->visitAttempts(
        *filter,
        [&](std::span<const query::Attempt> run) {
            written = (*writer)->write(run);
            progress.rows += run.size();
            line.show(progress);
            return static_cast<bool>(written);
        },
        std::move(stop));
    line.clear();
    if (!written)
        return report(written.error());
    if (!visited)
        return report(visited.error());
    const core::Status finished = (*writer)->finish();
    if (!finished)
        return report(finished.error());
    std::cerr << progress.rows << " events exported.\n";
    return ExitCode::Done;
}

} // namespace

void addExport(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* verb =
        parser.add_subcommand("export", "Write events with their costs for other programs");
    options->question.addTo(*verb);
    verb->add_option("--what", options->what, "events")->capture_default_str();
    verb->add_option("--format", options->format, "csv, jsonl or sqlite")->capture_default_str();
    verb->add_option("--out", options->out, "File; without it csv and jsonl go to standard output")
        ->type_name("FILE");
    verb->footer("Only the events of the scope are written: --environment all for every one.\n"
                 "  marginscope export ws.margin --what events --format csv --out may.csv "
                 "--from 2026-05-01 --to 2026-06-01");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return exportEvents(*options, std::move(stop));
        };
    });
}

} // namespace ms::app
