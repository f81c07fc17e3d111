// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/whatif_spread_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"

#include <cmath>
#include <string>

namespace ms::report {

using Kind = Column::Kind;

namespace {

Row rowOf(const char* name, const stats::MonteCarlo& draws) {
    return {{std::string(name), moneyCell(draws.p10), moneyCell(draws.p50), moneyCell(draws.p90),
             1 - draws.shareBelow(std::nextafter(0.0, 1.0)), moneyCell(draws.standardError)}};
}

Chart chartOf(const Section& section, const scenario::ChangeDraws& draws) {
    Chart chart;
    chart.kind = Chart::Kind::Intervals;
    chart.title = section.finding;
    chart.xTitle = "Change of margin";
    Series series{"Median, and eight of ten draws", {}};
    int row = 0;
    for (const stats::MonteCarlo* own : {&draws.assumptions, &draws.log, &draws.both}) {
        Point point{std::get<std::string>(section.table.rows[std::size_t(row)].cells[0]),
                    moneyCell(own->p50)};
        point.low = own->p10;
        point.high = own->p90;
        point.row = row++;
        series.points.push_back(std::move(point));
    }
    chart.series.push_back(std::move(series));
    chart.reference = 0.0;
    chart.referenceLabel = "no change";
    return chart;
}

} // namespace

Section whatIfSpreadSection(const scenario::Replay& replay, const scenario::ChangeDraws& draws,
                            const Context& context) {
    const auto money = [&](double units) {
        return analysis::moneyWords(analysis::inMoney(units), context.currency);
    };
    Section section;
    section.id = "whatif_spread";
    section.title = "How far could it be off?";
    section.filter = replay.question().filter;
    section.table.columns = {
        {"drawn", "Drawn", Kind::Text, "What is drawn anew in each draw."},
        {"p10", "P10", Kind::Money, "Change of margin that one of ten draws stays below."},
        {"p50", "P50", Kind::Money, "Change of margin of the draw in the middle."},
        {"p90", "P90", Kind::Money, "Change of margin that one of ten draws exceeds."},
        {"better", "Better", Kind::Ratio, "Draws in which the margin rises."},
        {"standard_error", "Error of the mean", Kind::Money,
         "Standard error of the mean of the draws: more draws make it smaller."}};
    section.table.rows = {rowOf("Assumptions", draws.assumptions), rowOf("The log", draws.log),
                          rowOf("Both", draws.both)};
    const std::string count = analysis::countWords(core::Int128(draws.both.sorted.size()), "draw");
    section.finding = "The scenario changes the margin by " + money(draws.taken) +
                      "; with its ranges and other tenants like these, eight of ten draws lie "
                      "between " +
                      money(draws.both.p10) + " and " + money(draws.both.p90) + ".";
    section.charts.push_back(chartOf(section, draws));
    section.notes = {
        count + " each; seed " + std::to_string(replay.scenario().seed) +
            " gives the same ones again. Assumptions are drawn from triangles between the ends of "
            "their ranges, with the top at what the scenario takes.",
        "A draw of the log takes " + analysis::countWords(core::Int128(draws.tenants), "tenant") +
            " with replacement, each with all of its calls and revenue: what another month with "
            "other customers might have been."};
    if (replay.scenario().ranges.empty())
        section.notes.push_back(
            "No assumption of the scenario has a range: only the log is drawn.");
    if (draws.tenants < 10)
        section.notes.push_back("Fewer than ten tenants: draws of the log say little.");
    return section;
}

} // namespace ms::report
