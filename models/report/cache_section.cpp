// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/cache_section.h"

#include "models/analysis/sentences.h"
#include "models/report/grouped_rows.h"

#include <algorithm>

namespace ms::report {

using analysis::CacheFigures;
using analysis::CacheTable;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

std::vector<Column> columnsOf(const CacheTable& table) {
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"prompt_tokens", "Prompt tokens", Kind::Tokens,
         "Input, cache-read and cache-write tokens together."},
        {"cache_read_tokens", "Read from cache", Kind::Tokens, "Tokens read from the cache."},
        {"hit_rate", "Hit rate", Kind::Ratio, "Tokens read from the cache / prompt tokens."},
        {"cost", "Cost", Kind::Money, "Cost with each bucket at its own rate."},
        {"list_cost", "Cost without the split", Kind::Money,
         "Cost with all prompt tokens at the input rate of the rule that holds."},
        {"overstated", "Overstated", Kind::Money,
         "Cost without the split - cost: what a report without it says too much; negative where "
         "the cache costs more than it saves."},
        {"overstated_pct", "Overstated by", Kind::Ratio, "Overstated / cost."},
        {"read_saved", "Reads save", Kind::Money,
         "Cache-read tokens at the input rate - their cost."},
        {"write_5m_tokens", "Written for 5 min", Kind::Tokens,
         "Tokens written to the cache for 5 minutes."},
        {"write_5m_extra", "5 min extra", Kind::Money,
         "Their cost - the same tokens at the input rate."},
        {"write_1h_tokens", "Written for 1 h", Kind::Tokens,
         "Tokens written to the cache for an hour."},
        {"write_1h_extra", "1 h extra", Kind::Money,
         "Their cost - the same tokens at the input rate."},
        {"reads_per_write", "Reads per write", Kind::Number,
         "Tokens read from the cache / tokens written to it."},
        {"break_even", "Break-even", Kind::Number,
         "Reads per write from which the cache pays: extra a token written / saving a token read."},
        {"break_even_5m", "Break-even 5 min", Kind::Number,
         "The same for what is written for 5 minutes."},
        {"break_even_1h", "Break-even 1 h", Kind::Number,
         "The same for what is written for an hour."},
        {"unpriced_attempts", "Unpriced", Kind::Count,
         "Attempts whose cost is unknown; amounts leave them out, tokens do not."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

std::vector<Cell> cellsOf(const CacheFigures& f) {
    return {f.promptTokens(),
            f.read.tokens,
            cellOf(f.hitRate()),
            f.cost,
            f.listCost(),
            f.overstated(),
            cellOf(f.overstatedPct()),
            f.read.saved(),
            f.write5m.tokens,
            MoneySum() - f.write5m.saved(),
            f.write1h.tokens,
            MoneySum() - f.write1h.saved(),
            cellOf(f.readsPerWrite()),
            cellOf(f.breakEven()),
            cellOf(f.breakEven5m()),
            cellOf(f.breakEven1h()),
            Int128(f.unpricedAttempts)};
}

std::string findingOf(const CacheTable& table, const Context& context) {
    const CacheFigures& total = table.total;
    if (total.read.tokens == 0 && total.writeTokens() == 0)
        return "No attempt of this selection reads from a prompt cache or writes to one.";
    const std::string hits = analysis::percentWords(total.hitRate().value_or(0)) +
                             " of the prompt tokens are read from the cache; ";
    const MoneySum overstated = total.overstated();
    if (overstated < MoneySum())
        return hits + "what is written to it costs " +
               analysis::moneyWords(MoneySum() - overstated, context.currency) +
               " more than reading it saves.";
    if (overstated.isZero())
        return hits + "that saves nothing.";
    std::string text = hits + "without the split the cost would look " +
                       analysis::moneyWords(overstated, context.currency);
    if (!total.cost.isZero())
        text += " (" + analysis::shareWords(overstated, total.cost) + ")";
    return text + " higher.";
}

/// The rows whose cache costs more than it saves, the worst first.
std::string losersOf(const CacheTable& table) {
    constexpr std::size_t kMostNamed = 3;
    std::vector<std::string> names;
    for (const analysis::CacheRow& row : table.rows) { // largest amounts first
        if (row.figures.overstated() < MoneySum())
            names.push_back(labelOf(row.keys));
    }
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > kMostNamed)
        text += " and " + analysis::countWords(Int128(names.size() - kMostNamed), "other");
    return text;
}

std::vector<std::string> notesOf(const CacheTable& table) {
    std::vector<std::string> notes;
    const CacheFigures& total = table.total;
    const auto attempts = [&notes](std::int64_t count, const char* rest) {
        if (count > 0)
            notes.push_back(analysis::countWords(count, "attempt") + rest);
    };
    if (const std::string losers = losersOf(table); !table.query.by.empty() && !losers.empty())
        notes.push_back("The cache costs more than it saves in " + losers +
                        ": what is written is read too rarely.");
    if (total.writeTokens() == 0 && total.read.tokens > 0)
        notes.push_back("The logs name no tokens written to the cache: these providers charge "
                        "none, or the logs do not split them off.");
    attempts(
        total.fallbackRateAttempts,
        " with cache tokens that the price book has no rate for: those cost as much as input.");
    attempts(total.reportedAttempts,
             " at the cost that the source states: it has no split, and nothing is overstated.");
    if (total.unpricedAttempts > 0)
        notes.push_back(analysis::countWords(total.unpricedAttempts, "attempt") + ", " +
                        analysis::countWords(total.unpricedTokens, "token") +
                        " have no price; the amounts leave them out.");
    return notes;
}

Chart chartOf(const CacheTable& table, const std::string& finding) {
    constexpr std::size_t kMostBars = 12;
    Chart chart;
    chart.title = finding;
    chart.xTitle = "Cost without the split - cost";
    Series series{"Overstated", {}};
    for (std::size_t i = 0; i < std::min(table.rows.size(), kMostBars); ++i) {
        const MoneySum overstated = table.rows[i].figures.overstated();
        if (overstated.isZero())
            break; // rows are in order of it
        series.points.push_back({labelOf(table.rows[i].keys), overstated, {}, {}, {}, int(i)});
    }
    chart.series.push_back(std::move(series));
    return chart;
}

} // namespace

Section cacheSection(const CacheTable& table, const Context& context) {
    Section section{"cache", "Prompt cache", findingOf(table, context), {}, {}, {}, {}};
    section.filter = table.query.filter;
    section.table.columns = columnsOf(table);
    for (const analysis::CacheRow& row : table.rows)
        section.table.rows.push_back(groupedRow(table.query.by, row.keys, cellsOf(row.figures)));
    section.table.total = groupedTotal(table.query.by, cellsOf(table.total));
    section.notes = notesOf(table);
    Chart chart = chartOf(table, section.finding);
    if (!table.query.by.empty() && !chart.series.front().points.empty())
        section.charts.push_back(std::move(chart));
    return section;
}

} // namespace ms::report
