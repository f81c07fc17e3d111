// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/receipt_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "app/cli/verb.h"
#include "app/services/rejects_file.h"
#include "models/core/zone.h"
#include "models/store/workspace.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace ms::app {

namespace {

struct BatchesOptions {
    std::string workspace;
    std::int64_t batch = 0; // 0: all
    bool wantsRejects = false;
    std::string rejectsOf; // the batch behind --rejects, where it is not given before
    OutputOptions output;
};

TextTable tableOf(const std::vector<store::Batch>& batches) {
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

ExitCode listBatches(const store::Workspace& workspace, OutputFormat format) {
    const auto batches = workspace.batches();
    if (!batches)
        return report(batches.error());
    if (format == OutputFormat::Json) {
        Json list = Json::array();
        for (const store::Batch& batch : *batches)
            list.push_back(jsonOf(batch));
        const Json whole{{"batches", list}};
        std::cout << printed(whole);
    } else if (format == OutputFormat::Csv) {
        printAsCsv(std::cout, tableOf(*batches));
    } else {
        printForTerminal(std::cout, tableOf(*batches));
    }
    return ExitCode::Done;
}

ExitCode showReceipt(const store::Workspace& workspace, const store::Batch& batch,
                     OutputFormat format, const std::stop_token& stop) {
    if (format == OutputFormat::Csv)
        return report({core::Error::Code::Usage,
                       "A receipt is no table: use --json, or --csv with --rejects.",
                       {}});
    const auto settings = workspace.settings();
    if (!settings)
        return report(settings.error());
    const auto zone = core::Zone::find(settings->zone);
    if (!zone)
        return report(zone.error());
    const auto counted = workspace.countedTotals(batch.id, stop);
    if (!counted)
        return report(counted.error());
    if (format == OutputFormat::Json)
        std::cout << printed(jsonOf(batch, *counted));
    else
        printReceipt(std::cout, batch, *counted, *zone);
    return ExitCode::Done;
}

Json jsonOf(const store::Reject& reject) {
    return {{"number", reject.number},
            {"line", reject.row.line},
            {"column", reject.row.column},
            {"reason", reject.row.reason},
            {"raw", reject.row.raw},
            {"corrected_by", reject.correctedBy ? Json(*reject.correctedBy) : Json()}};
}

/// Writes rejects as they are read; a table for people needs all of them for its widths.
class RejectsPrinter {
public:
    explicit RejectsPrinter(OutputFormat format) : m_format{format} {
        if (m_format == OutputFormat::Csv)
            std::cout << kRejectsHeader;
        else if (m_format == OutputFormat::Json)
            std::cout << "{\"rejects\": [";
        m_table.columns = {{"line", "Line", TextColumn::Align::Right},
                           {"column", "Column"},
                           {"reason", "Reason"},
                           {"raw", "Row as it stands in the file"}};
    }
    void add(const store::Reject& reject) {
        ++m_count;
        if (m_format == OutputFormat::Csv)
            std::cout << rejectsLine(reject);
        else if (m_format == OutputFormat::Json)
            std::cout << (m_count > 1 ? ",\n" : "\n") << compact(jsonOf(reject));
        else
            m_table.rows.push_back({std::to_string(reject.row.line), reject.row.column,
                                    reject.row.reason, reject.row.raw});
    }
    void finish(const store::Batch& batch) const {
        if (m_format == OutputFormat::Json)
            std::cout << "\n]}\n";
        if (m_format == OutputFormat::Terminal)
            printForTerminal(std::cout, m_table);
        if (batch.rejected > m_count)
            std::cerr << "marginscope: only the first " << m_count << " of " << batch.rejected
                      << " rejected rows are kept.\n";
    }

private:
    OutputFormat m_format;
    TextTable m_table;
    std::int64_t m_count = 0;
};

ExitCode listRejects(const store::Workspace& workspace, const store::Batch& batch,
                     OutputFormat format, const std::stop_token& stop) {
    RejectsPrinter printer(format);
    const core::Status listed = eachReject(
        workspace, batch.id,
        [&](const store::Reject& reject) {
            printer.add(reject);
            return core::Status{};
        },
        stop);
    if (!listed)
        return report(listed.error());
    printer.finish(batch);
    return ExitCode::Done;
}

/// `--rejects 3` is the older way to say `3 --rejects`.
core::Status settleBatch(BatchesOptions& options) {
    if (!options.wantsRejects || options.batch != 0)
        return {};
    const auto id = core::parseDecimal(options.rejectsOf);
    if (!id || id->scale > 0 || id->digits < 1 || id->digits > INT64_MAX)
        return core::Error{core::Error::Code::Usage,
                           "Of which batch? Say 'batches WORKSPACE BATCH --rejects'.",
                           {}};
    options.batch = static_cast<std::int64_t>(id->digits);
    return {};
}

ExitCode batches(BatchesOptions options, const std::stop_token& stop) {
    if (auto settled = settleBatch(options); !settled)
        return report(settled.error());
    const auto workspace =
        store::Workspace::open(options.workspace, store::Workspace::Access::ReadOnly);
    if (!workspace)
        return report(workspace.error());
    const OutputFormat format = options.output.format();
    if (options.batch == 0)
        return listBatches(*workspace, format);
    const auto batch = workspace->batch(options.batch);
    if (!batch)
        return report(batch.error());
    return options.wantsRejects ? listRejects(*workspace, *batch, format, stop)
                                : showReceipt(*workspace, *batch, format, stop);
}

} // namespace

void addBatches(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<BatchesOptions>();
    CLI::App* verb = parser.add_subcommand(
        "batches", "List the imported files, show the receipt of one, or its rejected rows");
    verb->add_option("workspace", options->workspace, "Workspace file")
        ->required()
        ->type_name("WORKSPACE");
    verb->add_option("batch", options->batch, "Show the whole receipt of this batch")
        ->type_name("BATCH")
        ->check(CLI::PositiveNumber);
    CLI::Option* rejects =
        verb->add_option("--rejects", options->rejectsOf,
                         "List the rejected rows of the batch, all that are kept")
            ->expected(0, 1)
            ->type_name("");
    options->output.addTo(*verb);
    verb->footer(
        "Examples:\n"
        "  marginscope batches ws.margin                      every import\n"
        "  marginscope batches ws.margin 3                    its receipt\n"
        "  marginscope batches ws.margin 3 --rejects --csv    its rejected rows, to be corrected "
        "in\n"
        "                                                     the column raw and retried\n"
        "In CSV a text that a spreadsheet would take for a formula has an apostrophe in front, "
        "which\nretry takes away again; --json has every row as it stands in the file.");
    verb->callback([options, rejects, &slot] {
        options->wantsRejects = rejects->count() > 0;
        slot.chosen = [options](const std::stop_token& stop) { return batches(*options, stop); };
    });
}

} // namespace ms::app
