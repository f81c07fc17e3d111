// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/text_table.h"
#include "app/cli/verb.h"
#include "models/store/workspace.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace ms::app {

namespace {

struct BatchesOptions {
    std::string workspace;
    std::int64_t rejectsOf = 0;
    OutputOptions output;
};

constexpr std::size_t kMostRejects = 100'000;

Json jsonOf(const store::Batch& batch) {
    Json json{{"batch", batch.id},
              {"kind", core::nameOf(batch.kind)},
              {"path", batch.path},
              {"source", batch.source},
              {"profile", batch.profile.empty() ? Json() : Json(batch.profile)},
              {"book", batch.book.empty() ? Json() : Json(batch.book)},
              {"rows", batch.rows},
              {"accepted", batch.accepted},
              {"duplicates", batch.duplicates},
              {"rejected", batch.rejected},
              {"skipped", batch.skipped},
              {"replaced", batch.replaced},
              {"active", batch.isActive},
              {"imported_at", core::toText(batch.importedAt)},
              {"source_hash", batch.sourceHash},
              {"bytes", batch.bytes},
              {"notes", batch.notes}};
    return json;
}

Json asJson(const std::vector<store::Batch>& batches) {
    Json list = Json::array();
    for (const store::Batch& batch : batches)
        list.push_back(jsonOf(batch));
    return {{"batches", list}};
}

TextTable asTable(const std::vector<store::Batch>& batches) {
    const auto right = TextColumn::Align::Right;
    TextTable table;
    table.columns = {{"batch", "Batch", right},
                     {"kind", "Kind"},
                     {"file", "File"},
                     {"rows", "Read", right},
                     {"accepted", "Accepted", right},
                     {"duplicates", "Duplicates", right},
                     {"rejected", "Rejected", right},
                     {"skipped", "Skipped", right},
                     {"state", "State"},
                     {"imported_at", "Imported"}};
    for (const store::Batch& batch : batches)
        table.rows.push_back({std::to_string(batch.id), std::string(core::nameOf(batch.kind)),
                              std::filesystem::path(batch.path).filename().string(),
                              std::to_string(batch.rows), std::to_string(batch.accepted),
                              std::to_string(batch.duplicates), std::to_string(batch.rejected),
                              std::to_string(batch.skipped), batch.isActive ? "in" : "undone",
                              core::toText(batch.importedAt)});
    return table;
}

TextTable asTable(const std::vector<core::Diagnostic>& rejects) {
    TextTable table;
    table.columns = {{"line", "Line", TextColumn::Align::Right},
                     {"column", "Column"},
                     {"reason", "Reason"},
                     {"raw", "Row as it stands in the file"}};
    for (const core::Diagnostic& reject : rejects)
        table.rows.push_back(
            {std::to_string(reject.line), reject.column, reject.reason, reject.raw});
    return table;
}

Json asJson(const std::vector<core::Diagnostic>& rejects) {
    Json list = Json::array();
    for (const core::Diagnostic& reject : rejects)
        list.push_back({{"line", reject.line},
                        {"column", reject.column},
                        {"reason", reject.reason},
                        {"raw", reject.raw}});
    return {{"rejects", list}};
}

template <class Rows>
ExitCode print(const Rows& rows, OutputFormat format) {
    if (format == OutputFormat::Json)
        std::cout << printed(asJson(rows));
    else if (format == OutputFormat::Csv)
        printAsCsv(std::cout, asTable(rows));
    else
        printForTerminal(std::cout, asTable(rows));
    return ExitCode::Done;
}

ExitCode listBatches(const BatchesOptions& options) {
    const auto workspace =
        store::Workspace::open(options.workspace, store::Workspace::Access::ReadOnly);
    if (!workspace)
        return report(workspace.error());
    if (options.rejectsOf != 0) {
        const auto rejects = workspace->rejectsOf(options.rejectsOf, kMostRejects);
        return rejects ? print(*rejects, options.output.format()) : report(rejects.error());
    }
    const auto batches = workspace->batches();
    return batches ? print(*batches, options.output.format()) : report(batches.error());
}

} // namespace

void addBatches(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<BatchesOptions>();
    CLI::App* verb =
        parser.add_subcommand("batches", "List the imported files, or the rejects of one");
    verb->add_option("workspace", options->workspace, "Workspace file")
        ->required()
        ->type_name("WORKSPACE");
    verb->add_option("--rejects", options->rejectsOf, "List the rejected rows of this batch")
        ->type_name("BATCH");
    options->output.addTo(*verb);
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token) { return listBatches(*options); };
    });
}

} // namespace ms::app
