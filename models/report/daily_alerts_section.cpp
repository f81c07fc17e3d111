// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/daily_alerts_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/periods.h"
#include "models/analysis/sentences.h"
#include "models/report/spike_words.h"

#include <utility>

namespace ms::report {

using analysis::DailyAlert;
using analysis::DailyAlertTable;
using analysis::Mover;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using Kind = Column::Kind;

namespace {

/// "feature chat", "" for all together.
std::string seriesWords(const DailyAlert& alert, Dimension by) {
    if (!alert.key)
        return {};
    return std::string(query::nameOf(by)) + " " + (alert.key->empty() ? "(not given)" : *alert.key);
}

std::string findingOf(const DailyAlertTable& table, const Context& context) {
    if (table.days.empty())
        return "There is no day with events in this selection.";
    if (table.seriesDays == 0)
        return "No day can be judged yet: that takes four earlier weeks of the same weekday.";
    if (table.alerts.empty())
        return "No day was unusually dear.";
    const DailyAlert& worst = table.alerts.front();
    const std::string series = seriesWords(worst, table.query.by);
    std::string text = analysis::countWords(Int128(table.alerts.size()), "alert") +
                       "; the dearest: " + (series.empty() ? "all together" : series) + " on " +
                       core::toText(worst.day) + " cost " +
                       analysis::moneyWords(worst.cost, context.currency) + " instead of " +
                       analysis::moneyWords(worst.usual, context.currency) + ": " +
                       std::string(kindWords(worst.spike)) + largestMoverWords(worst.movers);
    if (worst.highDays > 1)
        text += "; " + analysis::moneyWords(worst.excess, context.currency) + " too much in all " +
                analysis::countWords(Int128(worst.highDays), "day");
    return text + ".";
}

std::vector<Column> columnsOf(Dimension by) {
    std::vector<Column> columns{
        {"day", "Day", Kind::Text, "On which the alert is raised."},
        {"series", dimensionTitle(by), Kind::Text, "What is watched: one value, or all together."},
        {"cost", "Cost", Kind::Money, "Of that day."},
        {"usual", "Usual", Kind::Money, "Median of the same weekday in the eight weeks before."},
        {"change_pct", "Change", Kind::Ratio, "(Cost - usual) / usual."},
        {"excess", "Excess", Kind::Money,
         "Cost - usual of all high days of the alert: what it is about in money."},
        {"days", "High days", Kind::Count,
         "Until two days in a row are normal; no further alert is raised before."},
        {"score", "Score", Kind::Number,
         "Modified z-score against those weeks: 0.6745 (cost - median) / MAD."},
        {"kind", "Kind", Kind::Text, kindMeaning()}};
    for (Column& factor : factorColumns())
        columns.push_back(std::move(factor));
    for (const Dimension dimension : {Dimension::Endpoint, Dimension::Tenant, Dimension::User,
                                      Dimension::Model, Dimension::PromptVersion})
        columns.push_back({std::string(query::nameOf(dimension)), dimensionTitle(dimension),
                           Kind::Text,
                           "Which one rose most over its own median of four weeks, and by how much "
                           "on that day."});
    return columns;
}

Row rowOf(const DailyAlertTable& table, const DailyAlert& alert, const Context& context) {
    Row row;
    row.cells = {core::toText(alert.day),
                 alert.key ? Cell(alert.key->empty() ? "(not given)" : *alert.key)
                           : Cell(std::string("(all)")),
                 alert.cost,
                 alert.usual,
                 cellOf(analysis::changeOf(alert.cost, alert.usual)),
                 alert.excess,
                 Int128(alert.highDays),
                 cellOf(alert.score),
                 std::string(kindWords(alert.spike))};
    for (Cell& share : factorCells(alert.spike))
        row.cells.push_back(std::move(share));
    for (const Mover& mover : alert.movers)
        row.cells.emplace_back(moverWords(mover, {}, context));
    row.drill.emplace(); // all events of its days
    if (alert.key)
        row.drill = conditionsOf({table.query.by}, {*alert.key});
    row.drillRange = alert.range;
    return row;
}

Chart chartOf(const DailyAlertTable& table, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = finding;
    chart.xTitle = "Day";
    chart.yTitle = "Cost a day";
    Series cost{"Cost a day", {}};
    Series usual{"Usual for the weekday", {}, true};
    Series alerted{"Alert", {}};
    bool isAlerted = false;
    for (const analysis::WatchedDay& day : table.days) {
        const std::string label = core::toText(day.day);
        cost.points.push_back({label, Cell(day.cost)});
        usual.points.push_back({label, cellOf(day.usual)});
        alerted.points.push_back({label, day.isAlerted ? Cell(day.cost) : Cell()});
        isAlerted = isAlerted || day.isAlerted;
    }
    chart.series = {std::move(cost), std::move(usual)};
    if (isAlerted)
        chart.series.push_back(std::move(alerted));
    return chart;
}

} // namespace

Section dailyAlertsSection(const DailyAlertTable& table, const Context& context) {
    Section section{"alerts",
                    "On which days was the cost unusually high?",
                    findingOf(table, context),
                    {},
                    {},
                    {},
                    table.query.filter};
    section.table.columns = columnsOf(table.query.by);
    for (const DailyAlert& alert : table.alerts)
        section.table.rows.push_back(rowOf(table, alert, context));
    if (!table.days.empty() && table.days.size() <= Chart::kMostPoints)
        section.charts.push_back(chartOf(table, section.finding));
    section.notes.push_back(
        "A day is high above a modified z-score of 3.5 against the same weekday of eight weeks, "
        "20% "
        "and " +
        analysis::moneyWords(table.leastExcess, context.currency) +
        " above it. An alert takes two high days of three, or a score above 10. Where nothing "
        "changes, a series whose days scatter by a tenth raises less than one a year.");
    section.notes.push_back(analysis::countWords(Int128(table.series)) + " series watched, " +
                            analysis::countWords(Int128(table.seriesDays), "day") +
                            " judged over all of them.");
    return section;
}

} // namespace ms::report
