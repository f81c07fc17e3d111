// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/books_section.h"

#include "models/analysis/sentences.h"
#include "models/report/grouped_rows.h"

namespace ms::report {

using analysis::BookFigures;
using analysis::BooksTable;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

constexpr const char* kId = "books";
constexpr const char* kTitle = "Two price books";

std::vector<Column> columnsOf(const BooksTable& table) {
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"attempts", "Attempts", Kind::Count, "All attempts, priced or not."},
        {"attempts_both", "Priced by both", Kind::Count, "Attempts that both books price."},
        {"cost_a", "Under " + table.a, Kind::Money,
         "Cost under the first book of the attempts that both price."},
        {"cost_b", "Under " + table.b, Kind::Money,
         "Cost under the second book of the attempts that both price."},
        {"difference", "Difference", Kind::Money,
         "Cost under the second book - cost under the first, of the attempts that both price."},
        {"difference_pct", "Change", Kind::Ratio, "Difference / cost under the first book."},
        {"attempts_only_a", "Only " + table.a, Kind::Count,
         "Attempts that only the first book prices; they are in no difference."},
        {"cost_only_a", "Cost only " + table.a, Kind::Money,
         "What those cost under the first book."},
        {"attempts_only_b", "Only " + table.b, Kind::Count,
         "Attempts that only the second book prices; they are in no difference."},
        {"cost_only_b", "Cost only " + table.b, Kind::Money,
         "What those cost under the second book."},
        {"attempts_neither", "Priced by neither", Kind::Count,
         "Attempts without a rule in either book; a cost that their source states is no price."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

std::vector<Cell> cellsOf(const BookFigures& f) {
    return {
        Int128(f.attempts),        Int128(f.both),  f.costA,     f.costB,         f.difference(),
        cellOf(f.differencePct()), Int128(f.onlyA), f.onlyCostA, Int128(f.onlyB), f.onlyCostB,
        Int128(f.neither)};
}

std::string findingOf(const BooksTable& table, const Context& context) {
    const BookFigures& total = table.total;
    if (total.both == 0)
        return "No attempt of this selection is priced by both " + table.a + " and " + table.b +
               ".";
    const MoneySum difference = total.difference();
    const std::string same = "The same " + analysis::countWords(total.both, "attempt");
    if (difference.isZero())
        return same + (total.both == 1 ? " costs" : " cost") + " as much under " + table.b +
               " as under " + table.a + ".";
    const bool isMore = MoneySum() < difference;
    std::string text =
        same + (total.both == 1 ? " costs " : " cost ") +
        analysis::moneyWords(isMore ? difference : MoneySum() - difference, context.currency) +
        (isMore ? " more" : " less") + " under " + table.b + " than under " + table.a;
    if (!total.costA.isZero())
        text += " (" + std::string(isMore ? "+" : "") +
                analysis::shareWords(difference, total.costA) + ")";
    return text + ".";
}

void noteOnly(std::vector<std::string>& notes, std::int64_t attempts, MoneySum cost,
              const std::string& book, const Context& context) {
    if (attempts > 0)
        notes.push_back(analysis::countWords(attempts, "attempt") +
                        (attempts == 1 ? " is" : " are") + " priced by " + book + " only (" +
                        analysis::moneyWords(cost, context.currency) + "); the difference leaves " +
                        (attempts == 1 ? "it" : "them") + " out.");
}

std::vector<std::string> notesOf(const BooksTable& table, const Context& context) {
    std::vector<std::string> notes;
    const BookFigures& total = table.total;
    noteOnly(notes, total.onlyA, total.onlyCostA, table.a, context);
    noteOnly(notes, total.onlyB, total.onlyCostB, table.b, context);
    if (total.neither > 0)
        notes.push_back(analysis::countWords(total.neither, "attempt") +
                        (total.neither == 1 ? " is" : " are") +
                        " priced by neither book. A cost that the source states is no price.");
    return notes;
}

/// Where the difference is; rows without one have no bar.
Chart chartOf(const BooksTable& table, const std::string& finding) {
    constexpr std::size_t kMostBars = 12;
    Chart chart;
    chart.title = finding;
    chart.xTitle = "Cost under " + table.b + " - cost under " + table.a;
    Series series{"Difference", {}};
    for (std::size_t i = 0; i < std::min(table.rows.size(), kMostBars); ++i) {
        const MoneySum difference = table.rows[i].figures.difference();
        if (difference.isZero())
            break; // rows are in order of it
        series.points.push_back({labelOf(table.rows[i].keys), difference, {}, {}, {}, int(i)});
    }
    chart.series.push_back(std::move(series));
    return chart;
}

} // namespace

Section booksSection(const BooksTable& table, const Context& context) {
    Section section{kId, kTitle, findingOf(table, context), {}, {}, {}, {}};
    section.filter = table.query.filter;
    section.table.columns = columnsOf(table);
    for (const analysis::BooksRow& row : table.rows)
        section.table.rows.push_back(groupedRow(table.query.by, row.keys, cellsOf(row.figures)));
    section.table.total = groupedTotal(table.query.by, cellsOf(table.total));
    section.notes = notesOf(table, context);
    Chart chart = chartOf(table, section.finding);
    if (!table.query.by.empty() && !chart.series.front().points.empty())
        section.charts.push_back(std::move(chart));
    return section;
}

Section noOtherBookSection(const query::Filter& filter, const Context& context) {
    Section section{kId,
                    kTitle,
                    "The workspace has one price book, " + context.book + ".",
                    {},
                    {},
                    {"Import other prices under a name of their own (import --book NAME) to see "
                     "what the same calls cost with them."},
                    {}};
    section.filter = filter;
    return section;
}

} // namespace ms::report
