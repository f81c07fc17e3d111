// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/whatif_range_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/scenario/document.h"

#include <algorithm>
#include <string>

namespace ms::report {

using scenario::Lever;
using scenario::Range;
using scenario::Solution;
using scenario::SolveTarget;
using Kind = Column::Kind;

namespace {

std::string moneyText(double units, const Context& context) {
    return analysis::moneyWords(analysis::inMoney(units), context.currency);
}

std::string labelOf(const scenario::Scenario& scenario, const Range& range) {
    return scenario.levers[range.lever].title() + ": " + std::string(infoOf(range.field).name);
}

std::string findingOf(const WhatIfRanges& ranges, const Context& context) {
    const scenario::Uncertainty& uncertainty = ranges.uncertainty;
    if (uncertainty.ranges.empty())
        return "No assumption of the scenario has a range yet.";
    const Range& widest =
        uncertainty.ranges[std::size_t(std::stoi(uncertainty.tornado.bars.front().name))];
    std::string text = labelOf(ranges.replay.scenario(), widest) +
                       " matters most: it alone moves "
                       "the margin by " +
                       moneyText(uncertainty.tornado.bars.front().width, context) + ".";
    if (uncertainty.draws)
        text += " With all ranges, half of " +
                analysis::countWords(core::Int128(uncertainty.draws->sorted.size())) +
                " draws have more than " + moneyText(uncertainty.draws->p50, context) +
                ", eight of ten between " + moneyText(uncertainty.draws->p10, context) + " and " +
                moneyText(uncertainty.draws->p90, context) + "; " +
                analysis::percentWords(*uncertainty.shareBetter()) +
                " are better than what it was.";
    return text;
}

Chart tornadoOf(const Section& section, const WhatIfRanges& ranges) {
    Chart chart;
    chart.kind = Chart::Kind::Intervals;
    chart.title = section.finding;
    chart.xTitle = "Margin";
    Series series{"Margin from the low to the high end of each assumption", {}};
    const stats::Tornado& tornado = ranges.uncertainty.tornado;
    for (std::size_t i = 0; i < tornado.bars.size(); ++i) {
        const stats::TornadoBar& bar = tornado.bars[i];
        Point point{std::get<std::string>(section.table.rows[i].cells[0]) + ": " +
                        std::get<std::string>(section.table.rows[i].cells[1]),
                    moneyCell(tornado.base)};
        point.low = std::min(bar.atLow, bar.atHigh);
        point.high = std::max(bar.atLow, bar.atHigh);
        point.row = int(i);
        series.points.push_back(std::move(point));
    }
    chart.series.push_back(std::move(series));
    chart.reference = ranges.uncertainty.before;
    chart.referenceLabel = "as it was";
    return chart;
}

std::string targetWords(const Solution& solution, const Context& context) {
    switch (solution.target.figure) {
    case SolveTarget::Figure::Cost:
        return "a cost of " + moneyText(solution.target.value, context);
    case SolveTarget::Figure::MarginPct:
        return "a margin of " + analysis::percentWords(solution.target.value);
    case SolveTarget::Figure::Margin:
        break;
    }
    return solution.target.value == 0 ? "a margin of nothing"
                                      : "a margin of " + moneyText(solution.target.value, context);
}

std::string figureWords(double figure, const Solution& solution, const Context& context) {
    return solution.target.figure == SolveTarget::Figure::MarginPct ? analysis::percentWords(figure)
                                                                    : moneyText(figure, context);
}

} // namespace

Section whatIfRangeSection(const WhatIfRanges& ranges, const Context& context) {
    Section section;
    section.id = "whatif_range";
    section.title = "How sure is it?";
    section.finding = findingOf(ranges, context);
    section.filter = ranges.replay.question().filter;
    section.table.columns = {
        {"lever", "Lever", Kind::Text, "Whose assumption it is."},
        {"number", "Assumption", Kind::Text, "The number that is not sure."},
        {"low", "From", Kind::Text, "The low end of its range."},
        {"base", "Taken", Kind::Text, "What the scenario takes."},
        {"high", "To", Kind::Text, "The high end of its range."},
        {"margin_low", "Margin at low", Kind::Money, "Margin with this one at its low end."},
        {"margin_high", "Margin at high", Kind::Money, "Margin with this one at its high end."},
        {"width", "Moves by", Kind::Money, "The difference of these two."}};
    const scenario::Scenario& scenario = ranges.replay.scenario();
    for (const stats::TornadoBar& bar : ranges.uncertainty.tornado.bars) {
        const Range& range = ranges.uncertainty.ranges[std::size_t(std::stoi(bar.name))];
        const Lever& lever = scenario.levers[range.lever];
        section.table.rows.push_back(
            {{lever.title(), std::string(infoOf(range.field).name),
              numberText(range.field, range.low), numberText(range.field, lever[range.field]),
              numberText(range.field, range.high), moneyCell(bar.atLow), moneyCell(bar.atHigh),
              moneyCell(bar.width)}});
    }
    if (!section.table.rows.empty())
        section.charts.push_back(tornadoOf(section, ranges));
    section.notes = {"Each assumption by itself goes from its low to its high end, the others stay "
                     "as the scenario takes them."};
    if (ranges.uncertainty.draws)
        section.notes.push_back(
            "Draws are triangular between the ends, with their top at what the scenario takes; "
            "seed " +
            std::to_string(scenario.seed) + " gives the same ones again. The mean is " +
            moneyText(ranges.uncertainty.draws->mean, context) + " with a standard error of " +
            moneyText(ranges.uncertainty.draws->standardError, context) +
            ". What the log itself might have been is another question (whatif_spread).");
    return section;
}

Section whatIfSolveSection(const scenario::Replay& replay, const Solution& solution,
                           const Context& context) {
    const Lever& lever = replay.scenario().levers[solution.what.lever];
    const scenario::Field field = solution.what.field;
    const std::string name(infoOf(field).name);
    Section section;
    section.id = "whatif_solve";
    section.title = "Break-even";
    section.filter = replay.question().filter;
    section.table.columns = {
        {"lever", "Lever", Kind::Text, "Whose number is looked for."},
        {"number", "Number", Kind::Text, std::string(infoOf(field).meaning)},
        {"taken", "Taken", Kind::Text, "What the scenario takes."},
        {"value", "Reached at", Kind::Text, "The value at which the target is met."}};
    std::string list;
    for (const std::int64_t value : solution.values) {
        section.table.rows.push_back(
            {{lever.title(), name, numberText(field, lever[field]), numberText(field, value)}});
        list += (list.empty() ? "" : " and ") + numberText(field, value);
    }
    const std::string target = targetWords(solution, context);
    section.finding =
        list.empty() ? "No value of " + name + " from " + numberText(field, solution.low) + " to " +
                           numberText(field, solution.high) + " reaches " + target + ": it is " +
                           figureWords(solution.atLow, solution, context) + " at the one and " +
                           figureWords(solution.atHigh, solution, context) + " at the other."
                     : lever.title() + " reaches " + target + " at " + name + " " + list + ".";
    section.notes = {"All other numbers stay as the scenario takes them."};
    return section;
}

} // namespace ms::report
