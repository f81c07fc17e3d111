// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/coverage_section.h"

#include "models/analysis/sentences.h"

#include <algorithm>

namespace ms::report {

using analysis::CoverageRow;
using analysis::CoverageTable;
using core::Int128;
using Kind = Column::Kind;

namespace {

std::vector<Column> columns() {
    return {{"key", "Key", Kind::Text, "What a cost can be allocated by."},
            {"attempts", "Attempts", Kind::Count, "All attempts: with and without the key."},
            {"attempts_without", "Without it", Kind::Count, "Attempts that do not name the key."},
            {"cost", "Cost", Kind::Money, "Cost of all attempts whose cost is known."},
            {"cost_with", "Cost with key", Kind::Money, "Cost of the attempts that name the key."},
            {"cost_without", "Missing", Kind::Money,
             "Cost of the attempts that do not name it: cost - cost with key."},
            {"known_pct", "Known", Kind::Ratio, "Cost with key / cost."},
            {"unpriced_attempts_with", "Unpriced with key", Kind::Count,
             "Attempts with the key whose cost is unknown; the costs leave them out."},
            {"unpriced_attempts_without", "Unpriced without", Kind::Count,
             "Attempts without the key whose cost is unknown; the costs leave them out."},
            {"unpriced_tokens_with", "Unpriced tokens with key", Kind::Tokens,
             "Tokens of the unpriced attempts that name the key."},
            {"unpriced_tokens_without", "Unpriced tokens without", Kind::Tokens,
             "Tokens of the unpriced attempts that do not name it."}};
}

/// "prompt_version" as people say it.
std::string wordsOf(std::string key) {
    std::replace(key.begin(), key.end(), '_', ' ');
    return key;
}

Row rowOf(const CoverageRow& row, const CoverageTable& table) {
    return {{wordsOf(row.key), Int128(table.total.attempts), Int128(row.without.attempts),
             table.total.cost, row.with.cost, row.without.cost, cellOf(row.knownPct()),
             Int128(row.with.unpricedAttempts), Int128(row.without.unpricedAttempts),
             row.with.unpricedTokens, row.without.unpricedTokens},
            row.missing};
}

std::string findingOf(const CoverageTable& table, const Context& context) {
    if (table.total.cost.isZero())
        return "No attempt of this selection has a known cost above zero.";
    const CoverageRow& worst = table.rows.front(); // by cost that is missing
    if (worst.without.cost.isZero())
        return "Every cost names its feature, tenant, unit, prompt version and user.";
    return analysis::moneyWords(worst.without.cost, context.currency) + ", " +
           analysis::shareWords(worst.without.cost, table.total.cost) + " of the cost, names no " +
           wordsOf(worst.key) + ".";
}

std::vector<std::string> notesOf(const CoverageTable& table, const Context& context) {
    std::vector<std::string> notes;
    if (table.total.attempts > 0)
        notes.push_back("Each row is about the same " +
                        analysis::moneyWords(table.total.cost, context.currency) + " of " +
                        analysis::countWords(table.total.attempts, "attempt") +
                        "; its two parts add up to that.");
    for (const CoverageRow& row : table.rows)
        if (table.total.attempts > 0 && row.with.attempts == 0)
            notes.push_back("No attempt names a " + wordsOf(row.key) +
                            ": the log has none, or its column is not mapped.");
    if (table.total.unpricedAttempts > 0)
        notes.push_back(analysis::countWords(table.total.unpricedAttempts, "attempt") + ", " +
                        analysis::countWords(table.total.unpricedTokens, "token") +
                        " have no price; the costs leave them out.");
    return notes;
}

Chart chartOf(const CoverageTable& table, const std::string& finding) {
    Chart chart;
    chart.title = finding;
    chart.xTitle = "Cost that does not name the key";
    Series series{"Missing", {}};
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        series.points.push_back(
            {wordsOf(table.rows[i].key), table.rows[i].without.cost, {}, {}, {}, int(i)});
    chart.series.push_back(std::move(series));
    return chart;
}

} // namespace

Section coverageSection(const CoverageTable& table, const Context& context) {
    Section section{"coverage", "Coverage", findingOf(table, context), {}, {}, {}, {}};
    section.filter = table.filter;
    section.table.columns = columns();
    for (const CoverageRow& row : table.rows)
        section.table.rows.push_back(rowOf(row, table));
    section.notes = notesOf(table, context);
    if (!table.total.cost.isZero())
        section.charts.push_back(chartOf(table, section.finding));
    return section;
}

} // namespace ms::report
