// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/margin_section.h"

#include "models/analysis/sentences.h"
#include "models/report/grouped_rows.h"
#include "models/tables/margin_finding.h"

#include <algorithm>
#include <numeric>

namespace ms::tables {

using analysis::MarginFigures;
using analysis::MarginRow;
using analysis::MarginTable;
using core::Int128;
using core::MoneySum;
using report::Cell;
using report::Column;
using Kind = Column::Kind;

namespace {

constexpr std::size_t kLossesFirst = 5; // of a chart: its other places are for what earns

bool isByTime(const MarginTable& table) {
    return query::isTime(table.query.by.front());
}

std::vector<Column> columnsOf(const MarginTable& table) {
    std::vector<Column> columns = report::keyColumns(table.query.by);
    const std::string what = table.gpu ? "total cost" : "cost";
    columns.push_back({"requests",
                       "Requests",
                       Kind::Count,
                       "Requests with all their attempts; one that touches several rows counts in "
                       "each, and once in the total.",
                       {}});
    columns.push_back({"cost",
                       table.gpu ? "Direct cost" : "Cost",
                       Kind::Money,
                       "Of the attempts whose cost is known, by the price book.",
                       {}});
    if (table.gpu) {
        columns.push_back({"shared_cost",
                           "Shared",
                           Kind::Money,
                           "Of GPU hours, for what the attempts processed.",
                           {}});
        columns.push_back(
            {"idle_cost", "Idle", Kind::Money, "Of GPU hours, for what nobody processed.", {}});
        columns.push_back(
            {"total_cost", "Total cost", Kind::Money, "Direct, shared and idle cost.", {}});
    }
    columns.push_back({"revenue",
                       "Revenue",
                       Kind::Money,
                       "Of the days of the period; of a slice, its share of each tenant's month.",
                       {}});
    columns.push_back({"margin", "Margin", Kind::Money, "Revenue - " + what + ".", {}});
    columns.push_back(
        {"margin_pct", "Margin %", Kind::Ratio, "Margin / revenue; empty without revenue.", {}});
    columns.push_back({"retry_cost",
                       "Retries",
                       Kind::Money,
                       "Cost of all attempts of a request but its last.",
                       {}});
    columns.push_back({"unpriced_attempts",
                       "Unpriced attempts",
                       Kind::Count,
                       "Attempts whose cost is not known: no total has them.",
                       {}});
    return columns;
}

std::vector<Cell> figuresOf(const MarginFigures& f, const MarginTable& table) {
    const bool isKnown = !f.isCostUnknown();
    const auto costed = [isKnown](MoneySum amount) { return isKnown ? Cell(amount) : Cell(); };
    std::vector<Cell> cells{Int128(f.requests), costed(f.cost)};
    if (table.gpu)
        for (const Cell& cell : {Cell(f.sharedCost), Cell(f.idleCost), costed(f.totalCost())})
            cells.push_back(cell);
    for (const Cell& cell :
         {Cell(f.revenue), costed(f.margin()), isKnown ? report::cellOf(f.marginPct()) : Cell(),
          costed(f.retryCost), Cell(Int128(f.unpricedAttempts))})
        cells.push_back(cell);
    return cells;
}

report::Row rowOf(const MarginRow& row, const MarginTable& table) {
    report::Row made = report::groupedRow(table.query.by, row.keys, figuresOf(row.figures, table));
    if (row.isIdle)
        markIdle(made, row.keys);
    if (!row.isNoUsage)
        return made;
    made.drill.reset();
    for (std::size_t i = 0; i < row.keys.size(); ++i)
        if (row.keys[i].empty())
            made.cells[i] = keyText({}, EmptyKey::NoUsage).toStdString();
    return made;
}

std::vector<const MarginRow*> inOrder(const MarginTable& table) {
    std::vector<const MarginRow*> rows;
    for (const MarginRow& row : table.rows)
        rows.push_back(&row);
    if (isByTime(table))
        std::stable_sort(rows.begin(), rows.end(),
                         [](const MarginRow* a, const MarginRow* b) { return a->keys < b->keys; });
    return rows;
}

/// The rows of a chart: as MarginPage draws them, all of them; idle hours, which nobody loses,
/// last.
std::vector<std::size_t> chartOrder(const std::vector<const MarginRow*>& rows, bool earns) {
    const auto shown = [&](std::size_t row) {
        return earns ? rows[row]->figures.margin() : rows[row]->figures.totalCost();
    };
    std::vector<std::size_t> order, idle;
    for (std::size_t row = 0; row < rows.size(); ++row)
        (rows[row]->isIdle ? idle : order).push_back(row);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return shown(a) < shown(b); });
    const auto gains = std::find_if(order.begin(), order.end(),
                                    [&](std::size_t row) { return shown(row).picos() >= 0; });
    std::reverse(gains, order.end());
    const auto losses = std::size_t(gains - order.begin());
    if (losses > kLossesFirst) // the others come last
        std::rotate(order.begin() + std::ptrdiff_t(kLossesFirst),
                    order.begin() + std::ptrdiff_t(losses), order.end());
    order.insert(order.end(), idle.begin(), idle.end());
    return order;
}

report::Chart chartOf(const MarginTable& table, const std::vector<const MarginRow*>& rows,
                      const std::string& finding, const query::TenantTimeline* names) {
    const bool earns = hasRevenue(table);
    report::Chart chart;
    chart.kind = isByTime(table) ? report::Chart::Kind::Columns : report::Chart::Kind::Bars;
    chart.title = finding;
    (isByTime(table) ? chart.yTitle : chart.xTitle) = earns ? "Margin" : "Cost";
    report::Series series{earns ? "Margin" : "Cost", {}};
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (!isByTime(table))
        order = chartOrder(rows, earns);
    if (order.size() > report::Chart::kMostPoints)
        order.resize(report::Chart::kMostPoints);
    for (const std::size_t row : order) {
        const MarginFigures& f = rows[row]->figures;
        const Cell value = f.isCostUnknown() ? Cell() : Cell(earns ? f.margin() : f.totalCost());
        series.points.push_back(
            {rowLabel(table, *rows[row], names).toStdString(), value, {}, {}, {}, int(row)});
    }
    chart.series.push_back(std::move(series));
    return chart;
}

std::string timeFinding(const MarginTable& table, const std::vector<const MarginRow*>& rows,
                        const std::string& currency) {
    const bool earns = hasRevenue(table);
    const auto words = [&](const MarginRow& row) {
        const MarginFigures& f = row.figures;
        return analysis::moneyWords(earns ? f.margin() : f.totalCost(), currency) +
               (earns && f.marginPct() ? " (" + analysis::percentWords(*f.marginPct()) + ")" : "");
    };
    const std::string what = earns ? "The margin " : "The cost ";
    if (rows.empty())
        return "Nothing matches the filter.";
    const MarginRow &first = *rows.front(), &last = *rows.back();
    if (rows.size() == 1)
        return what + "of " + first.keys.front() + " was " + words(first) + ".";
    return what + "went from " + words(first) + " in " + first.keys.front() + " to " + words(last) +
           " in " + last.keys.front() + ".";
}

} // namespace

report::Section marginSection(const MarginTable& table, const report::Context& context,
                              const query::TenantTimeline* names) {
    const std::vector<const MarginRow*> rows = inOrder(table);
    report::Section section;
    section.id = "margin";
    section.title = "Margin by ";
    for (std::size_t i = 0; i < table.query.by.size(); ++i)
        section.title +=
            (i > 0 ? " and " : "") + titleOf(table.query.by[i]).toLower().toStdString();
    section.finding = isByTime(table) ? timeFinding(table, rows, context.currency)
                                      : marginFinding(table, context.currency, names).toStdString();
    section.filter = table.query.filter;
    section.table.columns = columnsOf(table);
    for (const MarginRow* row : rows)
        section.table.rows.push_back(rowOf(*row, table));
    section.table.total = report::groupedTotal(table.query.by, figuresOf(table.total, table));
    section.notes = table.notes;
    if (!rows.empty())
        section.charts.push_back(chartOf(table, rows, section.finding, names));
    return section;
}

} // namespace ms::tables
