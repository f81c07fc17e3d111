// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/level_changes_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/periods.h"
#include "models/analysis/sentences.h"
#include "models/report/spike_words.h"

#include <algorithm>

namespace ms::report {

using analysis::DailyMetric;
using analysis::Level;
using analysis::LevelChange;
using analysis::LevelChangeTable;
using analysis::Mover;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using stats::SpikeType;
using Kind = Column::Kind;

namespace {

std::string perWhat(DailyMetric metric) {
    return metric == DailyMetric::Cost ? " a day" : " a request";
}

std::optional<MoneySum> meanOf(const LevelChangeTable& table, std::size_t level) {
    return table.levels[level].mean(table.query.metric);
}

std::string changeWords(const LevelChangeTable& table, const LevelChange& change,
                        const Context& context) {
    const auto before = meanOf(table, change.level - 1);
    const auto after = meanOf(table, change.level);
    if (!before || !after)
        return {};
    std::string text = std::string(*after < *before ? "fell" : "rose") + " from " +
                       analysis::moneyWords(*before, context.currency) + " to " +
                       analysis::moneyWords(*after, context.currency) +
                       perWhat(table.query.metric) + " on " +
                       core::toText(table.levels[change.level].first);
    if (change.spike.type != SpikeType::NoIncrease)
        text += ": " + std::string(kindWords(change.spike));
    return text + largestMoverWords(change.movers);
}

/// The change that costs most a day.
const LevelChange& dearest(const LevelChangeTable& table) {
    const auto size = [&](const LevelChange& change) {
        return meanOf(table, change.level).value_or(MoneySum()) -
               meanOf(table, change.level - 1).value_or(MoneySum());
    };
    return *std::max_element(
        table.changes.begin(), table.changes.end(),
        [&](const LevelChange& a, const LevelChange& b) { return size(a) < size(b); });
}

std::string findingOf(const LevelChangeTable& table, const Context& context) {
    if (table.days.empty())
        return "There is no day with events in this selection.";
    if (table.changes.empty())
        return "The cost" +
               std::string(table.query.metric == DailyMetric::Cost ? "" : " per request") +
               " kept its level from " + core::toText(table.days.front().day) + " to " +
               core::toText(table.days.back().day) + ".";
    std::string text = "The level changed " +
                       (table.changes.size() == 1
                            ? std::string("once")
                            : analysis::countWords(Int128(table.changes.size())) + " times") +
                       "; it " + changeWords(table, dearest(table), context);
    return text + ".";
}

std::vector<Column> columnsOf(DailyMetric metric) {
    const std::string mean = metric == DailyMetric::Cost ? "Mean cost a day" : "Cost / requests";
    std::vector<Column> columns{{"day", "From", Kind::Text, "First day of the new level."},
                                {"days", "Days", Kind::Count, "How many days the new level lasts."},
                                {"before", "Before", Kind::Money, mean + " of the level before."},
                                {"after", "After", Kind::Money, mean + " of the new level."},
                                {"change_pct", "Change", Kind::Ratio, "(After - before) / before."},
                                {"kind", "Kind", Kind::Text, kindMeaning()}};
    columns.push_back({"cusum_day", "CUSUM on", Kind::Text,
                       "Second look: the day on which the summed deviations from the old level "
                       "gave a signal; empty: none did, or the old level had no scatter."});
    columns.push_back({"change_chance", "Chance of a change", Kind::Ratio,
                       "Second look, two days into the new level: how likely a new level had just "
                       "begun (Bayesian online detection)."});
    for (Column& factor : factorColumns())
        columns.push_back(std::move(factor));
    for (const Dimension dimension : {Dimension::Feature, Dimension::Tenant, Dimension::User,
                                      Dimension::Model, Dimension::PromptVersion}) {
        columns.push_back({std::string(query::nameOf(dimension)), dimensionTitle(dimension),
                           Kind::Text,
                           "Which one moved most the same way, and by how much a day."});
    }
    return columns;
}

Row rowOf(const LevelChangeTable& table, const LevelChange& change, const Context& context) {
    const auto before = meanOf(table, change.level - 1);
    const auto after = meanOf(table, change.level);
    Row row;
    row.cells = {core::toText(table.levels[change.level].first),
                 Int128(table.levels[change.level].days),
                 cellOf(before),
                 cellOf(after),
                 cellOf(before && after ? analysis::changeOf(*after, *before) : std::nullopt),
                 std::string(kindWords(change.spike)),
                 {},
                 cellOf(table.levels[change.level].look.probability)};
    if (const auto& signal = table.levels[change.level].look.cusum)
        row.cells[row.cells.size() - 2] = core::toText(*signal);
    for (Cell& share : factorCells(change.spike))
        row.cells.push_back(std::move(share));
    for (const Mover& mover : change.movers)
        row.cells.emplace_back(moverWords(mover, perWhat(table.query.metric), context));
    row.drill.emplace(); // all events of the new level
    row.drillRange = table.levels[change.level].range;
    return row;
}

Chart chartOf(const LevelChangeTable& table, const std::string& finding) {
    const DailyMetric metric = table.query.metric;
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = finding;
    chart.xTitle = "Day";
    chart.yTitle = metric == DailyMetric::Cost ? "Cost a day" : "Cost per request";
    Series days{chart.yTitle, {}};
    Series levels{"Level", {}, true};
    for (const analysis::DailyCost& day : table.days) {
        const std::string label = core::toText(day.day);
        const auto own = metric == DailyMetric::Cost
                             ? std::optional(day.cost)
                             : analysis::averageOf(day.cost, Int128(day.requests));
        days.points.push_back({label, cellOf(own)});
        levels.points.push_back({label, cellOf(meanOf(table, day.level))});
    }
    chart.series = {std::move(days), std::move(levels)};
    return chart;
}

} // namespace

Section levelChangesSection(const LevelChangeTable& table, const Context& context) {
    const bool isCost = table.query.metric == DailyMetric::Cost;
    Section section{isCost ? "changes" : "request_cost_changes",
                    isCost ? "When did the cost change?" : "When did the cost per request change?",
                    findingOf(table, context),
                    {},
                    {},
                    {},
                    table.query.filter};
    section.table.columns = columnsOf(table.query.metric);
    for (const LevelChange& change : table.changes)
        section.table.rows.push_back(rowOf(table, change, context));
    if (!table.days.empty() && table.days.size() <= Chart::kMostPoints)
        section.charts.push_back(chartOf(table, section.finding));
    section.notes.push_back("A level lasts a week at least where there are four weeks of days; its "
                            "weekday pattern is taken out first.");
    return section;
}

} // namespace ms::report
