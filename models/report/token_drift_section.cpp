// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/token_drift_section.h"

#include "models/analysis/sentences.h"
#include "models/report/change_words.h"

#include <algorithm>
#include <cmath>

namespace ms::report {

using analysis::TokenDrift;
using analysis::TokenDriftTable;
using analysis::TokenSide;
using core::Int128;
using Kind = Column::Kind;

namespace {

constexpr std::size_t kMostDrawn = 20;

std::string sideWords(TokenSide side) {
    return side == TokenSide::Prompt ? "prompt" : "output";
}

std::string tokensText(double tokens) {
    return analysis::countWords(Int128(std::llround(tokens)));
}

std::string findingOf(const TokenDriftTable& table, const Context& context) {
    if (table.slices == 0)
        return "There is no request in this selection.";
    if (table.judged == 0)
        return "No week can be judged yet: that takes four weeks before it, and 300 requests.";
    if (table.drifts.empty())
        return "Requests are as long as they were.";
    const TokenDrift& worst = table.drifts.front();
    return analysis::countWords(Int128(table.drifts.size()), "drift") + "; the largest: the " +
           sideWords(worst.side) + " of a request of " + sliceText(worst.keys) + " had " +
           tokensText(worst.after) + " tokens in the week of " + core::toText(worst.week) +
           " instead of " + tokensText(worst.before) + ", " +
           signedMoneyWords(worst.excess, context.currency) + " in that week.";
}

std::vector<Column> columnsOf(const TokenDriftTable& table) {
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"side", "Side", Kind::Text,
         "Prompt (with what was read from or written to a cache) or output."},
        {"week", "Week of", Kind::Text, "Its Monday."},
        {"before", "Tokens before", Kind::Number,
         "A request of the four weeks before, on average."},
        {"after", "Tokens", Kind::Number, "A request of the week, on average."},
        {"change_pct", "Change", Kind::Ratio, "(Tokens - tokens before) / tokens before."},
        {"psi", "PSI", Kind::Number,
         "Population stability index over ten bins of equal content of the four weeks before: the "
         "sum of (q - p) ln(q / p). From 0.25 on a shift is called major."},
        {"requests", "Requests", Kind::Count, "Of the week, with known usage."},
        {"excess", "Excess", Kind::Money,
         "Cost of the week less what as many requests cost in the four weeks before."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

Cell changeCell(const TokenDrift& drift) {
    return drift.before > 0 ? Cell((drift.after - drift.before) / drift.before) : Cell();
}

Row rowOf(const TokenDriftTable& table, const TokenDrift& drift) {
    Row row;
    row.cells = keyCells(drift.keys);
    const std::vector<Cell> figures{sideWords(drift.side),  core::toText(drift.week),
                                    drift.before,           drift.after,
                                    changeCell(drift),      drift.psi,
                                    Int128(drift.requests), drift.excess};
    row.cells.insert(row.cells.end(), figures.begin(), figures.end());
    row.drill = conditionsOf(table.query.by, drift.keys);
    row.drillRange = drift.range;
    return row;
}

Chart chartOf(const TokenDriftTable& table, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Bars;
    chart.title = finding;
    chart.xTitle = "Tokens a request, on average";
    chart.valueKind = Kind::Number;
    Series before{"Four weeks before", {}, true};
    Series after{"Week", {}};
    const std::size_t drawn = std::min(table.drifts.size(), kMostDrawn);
    for (std::size_t i = 0; i < drawn; ++i) {
        const TokenDrift& drift = table.drifts[i];
        const std::string label =
            sliceText(drift.keys) + ", " + sideWords(drift.side) + ", " + core::toText(drift.week);
        before.points.push_back({label, drift.before, {}, {}, {}, int(i)});
        after.points.push_back({label, drift.after, {}, {}, {}, int(i)});
    }
    chart.series = {std::move(before), std::move(after)};
    return chart;
}

} // namespace

Section tokenDriftSection(const TokenDriftTable& table, const Context& context) {
    Section section{"token_drift",
                    "Are prompts and answers as long as they were?",
                    findingOf(table, context),
                    {},
                    {},
                    {},
                    table.query.filter};
    section.table.columns = columnsOf(table);
    for (const TokenDrift& drift : table.drifts)
        section.table.rows.push_back(rowOf(table, drift));
    if (!table.drifts.empty())
        section.charts.push_back(chartOf(table, section.finding));
    section.notes.push_back(
        "Each slice is judged week by week against the four weeks before, prompts and outputs "
        "apart, where the week has 300 requests or more. A drift is told from a population "
        "stability index of 0.25 on, when chance would not give it once in twenty records; then "
        "not again before two normal weeks.");
    section.notes.push_back(
        "In this record the rule judged " + analysis::countWords(Int128(table.judged), "week") +
        " of " + analysis::countWords(Int128(table.slices)) + " " +
        (table.slices == 1 ? sliceWord(table.query.by) : sliceWords(table.query.by)) +
        ", and fired " + analysis::countWords(Int128(table.drifts.size()), "time") + ".");
    if (table.unknown > 0)
        section.notes.push_back(analysis::countWords(Int128(table.unknown), "request") +
                                " without a count of tokens left out.");
    return section;
}

} // namespace ms::report
