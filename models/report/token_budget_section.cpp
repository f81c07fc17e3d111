// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/token_budget_section.h"

#include "models/analysis/sentences.h"
#include "models/analysis/unit_cohorts.h"
#include "models/report/grouped_rows.h"

namespace ms::report {

using analysis::BudgetBreaker;
using analysis::TokenBudgetFigures;
using analysis::TokenBudgetRow;
using analysis::TokenBudgetTable;
using core::Int128;
using Kind = Column::Kind;

namespace {

std::string nounOf(const TokenBudgetTable& table) {
    return std::string(query::nameOf(table.query.grain)); // "action"
}

std::string budgetWords(const TokenBudgetTable& table) {
    return analysis::countWords(Int128(*table.budget), "token");
}

std::vector<Column> budgetColumns(const TokenBudgetTable& table) {
    const std::string noun = nounOf(table);
    const bool isSession = table.query.grain == query::Grain::Session;
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"over_cost", "Cost over budget", Kind::Money,
         "Whole cost of the " + noun + "s over the budget."},
        {"over", "Over budget", Kind::Count,
         "Those of more prompt and output tokens than the budget."},
        {"over_pct", "Share over", Kind::Ratio, "Over budget / " + noun + "s."},
        {"over_cost_pct", "Share of cost", Kind::Ratio, "Cost over budget / cost."},
        {"tokens_beyond", "Tokens beyond", Kind::Tokens,
         "Tokens - budget, added up over those over it."},
        {noun + "s", isSession ? "Sessions" : "Actions", Kind::Count,
         "Those whose first attempt is here."},
        {"tokens", "Tokens", Kind::Tokens, "Prompt and output tokens of all of them."},
        {"cost", "Cost", Kind::Money, "Of the attempts whose cost is known."},
        {"unsure", "Unsure", Kind::Count,
         "Within the budget by what is known, with attempts whose tokens are unknown."},
        {"unpriced_attempts", "Unpriced", Kind::Count,
         "Attempts whose cost is unknown; the costs leave them out."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

std::vector<Cell> cellsOf(const TokenBudgetFigures& f) {
    return {f.overCost,
            Int128(f.over),
            cellOf(f.overPct()),
            cellOf(f.overCostPct()),
            f.tokensBeyond,
            Int128(f.entities),
            f.tokens,
            f.cost,
            Int128(f.unsure),
            Int128(f.unpricedAttempts)};
}

std::string budgetFinding(const TokenBudgetTable& table, const Context& context) {
    const TokenBudgetFigures& total = table.total.figures;
    if (total.entities == 0)
        return "There is no " + nounOf(table) + " in this selection.";
    if (total.over == 0)
        return "No " + nounOf(table) + " takes more than " + budgetWords(table) + ".";
    std::string text = analysis::countWords(Int128(total.over), nounOf(table)) +
                       (total.over == 1 ? " takes" : " take") + " more than " + budgetWords(table) +
                       " and " + (total.over == 1 ? "costs " : "cost ") +
                       analysis::moneyWords(total.overCost, context.currency);
    if (!total.cost.isZero())
        text += ", " + analysis::shareWords(total.overCost, total.cost) + " of all cost";
    return text + ".";
}

std::vector<std::string> budgetNotes(const TokenBudgetTable& table) {
    const std::string noun = nounOf(table);
    const TokenBudgetFigures& total = table.total.figures;
    std::vector<std::string> notes;
    if (table.budget && !table.query.budget)
        notes.push_back("No budget is set: looked at are those above what 99 of 100 " + noun +
                        "s keep to, " + budgetWords(table) + ".");
    if (table.attemptsWithout > 0)
        notes.push_back(analysis::countWords(Int128(table.attemptsWithout), "attempt") +
                        (table.attemptsWithout == 1 ? " names" : " name") + " no " + noun + ".");
    if (total.unsure > 0)
        notes.push_back(analysis::countWords(Int128(total.unsure), noun) +
                        (total.unsure == 1 ? " has" : " have") +
                        " attempts whose tokens are unknown and may break the budget too.");
    if (total.unpricedAttempts > 0)
        notes.push_back(analysis::countWords(Int128(total.unpricedAttempts), "attempt") +
                        " without a price; the costs leave them out.");
    return notes;
}

Chart budgetChart(const TokenBudgetTable& table, const std::string& finding) {
    constexpr std::size_t kMostBars = 12;
    Chart chart;
    chart.title = finding;
    chart.xTitle = "Cost of the " + nounOf(table) + "s over the budget";
    Series series{"Cost over budget", {}};
    for (std::size_t i = 0; i < table.rows.size() && series.points.size() < kMostBars; ++i)
        if (table.rows[i].figures.over > 0)
            series.points.push_back(
                {labelOf(table.rows[i].keys), table.rows[i].figures.overCost, {}, {}, {}, int(i)});
    chart.series.push_back(std::move(series));
    return chart;
}

std::vector<Column> breakerColumns(const TokenBudgetTable& table) {
    const bool isSession = table.query.grain == query::Grain::Session;
    return {{"id", isSession ? "Session" : "Action", Kind::Text, "As the log names it."},
            {"tenant", "Tenant", Kind::Text, "Of its first attempt."},
            {"user", "User", Kind::Text, "Of its first attempt."},
            {"feature", "Feature", Kind::Text, "Of its first attempt."},
            {"tokens", "Tokens", Kind::Tokens, "Prompt and output tokens, where known."},
            {"tokens_beyond", "Beyond", Kind::Tokens, "Tokens - budget."},
            {"cost", "Cost", Kind::Money, "Of the attempts whose cost is known."},
            {"requests", "Requests", Kind::Count, "Distinct requests."},
            {"attempts", "Calls", Kind::Count, "All attempts of the selection."},
            {"unpriced_attempts", "Unpriced", Kind::Count,
             "Attempts whose cost is unknown; the cost leaves them out."}};
}

Row rowOf(const BudgetBreaker& breaker, const TokenBudgetTable& table) {
    Row row{{breaker.id, breaker.tenant, breaker.user, breaker.feature, breaker.tokens,
             breaker.tokens - *table.budget, breaker.cost, Int128(breaker.requests),
             Int128(breaker.attempts), Int128(breaker.unpricedAttempts)}};
    if (!breaker.id.empty())
        row.drill = conditionsOf({analysis::idDimension(table.query.grain)}, {breaker.id});
    return row;
}

std::string breakersFinding(const TokenBudgetTable& table, const Context& context) {
    if (table.breakers.empty())
        return budgetFinding(table, context);
    const BudgetBreaker& first = table.breakers.front();
    return (first.id.empty() ? "The largest " + nounOf(table) : first.id) + " takes " +
           analysis::countWords(first.tokens, "token") + ", the budget is " +
           analysis::countWords(Int128(*table.budget)) + "; it costs " +
           analysis::moneyWords(first.cost, context.currency) + ".";
}

} // namespace

Section tokenBudgetSection(const TokenBudgetTable& table, const Context& context) {
    Section section;
    section.id = "token_budget";
    section.title = "Token budgets";
    section.finding = budgetFinding(table, context);
    section.notes = budgetNotes(table);
    section.filter = table.query.filter;
    section.table.columns = budgetColumns(table);
    bool isAllNamed = true;
    for (const TokenBudgetRow& row : table.rows) {
        section.table.rows.push_back(groupedRow(table.query.by, row.keys, cellsOf(row.figures)));
        std::optional<std::vector<query::Condition>>& drill = section.table.rows.back().drill;
        drill.reset();
        if (!row.over.empty())
            drill = {
                {analysis::idDimension(table.query.grain), query::Condition::Kind::In, row.over}};
        isAllNamed &= row.figures.over == 0 || !row.over.empty();
    }
    section.notes.push_back("Each " + nounOf(table) +
                            " counts whole in the row of its first call; a row leads to the calls "
                            "of those over the budget" +
                            (isAllNamed ? "."
                                        : ", where these are at most " +
                                              analysis::countWords(Int128(analysis::kMostNamed)) +
                                              " and have ids."));
    section.table.total = groupedTotal(table.query.by, cellsOf(table.total.figures));
    if (!table.query.by.empty() && table.total.figures.over > 0)
        section.charts.push_back(budgetChart(table, section.finding));
    return section;
}

Section budgetBreakersSection(const TokenBudgetTable& table, const Context& context) {
    Section section;
    section.id = "budget_breakers";
    section.title = "Who breaks the token budget";
    section.finding = breakersFinding(table, context);
    section.notes = budgetNotes(table);
    section.filter = table.query.filter;
    section.table.columns = breakerColumns(table);
    for (const BudgetBreaker& breaker : table.breakers)
        section.table.rows.push_back(rowOf(breaker, table));
    if (std::int64_t(table.breakers.size()) < table.total.figures.over)
        section.notes.push_back("Listed are the " +
                                analysis::countWords(Int128(table.breakers.size())) +
                                " with most tokens.");
    return section;
}

} // namespace ms::report
