// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/timeline_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/report/comparison_section.h"
#include "models/report/timeline_words.h"

#include <algorithm>
#include <array>

namespace ms::report {

using analysis::AttemptRole;
using analysis::countWords;
using analysis::NotCompared;
using analysis::Timeline;
using analysis::UnitAttempt;
using analysis::UnitFigures;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

std::vector<Column> timelineColumns() {
    return {{"number", "No.", Kind::Count, "In order of time."},
            {"start_s", "After, s", Kind::Number, "Seconds after the first attempt."},
            {"duration_s", "Took, s", Kind::Number, "Seconds that the call took, as the log says."},
            {"role", "Role", Kind::Text,
             "What it is to the whole: fallback, else retry, else a call of the first request, a "
             "tool call or a further step."},
            {"try", "Try", Kind::Text, "Which attempt of its request, by attempt number and time."},
            {"depth", "Depth", Kind::Count, "Calls above it, by the parents that the log names."},
            {"model", "Model", Kind::Text, "As served."},
            {"call_kind", "Kind", Kind::Text, "As the log calls it."},
            {"input_tokens", "Input", Kind::Tokens, "Prompt tokens that no cache gave."},
            {"cache_read_tokens", "Cache reads", Kind::Tokens,
             "Prompt tokens that the provider's cache gave."},
            {"cache_write_tokens", "Cache writes", Kind::Tokens, "Prompt tokens written to it."},
            {"output_tokens", "Output", Kind::Tokens, "Tokens of the answer, reasoning included."},
            {"cost", "Cost", Kind::Money, "Tokens x prices; Enter shows the arithmetic."},
            {"status", "Status", Kind::Text, "As the log says, with the error."},
            {"request", "Request", Kind::Text, "As the log names it."}};
}

std::string statusOf(const UnitAttempt& attempt) {
    if (attempt.isFromAppCache)
        return "from own cache";
    return attempt.error.empty() ? attempt.status : attempt.status + ": " + attempt.error;
}

Row rowOf(const UnitAttempt& attempt, std::size_t number, const Timeline& timeline) {
    Row row;
    row.cells = {Int128(number),
                 secondsCell(attempt.start),
                 secondsCell(attempt.duration),
                 std::string(nameOf(attempt.role)),
                 countWords(Int128(attempt.number)) + " of " + countWords(Int128(attempt.tries)),
                 countCell(attempt.depth),
                 attempt.model,
                 attempt.callKind,
                 countCell(attempt.input),
                 countCell(attempt.cacheRead),
                 countCell(attempt.cacheWrite),
                 countCell(attempt.output),
                 attempt.cost ? Cell{MoneySum(*attempt.cost)} : Cell{},
                 statusOf(attempt),
                 attempt.request};
    row.drill = unitConditions(timeline);
    row.attempt = attempt.row;
    return row;
}

std::vector<Cell> totalOf(const UnitFigures& figures) {
    const std::string none;
    return {none,
            Cell{},
            Cell{},
            none,
            none,
            Cell{},
            none,
            none,
            countCell(known(figures.input, figures)),
            countCell(known(figures.cacheRead, figures)),
            countCell(known(figures.cacheWrite, figures)),
            countCell(known(figures.output, figures)),
            cellOf(knownCost(figures)),
            none,
            none};
}

std::vector<std::string> timelineNotes(const Timeline& timeline) {
    const UnitFigures& figures = timeline.figures;
    if (timeline.reason == NotCompared::NothingFound)
        return adviceToFind(timeline);
    std::vector<std::string> notes;
    noteComparison(notes, timeline);
    if (timeline.matching > timeline.attempts.size())
        notes.push_back("The first " + countWords(Int128(timeline.attempts.size())) + " of " +
                        countWords(Int128(timeline.matching)) +
                        " attempts are shown and added up.");
    const auto note = [&](std::size_t count, const char* text) {
        if (count > 0)
            notes.push_back(countWords(Int128(count), "attempt") + text);
    };
    note(figures.unpriced, " of unknown cost: the total leaves it out.");
    note(figures.withoutStart, " without a time: at the end.");
    note(figures.withoutDuration, " without a latency: drawn where it begins.");
    note(std::max(figures.input.unknown, figures.output.unknown),
         " without a count of input or output tokens.");
    const auto cached = std::count_if(timeline.attempts.begin(), timeline.attempts.end(),
                                      [](const UnitAttempt& a) { return a.isFromAppCache; });
    note(std::size_t(cached), " answered from the application's own cache: no tokens used.");
    return notes;
}

struct TimeUnit {
    std::int64_t micros;
    std::string_view name;
};

/// That of the axis: no more than a few hundred of it.
TimeUnit axisUnit(std::int64_t wallTime) {
    constexpr std::int64_t kSecond = 1'000'000;
    constexpr std::array<TimeUnit, 4> units{{{kSecond, "Seconds"},
                                             {60 * kSecond, "Minutes"},
                                             {3'600 * kSecond, "Hours"},
                                             {86'400 * kSecond, "Days"}}};
    for (const TimeUnit& unit : units)
        if (wallTime <= 300 * unit.micros)
            return unit;
    return units.back();
}

Chart timeChart(const Timeline& timeline, const std::string& finding) {
    constexpr std::size_t kMostBars = 200;
    const TimeUnit unit = axisUnit(timeline.figures.wallTime.value_or(0));
    const auto inUnit = [&](std::int64_t micros) {
        return analysis::shareOf(Int128(micros), Int128(unit.micros));
    };
    Chart chart;
    chart.kind = Chart::Kind::Spans;
    chart.title = finding;
    chart.xTitle = std::string(unit.name) + " after the first attempt";
    chart.valueKind = Kind::Number;
    std::array<Series, analysis::kAttemptRoles> roles;
    for (std::size_t role = 0; role < roles.size(); ++role)
        roles[role].name = nameOf(AttemptRole(role));
    const std::size_t drawn = std::min(timeline.attempts.size(), kMostBars);
    for (std::size_t i = 0; i < drawn; ++i) {
        const UnitAttempt& attempt = timeline.attempts[i];
        Point point;
        point.label = countWords(Int128(i + 1)) + " " + std::string(nameOf(attempt.role)) +
                      (attempt.model.empty() ? "" : ", " + attempt.model);
        if (attempt.duration)
            point.value = cellOf(inUnit(*attempt.duration));
        if (attempt.start)
            point.low = inUnit(*attempt.start);
        if (attempt.start && attempt.duration)
            point.high = inUnit(*attempt.start + *attempt.duration);
        point.row = int(i);
        roles[std::size_t(attempt.role)].points.push_back(std::move(point));
    }
    for (Series& series : roles)
        if (!series.points.empty())
            chart.series.push_back(std::move(series));
    return chart;
}

} // namespace

Section timelineSection(const Timeline& timeline, const Context& context) {
    Section section{"timeline",
                    "Attempts of one " + nounOf(timeline),
                    timelineFinding(timeline, context),
                    {},
                    {},
                    timelineNotes(timeline),
                    timeline.filter};
    if (timeline.query.id.empty())
        return section; // nothing was asked
    section.table.columns = timelineColumns();
    if (timeline.attempts.empty())
        return section;
    for (std::size_t i = 0; i < timeline.attempts.size(); ++i)
        section.table.rows.push_back(rowOf(timeline.attempts[i], i + 1, timeline));
    section.table.total = totalOf(timeline.figures);
    section.charts.push_back(timeChart(timeline, section.finding));
    if (timeline.reason == NotCompared::No)
        section.charts.push_back(comparisonChart(timeline));
    return section;
}

} // namespace ms::report
