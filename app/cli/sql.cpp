// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_text.h"
#include "app/cli/shared_options.h"
#include "app/cli/text_table.h"
#include "app/cli/verb.h"
#include "models/store/workspace.h"
#include "models/tables/spreadsheet_text.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace ms::app {

namespace {

struct SqlOptions {
    std::string workspace;
    std::string statement;
    OutputOptions output;
};

constexpr std::size_t kMostTerminalRows = 1'000; // a terminal table is kept in memory to align it

/// Prints rows as they come, but for the terminal, which wants to know all widths first.
class SqlPrinter {
public:
    explicit SqlPrinter(OutputFormat format) : m_format{format} {}

    void header(const std::vector<std::string>& columns) {
        m_columns = columns;
        for (const std::string& name : columns)
            m_table.columns.push_back({name, name, TextColumn::Align::Left});
        if (m_format == OutputFormat::Csv)
            printAsCsv(std::cout, m_table);
        if (m_format == OutputFormat::Json)
            std::cout << "[";
    }

    bool row(const store::Workspace::SqlRow& row) {
        switch (m_format) {
        case OutputFormat::Json:
            printJson(row);
            break;
        case OutputFormat::Csv:
            printCsv(row);
            break;
        case OutputFormat::Terminal:
            if (m_table.rows.size() == kMostTerminalRows) {
                m_isCut = true;
                return false;
            }
            m_table.rows.emplace_back();
            for (const auto& value : row)
                m_table.rows.back().push_back(value.value_or("–"));
        }
        return static_cast<bool>(std::cout);
    }

    void end() {
        if (m_format == OutputFormat::Json)
            std::cout << "\n]\n";
        if (m_format == OutputFormat::Terminal && !m_columns.empty())
            printForTerminal(std::cout, m_table);
        if (m_isCut)
            std::cerr << "marginscope: only the first " << kMostTerminalRows
                      << " rows are shown; --csv or --json print all.\n";
    }

private:
    void printJson(const store::Workspace::SqlRow& row) {
        Json object = Json::object();
        for (std::size_t c = 0; c < row.size(); ++c)
            object[m_columns[c]] = row[c] ? Json(*row[c]) : Json();
        std::cout << (m_isFirst ? "\n" : ",\n") << compact(object);
        m_isFirst = false;
    }
    static void printCsv(const store::Workspace::SqlRow& row) {
        for (std::size_t c = 0; c < row.size(); ++c)
            std::cout << (c > 0 ? "," : "") << tables::csvField(row[c].value_or(""));
        std::cout << '\n';
    }

    OutputFormat m_format;
    std::vector<std::string> m_columns;
    TextTable m_table;
    bool m_isFirst = true;
    bool m_isCut = false;
};

ExitCode runSql(const SqlOptions& options, std::stop_token stop) {
    const auto workspace =
        store::Workspace::open(options.workspace, store::Workspace::Access::ReadOnly);
    if (!workspace)
        return report(workspace.error());
    SqlPrinter printer(options.output.format());
    const core::Status done =
        workspace->query(options.statement,
                         {[&](const std::vector<std::string>& columns) { printer.header(columns); },
                          [&](const store::Workspace::SqlRow& row) { return printer.row(row); }},
                         std::move(stop));
    if (!done)
        return report(done.error());
    printer.end();
    return ExitCode::Done;
}

} // namespace

void addSql(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<SqlOptions>();
    CLI::App* verb = parser.add_subcommand("sql", "Ask the workspace in SQL, read-only");
    verb->add_option("workspace", options->workspace, "Workspace file")
        ->required()
        ->type_name("WORKSPACE");
    verb->add_option("statement", options->statement, "One SQL statement")
        ->required()
        ->type_name("SQL");
    options->output.addTo(*verb);
    verb->footer(
        "Events are rows of the table 'event':\n"
        "  marginscope sql ws.margin \"select tenant, count(*), sum(output_tokens) from event "
        "group by tenant\"\n"
        "Its column 'feature' is what the log states; which feature that is stands in "
        "'endpoint_feature'.");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return runSql(*options, std::move(stop)); };
    });
}

} // namespace ms::app
