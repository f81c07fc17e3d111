// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/shared_cost_section.h"

#include "models/analysis/sentences.h"

namespace ms::report {

using analysis::PoolTie;
using analysis::SharedCostFigures;
using analysis::SharedCostRow;
using analysis::SharedCostTable;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

constexpr const char* kIdle = "(idle)";
constexpr std::size_t kMostPools = 6; // that notes name

std::vector<Column> columnsOf(const SharedCostTable& table) {
    std::vector<Column> columns = keyColumns(table.query.by);
    const bool isSpread = table.query.idle == stats::IdlePolicy::Spread;
    columns.push_back(
        {"direct", "Direct", Kind::Money, "Cost of all attempts whose cost is known."});
    columns.push_back({"shared", "Shared", Kind::Money,
                       std::string("GPU hours by the tokens processed in each hour") +
                           (isSpread ? ", idle part included." : ", without their idle part.")});
    if (table.query.overhead)
        columns.push_back({"overhead", "Overhead", Kind::Money,
                           toText(table.query.overhead->percent) + "% of direct + shared."});
    columns.push_back({"idle", "Idle", Kind::Money,
                       isSpread
                           ? "GPU hours that nobody used."
                           : "GPU hours that nobody used, and 1 - utilisation of the others."});
    const std::string parts =
        table.query.overhead ? "direct + shared + overhead" : "direct + shared";
    columns.push_back({"all", "All", Kind::Money, parts + " + idle."});
    columns.push_back({"requests", "Requests", Kind::Count, "Distinct requests."});
    columns.push_back(
        {"cost_per_request", "Per request", Kind::Money, "(" + parts + ") / requests."});
    columns.push_back({"utilisation", "Utilisation", Kind::Ratio,
                       "GPU hours used / provided, of the hours that the row used and that state "
                       "it."});
    columns.push_back({"unpriced_attempts", "Unpriced", Kind::Count,
                       "Attempts that neither a price nor a GPU hour pays for; the costs leave "
                       "them out."});
    return columns;
}

std::vector<Cell> cellsOf(const SharedCostFigures& f, const SharedCostTable& table, bool isIdle) {
    std::vector<Cell> cells{f.direct, f.shared};
    if (table.query.overhead)
        cells.push_back(f.overhead);
    cells.insert(cells.end(), {Cell{f.idle}, Cell{f.all()}});
    cells.push_back(isIdle ? Cell{} : Cell{Int128(f.requests)});
    cells.push_back(cellOf(f.costPerRequest()));
    cells.push_back(cellOf(f.utilisation()));
    cells.push_back(isIdle ? Cell{} : Cell{Int128(f.unpaidAttempts)});
    return cells;
}

/// Keys that nobody's hours have are idle.
std::vector<Cell> keysOf(const SharedCostRow& row) {
    std::vector<Cell> cells = keyCells(row.keys);
    for (std::size_t i = 0; row.isIdle && i < cells.size(); ++i)
        if (row.keys[i].empty())
            cells[i] = std::string(kIdle);
    return cells;
}

std::string findingOf(const SharedCostTable& table, const Context& context) {
    if (table.gpuRows == 0)
        return "There are no GPU hours in this selection.";
    const std::string bill = analysis::moneyWords(table.bill, context.currency);
    const MoneySum idle = table.total.idle;
    if (table.bill.isZero())
        return "The GPU hours of this selection cost nothing.";
    if (idle.isZero())
        return "GPU hours cost " + bill + "; all of it was used.";
    return "GPU hours cost " + bill + ", of which " + analysis::shareWords(idle, table.bill) +
           " (" + analysis::moneyWords(idle, context.currency) + ")" +
           (table.query.idle == stats::IdlePolicy::Spread ? " are hours that nobody used."
                                                          : " was idle.");
}

std::string poolWords(const std::string& name, const std::string& feature, PoolTie tie) {
    const std::string pool = "Pool " + (name.empty() ? "(not named)" : name);
    const std::string kept = feature.empty() ? "" : " of the feature " + feature;
    switch (tie) {
    case PoolTie::Model:
        return pool + " serves the model of its name: attempts" + kept + " with that model use it.";
    case PoolTie::Provider:
        return pool + " is a provider: attempts" + kept + " with that provider use it.";
    case PoolTie::Feature:
        return pool + " is used by the attempts of " + feature + ", which its hours name.";
    case PoolTie::None:
        break;
    }
    return pool + " is idle: no attempt has it as model or provider, and its hours name no "
                  "feature.";
}

void addPools(std::vector<std::string>& notes, const SharedCostTable& table) {
    for (std::size_t i = 0; i < table.pools.size() && i < kMostPools; ++i)
        notes.push_back(poolWords(table.pools[i].name, table.pools[i].feature, table.pools[i].tie));
    if (table.pools.size() > kMostPools)
        notes.push_back(
            analysis::countWords(Int128(table.pools.size() - kMostPools), "further pool") +
            " not named here; see the section on self-hosting.");
}

void addOverhead(std::vector<std::string>& notes, const SharedCostTable& table) {
    if (!table.query.overhead)
        return;
    const analysis::Overhead& overhead = *table.query.overhead;
    std::string note = "Overhead is " + toText(overhead.percent) +
                       "% of direct and shared cost, by decision and not by measurement";
    if (!overhead.review)
        note += "; it has no review date.";
    else if (table.lastDay && *overhead.review < *table.lastDay)
        note += "; its review was due on " + toText(*overhead.review) + ".";
    else
        note += "; to be reviewed by " + toText(*overhead.review) + ".";
    notes.push_back(note);
}

void addGaps(std::vector<std::string>& notes, const SharedCostTable& table,
             const Context& context) {
    const analysis::SharedCostGaps& gaps = table.gaps;
    const auto rows = [](std::int64_t count) {
        return analysis::countWords(count, "row") + " of GPU hours";
    };
    const auto money = [&](MoneySum amount) {
        return analysis::moneyWords(amount, context.currency);
    };
    if (gaps.withoutRate > 0) {
        std::string currencies;
        for (const std::string& currency : gaps.currenciesWithoutRate)
            currencies += (currencies.empty() ? "" : ", ") + currency;
        notes.push_back(rows(gaps.withoutRate) + " in " + currencies +
                        ": no exchange rate is known, they are left out.");
    }
    if (gaps.statedTwice > 0)
        notes.push_back(rows(gaps.statedTwice) + " repeat hour, pool, node and feature of another "
                                                 "with other figures; all count.");
    if (gaps.withoutUtilisation > 0)
        notes.push_back(rows(gaps.withoutUtilisation) +
                        " state no utilisation: their idle part is unknown, and is charged to "
                        "those who used the hour.");
    if (!gaps.busyForNobody.isZero())
        notes.push_back(money(gaps.busyForNobody) +
                        " of the idle cost was in use by the pools' own "
                        "statement, but no attempt of those hours is "
                        "known.");
    if (gaps.usedAtZero > 0)
        notes.push_back(rows(gaps.usedAtZero) +
                        " state a utilisation of 0 although attempts used them.");
    if (gaps.byAttempts > 0)
        notes.push_back(rows(gaps.byAttempts) +
                        " are of hours without any token count: split by attempts.");
    if (gaps.attemptsWithoutUsage > 0)
        notes.push_back(analysis::countWords(gaps.attemptsWithoutUsage, "attempt") +
                        " served by a pool without a token count: no part of the hour is theirs.");
    if (!gaps.paidTwice.isZero())
        notes.push_back(
            money(gaps.paidTwice) +
            " of the direct cost is of attempts that a pool serves: they have a price "
            "and a part of the GPU hours. Take the pool's model out of the price book.");
    if (gaps.isOffTheHour)
        notes.push_back("Some GPU hours do not begin with an hour of " + context.zone +
                        ": they are split by the use of the hour in which they begin.");
    if (table.total.unpaidAttempts > 0)
        notes.push_back(analysis::countWords(table.total.unpaidAttempts, "attempt") +
                        " without a price or a GPU hour; the costs leave them out.");
}

std::vector<std::string> notesOf(const SharedCostTable& table, const Context& context) {
    std::vector<std::string> notes;
    if (table.gpuRows > 0)
        notes.push_back(
            std::string("Each GPU hour is split by the tokens processed in it, prompt and output "
                        "alike. ") +
            (table.query.idle == stats::IdlePolicy::Spread
                 ? "Those who used an hour pay its idle part too."
                 : "The part that was not used is idle cost."));
    else
        notes.push_back("Import GPU hours (hour_start, pool, hourly_rate, utilisation, ...) to see "
                        "what shared GPUs add.");
    addPools(notes, table);
    if (!table.outside.isZero())
        notes.push_back(analysis::moneyWords(table.outside, context.currency) +
                        " of the GPU hours was used by attempts outside of this selection.");
    addOverhead(notes, table);
    addGaps(notes, table, context);
    return notes;
}

/// What the largest rows are made of.
Chart chartOf(const SharedCostTable& table, const Section& section) {
    constexpr std::size_t kMostBars = 12;
    Chart chart;
    chart.title = section.finding;
    chart.xTitle = "Cost";
    Series direct{"Direct", {}}, shared{"Shared", {}}, idle{"Idle", {}};
    for (std::size_t i = 0; i < table.rows.size() && i < kMostBars; ++i) {
        std::string label;
        for (const Cell& key : keysOf(table.rows[i])) {
            const std::string& text = std::get<std::string>(key);
            label += (label.empty() ? "" : " · ") + (text.empty() ? "(not given)" : text);
        }
        const SharedCostFigures& f = table.rows[i].figures;
        direct.points.push_back({label, f.direct, {}, {}, {}, int(i)});
        shared.points.push_back({label, f.shared, {}, {}, {}, int(i)});
        idle.points.push_back({label, f.idle, {}, {}, {}, int(i)});
    }
    chart.series = {std::move(direct), std::move(shared), std::move(idle)};
    return chart;
}

} // namespace

Section sharedCostSection(const SharedCostTable& table, const Context& context) {
    Section section;
    section.id = "shared_cost";
    section.title = "Direct, shared and idle cost";
    section.finding = findingOf(table, context);
    section.filter = table.query.filter;
    section.table.columns = columnsOf(table);
    for (const SharedCostRow& row : table.rows) {
        Row shown{keysOf(row), {}};
        if (row.figures.attempts > 0)
            shown.drill = conditionsOf(table.query.by, row.keys);
        const std::vector<Cell> cells = cellsOf(row.figures, table, row.isIdle);
        shown.cells.insert(shown.cells.end(), cells.begin(), cells.end());
        section.table.rows.push_back(std::move(shown));
    }
    section.table.total.assign(table.query.by.size(), Cell{});
    const std::vector<Cell> total = cellsOf(table.total, table, false);
    section.table.total.insert(section.table.total.end(), total.begin(), total.end());
    section.notes = notesOf(table, context);
    if (!table.query.by.empty() && table.gpuRows > 0)
        section.charts.push_back(chartOf(table, section));
    return section;
}

} // namespace ms::report
