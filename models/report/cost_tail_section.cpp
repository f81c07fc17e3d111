// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/cost_tail_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/report/plain_words.h"

namespace ms::report {

using analysis::CostTail;
using analysis::TailRow;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

std::string oneOfWords(const TailRow& row) {
    return "1 of " + analysis::countWords(Int128(row.oneOf));
}

std::vector<Column> columns(const CostTail& tail) {
    const std::string nouns = nounOf(tail.query.grain) + "s";
    return {{"one_of", "Of the " + nouns, Kind::Text, "How many cost more."},
            {"cost", "Costs more than", Kind::Money, "As it was."},
            {"modelled_cost", "By the fit", Kind::Money,
             "The same by a generalised Pareto distribution of what exceeds the threshold; empty "
             "below it."},
            {"beyond", "Beyond", Kind::Count, "How many " + nouns + " that is."},
            {"cost_beyond", "Their cost", Kind::Money, "Of those, whole."},
            {"cost_beyond_pct", "Share of cost", Kind::Ratio, "Their cost / all cost."},
            {"average_beyond", "Average of those", Kind::Money, "Their cost / how many."},
            {"modelled_average", "Average by the fit", Kind::Money,
             "Expected shortfall; empty below the threshold, and where the tail has no mean."}};
}

Row rowOf(const TailRow& row, const CostTail& tail) {
    return {{oneOfWords(row), row.cost, moneyCell(row.modelled), Int128(row.beyond), row.costBeyond,
             cellOf(analysis::shareOf(row.costBeyond, tail.cost)), cellOf(row.averageBeyond()),
             moneyCell(row.meanBeyond)}};
}

std::string findingOf(const CostTail& tail, const Context& context) {
    if (tail.rows.empty())
        return "There is no " + nounOf(tail.query.grain) + " with a known cost in this selection.";
    const TailRow* shown = &tail.rows.front();
    for (const TailRow& row : tail.rows)
        if (row.oneOf <= 100)
            shown = &row;
    std::string text = oneOfWords(*shown) + " " + nounOf(tail.query.grain) + "s costs more than " +
                       analysis::moneyWords(shown->cost, context.currency);
    if (shown->beyond > 0 && !tail.cost.isZero())
        text +=
            "; those take " + analysis::shareWords(shown->costBeyond, tail.cost) + " of all cost";
    return text + ".";
}

/// How heavy, in words: the shape is 0 for an exponential tail.
std::string shapeWords(const CostTail& tail, const Context& context) {
    const auto& fit = tail.model.fit();
    if (!fit)
        return "No tail can be fitted: too few " + nounOf(tail.query.grain) +
               "s, or all of them cost the same.";
    std::string text =
        "Above " + analysis::moneyWords(analysis::inMoney(tail.model.threshold), context.currency) +
        " (95th percentile, " +
        analysis::countWords(Int128(tail.model.exceedances), nounOf(tail.query.grain)) +
        ") costs follow a generalised Pareto distribution of shape " + twoDecimals(fit->shape) +
        ": ";
    if (fit->shape >= 1)
        return text + "so heavy that it has no mean. Averages of the dearest say nothing; look at "
                      "medians.";
    if (fit->shape >= 0.5)
        return text + "so heavy that averages swing with a few of them.";
    return text +
           (fit->shape > 0.05 ? "heavier than exponential." : "no heavier than exponential.");
}

std::vector<std::string> notesOf(const CostTail& tail, const Context& context) {
    std::vector<std::string> notes;
    if (tail.costed > 0)
        notes.push_back(shapeWords(tail, context));
    if (tail.model.status == stats::Status::InsufficientClusters && tail.model.fit())
        notes.push_back("Fewer than 30 lie above the threshold: take the fit as a rough guess.");
    if (tail.unpriced > 0)
        notes.push_back(analysis::countWords(Int128(tail.unpriced), nounOf(tail.query.grain)) +
                        " with an attempt of unknown cost: left out.");
    if (tail.withoutCost > 0)
        notes.push_back(analysis::countWords(Int128(tail.withoutCost), nounOf(tail.query.grain)) +
                        " without any cost: left out.");
    return notes;
}

Chart tailChart(const CostTail& tail, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = finding;
    chart.xTitle = "So many of the " + nounOf(tail.query.grain) + "s cost more";
    chart.yTitle = "Cost per " + nounOf(tail.query.grain);
    Series observed{"As it was", {}};
    Series fitted{"By the fit", {}, true};
    for (std::size_t i = 0; i < tail.rows.size(); ++i) {
        const TailRow& row = tail.rows[i];
        observed.points.push_back({oneOfWords(row), row.cost, {}, {}, {}, int(i)});
        if (row.modelled)
            fitted.points.push_back({oneOfWords(row), moneyCell(row.modelled), {}, {}, {}, int(i)});
    }
    chart.series.push_back(std::move(observed));
    if (!fitted.points.empty())
        chart.series.push_back(std::move(fitted));
    return chart;
}

} // namespace

Section costTailSection(const CostTail& tail, const Context& context) {
    Section section;
    section.id = "cost_tail";
    section.title = "How heavy is the tail of costs?";
    section.finding = findingOf(tail, context);
    section.notes = notesOf(tail, context);
    section.filter = tail.query.filter;
    section.table.columns = columns(tail);
    for (const TailRow& row : tail.rows)
        section.table.rows.push_back(rowOf(row, tail));
    if (tail.rows.size() > 1)
        section.charts.push_back(tailChart(tail, section.finding));
    return section;
}

} // namespace ms::report
