// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_output.h"

#include "app/cli/margin_json.h"
#include "app/cli/terminal.h"
#include "models/tables/dimension_text.h"
#include "models/tables/number_format.h"
#include "models/tables/report_table_model.h"

#include <algorithm>
#include <iostream>
#include <map>

namespace ms::app {

namespace {

using report::Cell;
using report::Column;

bool isText(const Column& column) {
    return column.kind == Column::Kind::Key || column.kind == Column::Kind::Text;
}

std::string titleOf(const Column& column) {
    return column.dimension ? tables::titleOf(*column.dimension).toStdString() : column.title;
}

std::string textOf(const Cell& cell, const Column& column, const session::Snapshot& snapshot,
                   Figures figures) {
    if (figures == Figures::Exact) {
        if (const auto* text = std::get_if<std::string>(&cell))
            return *text;
        return tables::exactText(tables::cellValueOf(cell, column)).toStdString();
    }
    const tables::NumberFormat format(snapshot.settings.baseCurrency);
    return tables::displayText(tables::cellValueOf(cell, column), format).toStdString();
}

Json jsonOfCell(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell))
        return textOrNull(*text);
    if (const auto* count = std::get_if<core::Int128>(&cell))
        return jsonOf(*count);
    if (const auto* money = std::get_if<core::MoneySum>(&cell))
        return jsonOf(*money);
    if (const auto* fraction = std::get_if<double>(&cell))
        return *fraction;
    if (const auto* share = std::get_if<report::Share>(&cell))
        return share->of;
    return nullptr;
}

Json rowJson(const std::vector<Cell>& cells, const std::vector<Column>& columns) {
    Json keys = Json::object();
    Json json = Json::object();
    for (std::size_t c = 0; c < columns.size(); ++c)
        (columns[c].kind == Column::Kind::Key ? keys : json)[columns[c].name] =
            jsonOfCell(cells[c]);
    Json row{{"keys", keys}};
    row.update(json);
    return row;
}

Json totalJson(const report::Table& table) {
    if (table.total.empty())
        return nullptr;
    Json total = Json::object();
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        if (!isText(table.columns[c]))
            total[table.columns[c].name] = jsonOfCell(table.total[c]);
    return total;
}

/// Notes that several of the sections have, in their order.
std::vector<std::string> sharedNotes(const std::vector<report::Section>& sections) {
    std::map<std::string, std::size_t> counts;
    for (const report::Section& section : sections)
        for (const std::string& note : section.notes)
            ++counts[note];
    std::vector<std::string> shared;
    for (const report::Section& section : sections)
        for (const std::string& note : section.notes)
            if (counts[note] > 1) {
                shared.push_back(note);
                counts[note] = 0; // said once
            }
    return shared;
}

report::Section withoutNotes(report::Section section, const std::vector<std::string>& notes) {
    std::erase_if(section.notes, [&](const std::string& note) {
        return std::find(notes.begin(), notes.end(), note) != notes.end();
    });
    return section;
}

void printForPeople(const report::Section& section, const session::Snapshot& snapshot) {
    if (!section.finding.empty())
        std::cout << forTerminal(section.finding) << "\n\n";
    printForTerminal(std::cout, textTableOf(section.table, snapshot, Figures::Rounded));
    for (const std::string& note : section.notes)
        std::cout << forTerminal(note) << '\n';
}

} // namespace

TextTable textTableOf(const report::Table& table, const session::Snapshot& snapshot,
                      Figures figures) {
    TextTable text;
    for (const Column& column : table.columns)
        text.columns.push_back(
            {column.name, titleOf(column),
             isText(column) ? TextColumn::Align::Left : TextColumn::Align::Right});
    const auto written = [&](const std::vector<Cell>& cells) {
        std::vector<std::string> texts;
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            texts.push_back(textOf(cells[c], table.columns[c], snapshot, figures));
        return texts;
    };
    for (const report::Row& row : table.rows)
        text.rows.push_back(written(row.cells));
    if (table.total.empty())
        return text;
    text.total = written(table.total);
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        if (isText(table.columns[c]))
            text.total[c] = c == 0 ? "Total" : "";
    return text;
}

Json sectionJson(const report::Section& section) {
    Json rows = Json::array();
    for (const report::Row& row : section.table.rows)
        rows.push_back(rowJson(row.cells, section.table.columns));
    return {{"id", section.id},
            {"finding", textOrNull(section.finding)},
            {"rows", rows},
            {"total", totalJson(section.table)},
            {"notes", section.notes}};
}

ExitCode printSection(const report::Section& section, OutputFormat format,
                      const session::Snapshot& snapshot) {
    switch (format) {
    case OutputFormat::Json: {
        Json json{{"scope", scopeJson(section.filter, snapshot)}};
        json.update(sectionJson(section));
        std::cout << printed(json);
        break;
    }
    case OutputFormat::Csv:
        printAsCsv(std::cout, textTableOf(section.table, snapshot, Figures::Exact));
        break;
    case OutputFormat::Terminal:
        printForPeople(section, snapshot);
    }
    return ExitCode::Done;
}

ExitCode printSections(const std::vector<report::Section>& sections, OutputFormat format,
                       const session::Snapshot& snapshot) {
    if (sections.size() == 1)
        return printSection(sections.front(), format, snapshot);
    if (format == OutputFormat::Csv) {
        std::string known;
        for (const report::Section& section : sections)
            known += (known.empty() ? "" : ", ") + section.id;
        return report({core::Error::Code::Usage,
                       "CSV holds one table: name one with --section (" + known + ").",
                       {}});
    }
    if (format == OutputFormat::Json) {
        Json json{{"scope", scopeJson(sections.front().filter, snapshot)},
                  {"sections", Json::array()}};
        for (const report::Section& section : sections)
            json["sections"].push_back(sectionJson(section));
        std::cout << printed(json);
        return ExitCode::Done;
    }
    const std::vector<std::string> shared = sharedNotes(sections);
    for (const report::Section& section : sections) {
        std::cout << forTerminal(section.title) << '\n'
                  << std::string(widthOf(section.title), '=') << '\n';
        printForPeople(withoutNotes(section, shared), snapshot);
        std::cout << '\n';
    }
    for (const std::string& note : shared)
        std::cout << forTerminal(note) << '\n';
    return ExitCode::Done;
}

} // namespace ms::app
