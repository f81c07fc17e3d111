// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/comparison_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/report/timeline_words.h"

namespace ms::report {

using analysis::NotCompared;
using analysis::Timeline;
using analysis::UnitFigures;
using core::Int128;
using Kind = Column::Kind;

namespace {

/// One figure of two units; the times are the first over the second.
struct Pair {
    const char* title;
    Cell unit;
    Cell median;
    Cell times;
};

std::vector<Pair> pairsOf(const Timeline& timeline) {
    const UnitFigures& a = timeline.figures;
    const UnitFigures& b = timeline.median.figures;
    const bool isCompared = timeline.reason == NotCompared::No;
    std::vector<Pair> pairs;
    const auto counts = [&](const char* title, std::optional<Int128> one,
                            std::optional<Int128> other) {
        pairs.push_back({title, countCell(one), {}, {}});
        if (!isCompared)
            return;
        pairs.back().median = countCell(other);
        if (one && other)
            pairs.back().times = cellOf(analysis::shareOf(*one, *other));
    };
    const auto number = [](auto value) { return std::optional(Int128(value)); };
    const auto depth = [](const std::optional<std::int64_t>& value) {
        return value ? std::optional(Int128(*value)) : std::nullopt;
    };
    counts("Attempts", number(a.attempts), number(b.attempts));
    counts("Requests", number(a.requests), number(b.requests));
    counts("Retries", number(a.retries), number(b.retries));
    counts("Fallbacks", number(a.fallbacks), number(b.fallbacks));
    counts("Tool calls", number(a.toolCalls), number(b.toolCalls));
    counts("Depth", depth(a.depth), depth(b.depth));
    counts("Input tokens", known(a.input, a), known(b.input, b));
    counts("Cache read tokens", known(a.cacheRead, a), known(b.cacheRead, b));
    counts("Cache write tokens", known(a.cacheWrite, a), known(b.cacheWrite, b));
    counts("Output tokens", known(a.output, a), known(b.output, b));
    pairs.push_back({"Cost", cellOf(knownCost(a)), {}, {}});
    if (isCompared && knownCost(a) && knownCost(b)) {
        pairs.back().median = b.cost;
        pairs.back().times = cellOf(analysis::shareOf(a.cost, b.cost));
    }
    counts("Wall time", depth(a.wallTime), depth(b.wallTime));
    pairs.back().title = "Wall time, s";
    pairs.back().unit = secondsCell(a.wallTime);
    pairs.back().median = isCompared ? secondsCell(b.wallTime) : Cell{};
    return pairs;
}

} // namespace

Chart comparisonChart(const Timeline& timeline) {
    Chart chart;
    chart.title = "Beside the median " + nounOf(timeline) + ", " + medianName(timeline) +
                  ": how many times as much.";
    chart.xTitle = "Times the median " + nounOf(timeline);
    chart.valueKind = Kind::Number;
    Series series{"", {}};
    for (const Pair& pair : pairsOf(timeline))
        if (!std::holds_alternative<std::monostate>(pair.times))
            series.points.push_back({pair.title, pair.times});
    chart.series = {std::move(series)};
    return chart;
}

Section comparisonSection(const Timeline& timeline, const Context& context) {
    const std::string noun = nounOf(timeline);
    Section section{"comparison",
                    "One " + noun + " beside the median of its like",
                    timelineFinding(timeline, context),
                    {},
                    {},
                    {},
                    timeline.filter};
    const bool isFound = timeline.reason != NotCompared::NothingFound;
    const std::string median =
        timeline.reason == NotCompared::No ? "Median: " + medianName(timeline) : "Median";
    section.table.columns = {{"figure", "Figure", Kind::Text, "What is compared."},
                             {"unit", isFound ? timeline.query.id : capitalised(noun), Kind::Number,
                              "Of all its attempts, as in its timeline."},
                             {"median", median, Kind::Number,
                              "The same of the " + noun +
                                  " that is in the middle by cost of those it is compared with."},
                             {"times", "Times", Kind::Number,
                              "The one / the median; empty where that is 0 or unknown."}};
    if (!isFound) {
        if (timeline.query.id.empty())
            section.table.columns.clear(); // nothing was asked
        section.notes = adviceToFind(timeline);
        return section;
    }
    for (Pair& pair : pairsOf(timeline))
        section.table.rows.push_back({{std::string(pair.title), pair.unit, pair.median, pair.times},
                                      unitConditions(timeline)});
    noteComparison(section.notes, timeline);
    if (timeline.reason == NotCompared::No) {
        section.notes.push_back("The median of all costs, as the list of outliers states it, is " +
                                analysis::moneyWords(timeline.baseline.usual, context.currency) +
                                ".");
        section.charts.push_back(comparisonChart(timeline));
    }
    return section;
}

} // namespace ms::report
