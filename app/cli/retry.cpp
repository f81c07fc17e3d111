// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/job_line.h"
#include "app/cli/receipt_text.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "app/cli/verb.h"
#include "app/services/rejects_file.h"
#include "app/services/retry_rows.h"
#include "models/session/receipt.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <memory>

namespace ms::app {

namespace {

struct RetryOptions {
    std::string workspace;
    std::int64_t batch = 0;
    std::string file;
    bool isJson = false;
};

/// Lines of the file by number of the reject.
using Lines = std::map<std::int64_t, std::int64_t>;

void printJson(const session::RetriedRows& result, const Lines& lines) {
    Json refused = Json::array();
    for (const session::RetriedRows::Refusal& refusal : result.refusals)
        refused.push_back({{"number", refusal.number},
                           {"line", lines.at(refusal.number)},
                           {"column", refusal.column},
                           {"reason", refusal.reason}});
    const Json whole{{"receipt", result.receipt.id == 0 ? Json() : jsonOf(result.receipt)},
                     {"refused", refused}};
    std::cout << printed(whole);
}

void printForPeople(const session::RetriedRows& result, const Lines& lines) {
    if (result.receipt.id == 0)
        std::cout << "Nothing was imported.\n";
    else
        std::cout << "Batch " << result.receipt.id << " (" << forTerminal(result.receipt.path)
                  << "): " << session::equationText(result.receipt).toStdString() << '\n';
    if (result.refusals.empty())
        return;
    TextTable table;
    table.columns = {{"line", "Line", TextColumn::Align::Right},
                     {"column", "Column"},
                     {"reason", "Still rejected, because"}};
    for (const session::RetriedRows::Refusal& refusal : result.refusals)
        table.rows.push_back(
            {std::to_string(lines.at(refusal.number)), refusal.column, refusal.reason});
    std::cout << '\n';
    printForTerminal(std::cout, table);
}

ExitCode retry(const RetryOptions& options, const std::stop_token& stop) {
    auto workspace = store::Workspace::open(options.workspace, store::Workspace::Access::ReadWrite);
    if (!workspace)
        return report(workspace.error());
    const auto batch = workspace->batch(options.batch);
    if (!batch)
        return report(batch.error());
    const auto rejects = workspace->rejects(options.batch, {});
    if (!rejects)
        return report(rejects.error());
    const auto rows = readCorrectedRows(options.file, *rejects);
    if (!rows)
        return report(rows.error());
    JobLine line("Retrying");
    const auto result = retryRows(
        *workspace, options.batch, *rows, [&](const core::Progress& p) { line.show(p); }, stop);
    line.clear();
    if (!result)
        return report(result.error());
    Lines lines;
    for (const store::Reject& reject : *rejects)
        lines[reject.number] = reject.row.line;
    if (options.isJson)
        printJson(*result, lines);
    else
        printForPeople(*result, lines);
    return result->receipt.id == 0 && !rows->empty() ? ExitCode::InputRefused : ExitCode::Done;
}

} // namespace

void addRetry(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<RetryOptions>();
    CLI::App* verb =
        parser.add_subcommand("retry", "Import rejected rows of a batch after they were corrected");
    verb->add_option("workspace", options->workspace, "Workspace file")
        ->required()
        ->type_name("WORKSPACE");
    verb->add_option("batch", options->batch, "The batch that rejected them")
        ->required()
        ->type_name("BATCH");
    verb->add_option("file", options->file,
                     "CSV from 'batches WORKSPACE BATCH --rejects --csv' with corrected texts in "
                     "its column raw; rows may be left out")
        ->required()
        ->type_name("FILE");
    verb->add_flag("--json", options->isJson,
                   "Print the receipt and what is still rejected as JSON");
    verb->footer(
        "The rows are read as their file was, each alone, and those that are right are imported as "
        "a\nbatch of their own, which undo takes out again. Exit code 3 when none is.\n"
        "Example:\n"
        "  marginscope batches ws.margin 3 --rejects --csv > fix.csv\n"
        "  marginscope retry ws.margin 3 fix.csv");
    verb->callback([options, &slot] {
        slot.chosen = [options](const std::stop_token& stop) { return retry(*options, stop); };
    });
}

} // namespace ms::app
