// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/unit_types_section.h"

#include "models/analysis/sentences.h"
#include "models/report/grouped_rows.h"

#include <algorithm>

namespace ms::report {

using analysis::UnitFigures;
using analysis::UnitTypeRow;
using analysis::UnitTypesTable;
using core::Int128;
using Kind = Column::Kind;

namespace {

std::vector<query::Dimension> keysBy(const UnitTypesTable& table) {
    std::vector<query::Dimension> by = table.query.by;
    by.push_back(query::Dimension::UnitType);
    return by;
}

std::vector<Column> columnsOf(const UnitTypesTable& table) {
    std::vector<Column> columns = keyColumns(keysBy(table));
    const std::vector<Column> figures{
        {"primary", "Primary", Kind::Text,
         "The type that decides what success costs in its row: the one that was asked for, else "
         "the "
         "one with most units."},
        {"unit_cost", "Cost", Kind::Money, "Cost of the attempts for units of this type."},
        {"unit_cost_pct", "Share", Kind::Ratio,
         "Cost / cost of the units of all types of the same keys."},
        {"attempted", "Units", Kind::Count, "Distinct units with an attempt in the period."},
        {"successful", "Successful", Kind::Count, "Units whose outcome is a success."},
        {"failed", "Failed", Kind::Count, "Units whose outcome is a failure, reopened ones too."},
        {"pending", "Pending", Kind::Count, "Units that are open, or whose outcome is not known."},
        {"cost_per_attempted", "Per unit", Kind::Money, "Cost / units."},
        {"cost_per_successful", "Per success", Kind::Money, "Cost / successful units of the type."},
        {"all_cost_per_successful", "All per primary success", Kind::Money,
         "Cost of the units of all types of the same keys / successful units of the primary "
         "type."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

std::vector<Cell> figureCells(const UnitFigures& f) {
    return {Int128(f.attempted), Int128(f.successful),         Int128(f.failed),
            Int128(f.pending),   cellOf(f.costPerAttempted()), cellOf(f.costPerSuccessful())};
}

std::vector<Cell> cellsOf(const UnitTypeRow& row) {
    std::vector<Cell> cells{std::string(row.isPrimary ? "primary" : ""), row.figures.unitCost,
                            cellOf(row.shareOfSlice())};
    const std::vector<Cell> figures = figureCells(row.figures);
    cells.insert(cells.end(), figures.begin(), figures.end());
    cells.push_back(cellOf(row.sliceCostPerSuccessful()));
    return cells;
}

/// No success is every type's, so only the counts and what all units cost add up.
std::vector<Cell> totalOf(const UnitTypesTable& table) {
    std::vector<Cell> cells{Cell{}, table.total.unitCost, Cell{}};
    const std::vector<Cell> figures = figureCells(table.total);
    cells.insert(cells.end(), figures.begin(), figures.end());
    cells.emplace_back();
    return cells;
}

bool hasSeveral(const UnitTypesTable& table) {
    return std::any_of(table.rows.begin(), table.rows.end(),
                       [](const UnitTypeRow& row) { return !row.isPrimary; });
}

std::string findingOf(const UnitTypesTable& table, const Context& context) {
    if (table.rows.empty())
        return "No attempt of this selection names a unit of work.";
    const UnitTypeRow& first = table.rows.front();
    const std::string where = labelOf(first.keys);
    const std::string unit = first.type.empty() ? "unit" : first.type;
    const auto cost = first.sliceCostPerSuccessful();
    if (!cost)
        return "No " + unit + (where.empty() ? "" : " of " + where) + " has succeeded so far.";
    return "A successful " + unit + (where.empty() ? "" : " of " + where) + " costs " +
           analysis::moneyWords(*cost, context.currency) +
           (hasSeveral(table) ? ", the work for other types of units included." : ".");
}

std::vector<std::string> notesOf(const UnitTypesTable& table) {
    std::vector<std::string> notes;
    if (!table.rows.empty() && !hasSeveral(table))
        notes.push_back("Each row has units of one type only.");
    const auto& wanted = table.query.primary;
    if (wanted && std::any_of(table.rows.begin(), table.rows.end(), [&](const UnitTypeRow& row) {
            return row.isPrimary && row.type != *wanted;
        }))
        notes.push_back("Where no unit is of the type \"" + *wanted +
                        "\", the type with most units is the primary one.");
    return notes;
}

} // namespace

Section unitTypesSection(const UnitTypesTable& table, const Context& context) {
    Section section{"unit_types", "Types of units", findingOf(table, context), {},
                    {},           notesOf(table),   table.query.filter};
    section.table.columns = columnsOf(table);
    const std::vector<query::Dimension> by = keysBy(table);
    for (const UnitTypeRow& row : table.rows) {
        std::vector<std::string> keys = row.keys;
        keys.push_back(row.type);
        section.table.rows.push_back(groupedRow(by, keys, cellsOf(row)));
    }
    section.table.total = groupedTotal(by, totalOf(table));
    return section;
}

} // namespace ms::report
