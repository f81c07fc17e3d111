// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/inference_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/report/grouped_rows.h"

namespace ms::report {

using analysis::CallFigures;
using analysis::CallKindRow;
using analysis::InferenceTable;
using analysis::RagFigures;
using analysis::RagPart;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using Kind = Column::Kind;

namespace {

constexpr std::size_t kMostBars = 12;

std::vector<Column> callColumns() {
    std::vector<Column> columns = keyColumns({Dimension::CallKind});
    const std::vector<Column> figures{
        {"cost", "Cost", Kind::Money, "Cost of all attempts whose cost is known."},
        {"cost_pct", "Share of cost", Kind::Ratio, "Cost / cost of all kinds."},
        {"attempts", "Calls", Kind::Count, "All attempts."},
        {"requests", "Requests", Kind::Count,
         "Distinct requests: one counts in each kind that it has, once in the total."},
        {"cost_per_call", "Per call", Kind::Money, "Cost / attempts whose cost is known."},
        {"tokens", "Tokens", Kind::Tokens, "Prompt and output tokens."},
        {"unpriced_attempts", "Unpriced", Kind::Count,
         "Attempts whose cost is unknown; the costs leave them out."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

std::vector<Cell> cellsOf(const CallFigures& f, MoneySum all) {
    return {f.cost,
            cellOf(analysis::shareOf(f.cost, all)),
            Int128(f.attempts),
            Int128(f.requests),
            cellOf(f.costPerCall()),
            f.tokens,
            Int128(f.unpricedAttempts)};
}

std::string kindWords(const CallKindRow& row) {
    return row.kind.empty() ? "Calls that do not say their kind" : "Calls of the kind " + row.kind;
}

std::string callFinding(const InferenceTable& table, const Context& context) {
    if (table.kinds.empty())
        return "There is no call in this selection.";
    const CallKindRow& first = table.kinds.front();
    const auto perCall = first.figures.costPerCall();
    if (!perCall || table.total.cost.isZero())
        return "No call of this selection has a cost.";
    return kindWords(first) + " take " +
           analysis::shareWords(first.figures.cost, table.total.cost) + " of the cost, " +
           analysis::moneyWords(*perCall, context.currency) + " each.";
}

void noteUnpriced(std::vector<std::string>& notes, const CallFigures& total) {
    if (total.unpricedAttempts > 0)
        notes.push_back(analysis::countWords(total.unpricedAttempts, "attempt") +
                        " without a price; the costs leave them out.");
}

std::vector<std::string> callNotes(const InferenceTable& table) {
    std::vector<std::string> notes;
    for (const CallKindRow& row : table.kinds)
        if (row.kind.empty())
            notes.push_back(analysis::countWords(row.figures.attempts, "attempt") +
                            (row.figures.attempts == 1 ? " does" : " do") +
                            " not say the kind of call.");
    noteUnpriced(notes, table.total);
    return notes;
}

Chart callChart(const InferenceTable& table, const std::string& finding) {
    Chart chart;
    chart.title = finding;
    chart.xTitle = "Cost";
    Series series{"Cost", {}};
    for (std::size_t i = 0; i < table.kinds.size() && i < kMostBars; ++i)
        series.points.push_back(
            {labelOf({table.kinds[i].kind}), table.kinds[i].figures.cost, {}, {}, {}, int(i)});
    chart.series.push_back(std::move(series));
    return chart;
}

std::vector<Column> ragColumns(const InferenceTable& table) {
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"queries", "RAG queries", Kind::Count,
         "Actions with a call that retrieves (embedding, search, rerank) and one that generates; "
         "in "
         "the row of the first that retrieves."},
        {"cost", "Cost", Kind::Money, "Known cost of these calls."},
        {"cost_per_query", "Per query", Kind::Money,
         "Mean cost of the queries without an unpriced call."},
        {"embedding_cost", "Embedding", Kind::Money, "Of the cost: calls of the kind embedding."},
        {"search_cost", "Search", Kind::Money,
         "Of the cost: calls of the kinds search and retrieval."},
        {"rerank_cost", "Rerank", Kind::Money, "Of the cost: calls of the kind rerank."},
        {"generation_cost", "Generation", Kind::Money,
         "Of the cost: calls of the kinds chat, completion and generation."},
        {"generation_pct", "Generation share", Kind::Ratio, "Generation / cost."},
        {"unpriced_queries", "Unpriced", Kind::Count, "Queries with a call without a price."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

std::vector<Cell> cellsOf(const RagFigures& f) {
    const auto part = [&](RagPart which) { return Cell{f.parts[std::size_t(which)]}; };
    return {Int128(f.queries),           f.cost(),
            cellOf(f.costPerQuery()),    part(RagPart::Embedding),
            part(RagPart::Search),       part(RagPart::Rerank),
            part(RagPart::Generation),   cellOf(f.shareOfPart(RagPart::Generation)),
            Int128(f.queries - f.priced)};
}

std::string ragFinding(const RagFigures& total, const Context& context) {
    if (total.queries == 0)
        return "No action of this selection both retrieves and generates.";
    const auto perQuery = total.costPerQuery();
    if (!perQuery)
        return analysis::countWords(total.queries) + " RAG queries, none with a known cost.";
    std::string text = "A RAG query costs " + analysis::moneyWords(*perQuery, context.currency);
    if (!total.cost().isZero())
        text += "; generation takes " +
                analysis::shareWords(total.parts[std::size_t(RagPart::Generation)], total.cost()) +
                " of it";
    return text + ".";
}

std::vector<std::string> ragNotes(const InferenceTable& table) {
    std::vector<std::string> notes;
    const RagFigures& total = table.ragTotal;
    if (total.retrievals == 0)
        notes.push_back("Logs say by the call kind what a call does: embedding, search, rerank or "
                        "chat. None here retrieves.");
    else if (total.retrievals > total.queries)
        notes.push_back(analysis::countWords(total.retrievals - total.queries, "action") +
                        (total.retrievals - total.queries == 1 ? " retrieves" : " retrieve") +
                        " without generating: filling an index, or calls that no root id "
                        "joins to their answer. That is no RAG query.");
    if (total.queries > total.priced)
        notes.push_back(analysis::countWords(total.queries - total.priced) +
                        " of the RAG queries have a call without a price and are not in the mean.");
    if (total.queries > 0)
        notes.push_back("Each counts whole in the row of its first call that retrieves, so rows "
                        "lead to no attempts.");
    return notes;
}

/// What a query costs where, in the order of the rows.
Chart ragChart(const InferenceTable& table, const std::string& finding) {
    Chart chart;
    chart.title = finding;
    chart.xTitle = "Cost per RAG query";
    Series series{"Cost per RAG query", {}};
    for (std::size_t i = 0; i < table.rag.size() && series.points.size() < kMostBars; ++i)
        if (const auto cost = table.rag[i].figures.costPerQuery())
            series.points.push_back({labelOf(table.rag[i].keys), *cost, {}, {}, {}, int(i)});
    chart.series.push_back(std::move(series));
    return chart;
}

} // namespace

Section inferenceSection(const InferenceTable& table, const Context& context) {
    Section section{"inference", "Cost by kind of call", callFinding(table, context), {},
                    {},          callNotes(table),       table.query.filter};
    section.table.columns = callColumns();
    for (const CallKindRow& row : table.kinds)
        section.table.rows.push_back(
            groupedRow({Dimension::CallKind}, {row.kind}, cellsOf(row.figures, table.total.cost)));
    section.table.total =
        groupedTotal({Dimension::CallKind}, cellsOf(table.total, table.total.cost));
    if (!table.kinds.empty() && !table.total.cost.isZero())
        section.charts.push_back(callChart(table, section.finding));
    return section;
}

Section ragSection(const InferenceTable& table, const Context& context) {
    Section section{
        "rag_queries",   "Cost per RAG query", ragFinding(table.ragTotal, context), {}, {},
        ragNotes(table), table.query.filter};
    section.table.columns = ragColumns(table);
    for (const analysis::RagRow& row : table.rag) {
        section.table.rows.push_back(groupedRow(table.query.by, row.keys, cellsOf(row.figures)));
        section.table.rows.back().drill.reset();
    }
    section.table.total = groupedTotal(table.query.by, cellsOf(table.ragTotal));
    Chart chart = ragChart(table, section.finding);
    if (!table.query.by.empty() && !chart.series.front().points.empty())
        section.charts.push_back(std::move(chart));
    return section;
}

} // namespace ms::report
