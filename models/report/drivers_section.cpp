// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/drivers_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/driver_story.h"
#include "models/analysis/periods.h"
#include "models/analysis/sentences.h"
#include "models/report/change_words.h"

#include <algorithm>

namespace ms::report {

using analysis::Driver;
using analysis::DriverMetric;
using analysis::DriverSlice;
using analysis::DriversTable;
using core::Int128;
using core::MoneySum;

namespace {

using Kind = Column::Kind;

std::string metricWords(DriverMetric metric) {
    switch (metric) {
    case DriverMetric::Cost:
        return "Cost";
    case DriverMetric::UnitCost:
        return "Cost per successful unit";
    case DriverMetric::Margin:
        return "Margin";
    }
    return {};
}

/// What a driver is, and what its level counts.
std::string meaningOf(Driver driver, const DriversTable& table) {
    const std::string slice = sliceWord(table.query.by), slices = sliceWords(table.query.by);
    const bool isOfUnits = table.query.metric == DriverMetric::UnitCost;
    switch (driver) {
    case Driver::Revenue:
        return "Revenue of the same " + slices;
    case Driver::Success:
        return "Successful units / units";
    case Driver::Volume:
        return isOfUnits ? "Requests / units" : "Requests of " + slices + " of both periods";
    case Driver::Mix:
        return "Shares of " + slices + " in the requests";
    case Driver::NewSlices:
        return "What had no requests before";
    case Driver::GoneSlices:
        return "What has no requests any more";
    case Driver::Retries:
        return "Attempts that cost, a request";
    case Driver::OwnCache:
        return "Share of attempts that the own cache answered";
    case Driver::Unknown:
        return "Share of attempts whose cost is unknown";
    case Driver::Models:
        return "Shares of models in the calls of a " + slice;
    case Driver::NewModels:
        return "Models that a " + slice + " did not use before";
    case Driver::GoneModels:
        return "Models that a " + slice + " does not use any more";
    case Driver::PromptTokens:
        return "Prompt tokens a call";
    case Driver::OutputTokens:
        return "Output tokens a call";
    case Driver::Queries:
        return "Queries a call";
    case Driver::Cache:
        return "Share of prompt tokens read from the cache";
    case Driver::Price:
        return "Cost of a token of the same model and kind";
    case Driver::Stated:
        return "Cost a call where the source states it as a whole";
    case Driver::Undecomposed:
        return "Amounts below zero, which have no factors";
    case Driver::Unlinked:
        return "Calls that state an outcome but no unit";
    case Driver::Rounding:
        return "What whole pico-units leave";
    case Driver::Count:
        break;
    }
    return {};
}

/// "price +$12.30 (mostly chat), volume -$2.00, other +$0.10".
std::string storyOf(const DriversTable& table, const Context& context) {
    const analysis::DriverStory story = analysis::driverStory(table);
    std::string text = story.isOffsetting ? "offsetting movements, " : "";
    for (std::size_t i = 0; i < story.named.size(); ++i) {
        const auto& [driver, amount] = story.named[i];
        text += (i > 0 ? ", " : "") + lowered(analysis::titleOf(driver, table.query.metric)) + " " +
                signedMoneyWords(amount, context.currency);
        if (const DriverSlice* slice = i == 0 ? analysis::leadingSlice(table, driver) : nullptr)
            text += " (mostly " + sliceText(slice->keys) + ")";
    }
    if (!story.other.isZero())
        text += ", other " + signedMoneyWords(story.other, context.currency);
    return text;
}

std::string findingOf(const DriversTable& table, const Context& context) {
    if (table.afterWords.empty())
        return "There are no events with a time: nothing can be compared.";
    const auto change = table.change();
    const std::string metric = metricWords(table.query.metric);
    if (!change)
        return "No unit succeeded " +
               (table.before ? "in " + table.afterWords : "in " + table.beforeWords) +
               ": there is no cost per success to explain.";
    if (change->isZero())
        return metric + " is what it was in " + table.beforeWords + ".";
    std::string text = metric + (change->picos() > 0 ? " rose by " : " fell by ");
    text += analysis::moneyWords(change->picos() > 0 ? *change : MoneySum{} - *change,
                                 context.currency);
    if (const auto ratio = analysis::changeOf(*table.after, *table.before);
        ratio && table.before->picos() > 0)
        text += " (" + signedPercentWords(*ratio) + ")";
    return text + " against " + table.beforeWords + ": " + storyOf(table, context) + ".";
}

std::vector<std::string> notesOf(const DriversTable& table) {
    std::vector<std::string> notes = table.notes;
    if (table.afterWords.empty())
        return notes;
    notes.insert(notes.begin(), table.beforeWords + " is compared with " + table.afterWords + ".");
    if (table.unpricedBefore > 0 || table.unpricedAfter > 0)
        notes.push_back(analysis::countWords(table.unpricedBefore, "attempt") + " before and " +
                        analysis::countWords(table.unpricedAfter) +
                        " after have no known cost: no amount has them, and a change of their "
                        "share is the part \"Unknown costs\".");
    notes.push_back("Parts by the logarithmic mean (LMDI), " + sliceWord(table.query.by) +
                    " by model by kind of tokens; they add up to the change exactly.");
    if (table.query.metric == DriverMetric::UnitCost)
        notes.push_back("Units are those of the attempts of each period, with what became of them "
                        "since: late outcomes change both.");
    return notes;
}

/// What is gone has no attempts in the period that the section asks about.
bool isInThePast(Driver driver) {
    return driver == Driver::GoneSlices || driver == Driver::GoneModels;
}

/// The slices in which a driver moved something, when they are some of several.
std::vector<query::Condition> conditionsOf(const DriversTable& table, Driver driver) {
    constexpr std::size_t kMostValues = 20;
    if (table.query.by.size() != 1)
        return {};
    std::vector<std::string> values;
    for (const DriverSlice& slice : table.slices)
        if (!slice.parts[std::size_t(driver)].isZero() &&
            (isInThePast(driver) ? slice.isBefore : slice.attempts > 0))
            values.push_back(slice.keys.front());
    if (values.empty() || values.size() > kMostValues || values.size() == table.slices.size())
        return {};
    return {{table.query.by.front(), query::Condition::Kind::In, std::move(values)}};
}

/// All attempts of one of the periods.
Row endRow(const std::string& period, MoneySum amount) {
    Row row{{period, amount, Cell{}, Cell{}, Cell{}, std::string()}, {}};
    row.drill.emplace();
    return row;
}

void addBridge(Section& section, const DriversTable& table) {
    section.table.columns = {
        {"driver", "Driver", Kind::Text, "What moved; the first and last rows are the periods."},
        {"amount", "Amount", Kind::Money, "Part of the change, with its sign."},
        {"share", "Share of change", Kind::Ratio, "Amount / change."},
        {"level_before", "Before", Kind::Number, "The driver in the earlier period."},
        {"level_after", "After", Kind::Number, "The driver in the later period."},
        {"measure", "Measured by", Kind::Text, "What before and after count."}};
    const auto change = table.change();
    if (!change)
        return;
    section.table.rows.push_back(endRow(table.beforeWords, *table.before));
    section.table.rows.back().drillRange = table.query.against;
    for (std::size_t d = 0; d < analysis::kDrivers; ++d) {
        if (table.parts[d].isZero())
            continue;
        const auto driver = Driver(d);
        Row row{{std::string(analysis::titleOf(driver, table.query.metric)), table.parts[d],
                 cellOf(analysis::shareOf(table.parts[d], *change)), cellOf(table.levels[d].before),
                 cellOf(table.levels[d].after), meaningOf(driver, table)},
                {}};
        row.drill = conditionsOf(table, driver);
        if (isInThePast(driver))
            row.drillRange = table.query.against;
        section.table.rows.push_back(std::move(row));
    }
    section.table.rows.push_back(endRow(table.afterWords, *table.after));
}

Chart bridgeChart(const Section& section, const DriversTable& table) {
    Chart chart;
    chart.kind = Chart::Kind::Waterfall;
    chart.title = section.finding;
    chart.yTitle = metricWords(table.query.metric);
    Series series{metricWords(table.query.metric), {}};
    for (std::size_t r = 0; r < section.table.rows.size(); ++r) {
        const Row& row = section.table.rows[r];
        series.points.push_back(
            {std::get<std::string>(row.cells[0]), row.cells[1], {}, {}, {}, int(r)});
    }
    chart.series.push_back(std::move(series));
    return chart;
}

Chart slicesChart(const Section& section, const DriversTable& table) {
    constexpr std::size_t kMostBars = 12;
    Chart chart;
    chart.title = section.finding;
    chart.xTitle = "Change";
    Series series{"Change", {}};
    for (std::size_t i = 0; i < std::min(kMostBars, table.slices.size()); ++i)
        series.points.push_back(
            {sliceText(table.slices[i].keys), table.slices[i].change(), {}, {}, {}, int(i)});
    chart.series.push_back(std::move(series));
    return chart;
}

std::vector<Driver> movingDrivers(const DriversTable& table) {
    std::vector<Driver> drivers;
    for (std::size_t d = 0; d < analysis::kDrivers; ++d)
        if (std::any_of(table.slices.begin(), table.slices.end(),
                        [d](const DriverSlice& slice) { return !slice.parts[d].isZero(); }) ||
            !table.parts[d].isZero())
            drivers.push_back(Driver(d));
    return drivers;
}

std::string slicesFinding(const DriversTable& table, const Context& context) {
    if (!table.change() || table.slices.empty() || table.slices.front().change().isZero())
        return findingOf(table, context);
    const DriverSlice& largest = table.slices.front();
    std::string text = "\"" + sliceText(largest.keys) +
                       "\" moved most: " + signedMoneyWords(largest.change(), context.currency);
    if (!table.change()->isZero())
        text += " of " + signedMoneyWords(*table.change(), context.currency);
    return text + ".";
}

/// "drivers" of a cost, "unit_cost_drivers", "margin_drivers".
std::string idOf(const char* what, DriverMetric metric) {
    if (metric == DriverMetric::Cost)
        return what;
    return (metric == DriverMetric::UnitCost ? "unit_cost_" : "margin_") + std::string(what);
}

Section emptySection(const char* id, const char* title, const DriversTable& table) {
    Section section{idOf(id, table.query.metric), title, {}, {}, {}, {}, {}};
    section.filter = analysis::driverSliceQuery(table.query, table.query.filter.range).filter;
    return section;
}

} // namespace

Section driversSection(const DriversTable& table, const Context& context) {
    Section section = emptySection("drivers", "Why it moved", table);
    section.finding = findingOf(table, context);
    addBridge(section, table);
    section.notes = notesOf(table);
    if (table.change())
        section.charts.push_back(bridgeChart(section, table));
    return section;
}

Section driverSlicesSection(const DriversTable& table, const Context& context) {
    Section section = emptySection("where", "Where it moved", table);
    section.finding = slicesFinding(table, context);
    section.table.columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"before", "Before", Kind::Money,
         metricWords(table.query.metric) + " in the earlier period."},
        {"after", "After", Kind::Money, metricWords(table.query.metric) + " in the later period."},
        {"change", "Change", Kind::Money, "After - before."},
        {"change_pct", "Change %", Kind::Ratio, "Change / before."}};
    section.table.columns.insert(section.table.columns.end(), figures.begin(), figures.end());
    const std::vector<Driver> drivers = movingDrivers(table);
    for (const Driver driver : drivers)
        section.table.columns.push_back({std::string(analysis::nameOf(driver)),
                                         std::string(analysis::titleOf(driver, table.query.metric)),
                                         Kind::Money, meaningOf(driver, table) + "."});
    const auto addCells = [&](std::vector<Cell>& cells, MoneySum before, MoneySum after,
                              const analysis::DriverAmounts& parts) {
        cells.insert(cells.end(),
                     {before, after, after - before, cellOf(analysis::changeOf(after, before))});
        for (const Driver driver : drivers)
            cells.push_back(parts[std::size_t(driver)]);
    };
    for (const DriverSlice& slice : table.slices) {
        Row row{keyCells(slice.keys), {}};
        addCells(row.cells, slice.before, slice.after, slice.parts);
        if (slice.attempts > 0 || slice.isBefore)
            row.drill = report::conditionsOf(table.query.by, slice.keys);
        if (slice.attempts == 0)
            row.drillRange = table.query.against; // gone: to where it was
        section.table.rows.push_back(std::move(row));
    }
    if (table.change()) {
        section.table.total.assign(table.query.by.size(), Cell{});
        addCells(section.table.total, *table.before, *table.after, table.parts);
        section.charts.push_back(slicesChart(section, table));
    }
    section.notes = notesOf(table);
    return section;
}

} // namespace ms::report
