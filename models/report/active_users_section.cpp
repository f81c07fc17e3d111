// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/active_users_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/core/decimal.h"

#include <cmath>

namespace ms::report {

using analysis::ActiveUsersRow;
using analysis::ActiveUsersTable;
using analysis::UsersBasis;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

constexpr std::size_t kFewCustomers = 40; // METHODS 1.4
constexpr double kDrivenByOne = 0.5;      // METHODS 1.5
constexpr std::string_view kNotGiven = "(not given)";

std::string labelOf(const std::vector<std::string>& keys) {
    std::string label;
    for (const std::string& key : keys)
        label += (label.empty() ? "" : " · ") + (key.empty() ? std::string(kNotGiven) : key);
    return label;
}

std::string basisWords(UsersBasis basis) {
    switch (basis) {
    case UsersBasis::Facts:
        return "facts";
    case UsersBasis::SeenInEvents:
        return "none; users seen in events beside it";
    case UsersBasis::Unknown:
        break;
    }
    return "unknown";
}

std::optional<double> endOf(const std::optional<stats::Interval>& interval, bool isHigh) {
    return interval ? std::optional(isHigh ? interval->high : interval->low) : std::nullopt;
}

std::vector<Column> columnsOf(const ActiveUsersTable& table) {
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"cost_per_active_user", "Cost per active user", Kind::Money,
         "Covered cost / active users: what one active user costs in a month. Unknown without "
         "facts."},
        {"uncertain_from", "from", Kind::Money,
         "95 % interval of the cost per active user, lower limit: customers as clusters, delta "
         "method, Student (METHODS 1.3). It is uncertainty, not spread."},
        {"uncertain_to", "to", Kind::Money,
         "95 % interval of the cost per active user, upper limit."},
        {"p10_customers", "10 % cost less", Kind::Money,
         "10th percentile over customers of their cost per active user: spread, not uncertainty."},
        {"p90_customers", "90 % cost less", Kind::Money, "90th percentile over customers."},
        {"active_users", "Active users", Kind::Count,
         "Of the facts, month by month; nobody is counted twice in a month."},
        {"basis", "Source of users", Kind::Text,
         "Facts: imported active users. Users seen in events are only offered beside it."},
        {"reach", "Reach", Kind::Ratio,
         "Active users / active users of the whole product in the same months and tiers."},
        {"tenant_reach", "Reach, customers", Kind::Ratio,
         "Customers with an attempt here / customers of the tier."},
        {"retention", "Retention", Kind::Ratio, "Retained / active users, where both are stated."},
        {"engagement", "Engagement", Kind::Number,
         "Mean over the active users, as the facts state it."},
        {"cost", "Cost", Kind::Money, "Cost of all attempts of the row."},
        {"cost_pct", "Share of cost", Kind::Ratio, "Cost / all cost."},
        {"covered_cost", "Covered cost", Kind::Money,
         "Cost of the months and customers that the facts speak of."},
        {"customers", "Customers", Kind::Count, "Clusters behind the interval."},
        {"seen_users", "Users seen", Kind::Count,
         "Fallback: distinct users that the events name, month by month. Who is active without an "
         "AI call is missing."},
        {"cost_per_seen_user", "Cost per user seen", Kind::Money,
         "Fallback: cost of the attempts that name a user / users seen."},
        {"unpriced_attempts", "Unpriced", Kind::Count,
         "Attempts whose cost is unknown; the costs leave them out."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

std::vector<Cell> cellsOf(const ActiveUsersRow& row, const ActiveUsersTable& table) {
    const bool hasFacts = row.facts > 0;
    std::vector<Cell> cells = keyCells(row.keys);
    cells.resize(table.query.by.size()); // the total has no keys
    const std::vector<Cell> figures{cellOf(row.perActiveUser()),
                                    moneyCell(endOf(row.uncertainty.interval, false)),
                                    moneyCell(endOf(row.uncertainty.interval, true)),
                                    cellOf(row.low),
                                    cellOf(row.high),
                                    hasFacts ? Cell{Int128(row.activeUsers)} : Cell{},
                                    basisWords(row.basis()),
                                    cellOf(row.reach),
                                    cellOf(row.tenantReach()),
                                    cellOf(row.retention),
                                    cellOf(row.engagement),
                                    row.cost,
                                    cellOf(analysis::shareOf(row.cost, table.total.cost)),
                                    hasFacts ? Cell{row.coveredCost} : Cell{},
                                    hasFacts ? Cell{Int128(row.customers)} : Cell{},
                                    Int128(row.seenUsers),
                                    cellOf(row.perSeenUser()),
                                    Int128(row.unpricedAttempts)};
    cells.insert(cells.end(), figures.begin(), figures.end());
    return cells;
}

std::string freeWords(const ActiveUsersTable& table) {
    if (table.freeTiers.empty() || table.total.cost.isZero())
        return {};
    return labelOf(table.freeTiers) + " earns nothing and takes " +
           analysis::shareWords(table.freeCost, table.total.cost) + " of all cost.";
}

std::string findingOf(const ActiveUsersTable& table, const Context& context) {
    const ActiveUsersRow& total = table.total;
    std::string text;
    if (const auto cost = total.perActiveUser())
        text =
            "An active user costs " + analysis::moneyWords(*cost, context.currency) + " a month.";
    const ActiveUsersRow* dearest = nullptr;
    for (const ActiveUsersRow& row : table.rows) {
        const auto cost = row.perActiveUser();
        if (cost && (!dearest || *cost > *dearest->perActiveUser()))
            dearest = &row;
    }
    if (dearest)
        text += (text.empty() ? "" : " ") +
                std::string("Where facts are known, a user is dearest in ") +
                labelOf(dearest->keys) + ": " +
                analysis::moneyWords(*dearest->perActiveUser(), context.currency) + ".";
    if (!text.empty())
        return text;
    const auto seen = total.perSeenUser();
    return "How many users were active is not known" +
           (seen ? "; a user seen in events costs " +
                       analysis::moneyWords(*seen, context.currency) + " a month."
                 : std::string("."));
}

void addCount(std::vector<std::string>& notes, std::int64_t count, const char* one,
              const char* several) {
    if (count > 0)
        notes.push_back(analysis::countWords(Int128(count), "fact") + (count == 1 ? one : several));
}

void addFactNotes(const ActiveUsersTable& table, std::vector<std::string>& notes) {
    const analysis::UsableFacts& usable = table.usable;
    if (usable.facts.empty())
        notes.push_back(
            "No fact about active users can be used here: import active users by month, "
            "feature, tier or tenant.");
    if (!table.hasOneFeature)
        notes.push_back(
            "The filter keeps several features, whose people overlap: filter by one, or "
            "show them by feature.");
    addCount(notes, usable.cutMonths, " is of a month that the period cuts; choose whole months.",
             " are of months that the period cuts; choose whole months.");
    addCount(notes, usable.otherPeriod, " is not of one civil month and is left out.",
             " are not of one civil month and are left out.");
    addCount(notes, usable.tooBroad, " counts more people than the filter keeps and is left out.",
             " count more people than the filter keeps and are left out.");
    addCount(notes, usable.withoutValue, " has no number of users.", " have no number of users.");
    addCount(notes, table.total.unpricedFacts,
             " speaks of attempts without any known cost and is left out.",
             " speak of attempts without any known cost and are left out.");
    addCount(notes, usable.restated, " was stated again; the later one counts.",
             " were stated again; the later ones count.");
}

/// Rows whose intervals want a word of caution.
void addIntervalNotes(const ActiveUsersTable& table, std::vector<std::string>& notes) {
    bool isDealtOut = table.total.isDealtOut;
    std::size_t few = 0;
    std::string driven;
    for (const ActiveUsersRow& row : table.rows) {
        isDealtOut = isDealtOut || row.isDealtOut;
        if (!row.uncertainty.interval)
            continue;
        few += row.customers < kFewCustomers ? 1 : 0;
        if (row.largestVarianceShare && *row.largestVarianceShare > kDrivenByOne)
            driven += (driven.empty() ? "" : ", ") + labelOf(row.keys) + " by " +
                      (row.mostInfluential.empty() ? std::string(kNotGiven) : row.mostInfluential);
    }
    if (isDealtOut)
        notes.push_back(
            "Where facts name no customer, their users are dealt out to the customers by "
            "the users that their events name; only intervals and spread rest on that.");
    if (few > 0)
        notes.push_back(analysis::countWords(Int128(few), "interval") +
                        (few == 1 ? " rests" : " rest") +
                        " on fewer than 40 customers and may be too narrow.");
    if (!driven.empty())
        notes.push_back("More than half of the uncertainty comes from one customer: " + driven +
                        ".");
}

std::string correlationWords(const char* what, std::size_t customers,
                             const stats::Correlation& correlation) {
    if (!correlation.spearman.value)
        return "Whether spend goes along with " + std::string(what) +
               " cannot be said: it takes facts of four or more customers that state it and "
               "differ.";
    const auto number = [](double value) {
        return core::decimalText(Int128(std::llround(value * 100)), 2);
    };
    const auto words = [&](const stats::Estimate& estimate) {
        return (estimate.value ? number(*estimate.value) : std::string("unknown")) +
               (estimate.interval ? " (" + number(estimate.interval->low) + " to " +
                                        number(estimate.interval->high) + ")"
                                  : std::string());
    };
    return "Over " + analysis::countWords(Int128(customers), "customer") +
           ", cost per active user and " + what + " correlate by " + words(correlation.pearson) +
           " (Pearson) and " + words(correlation.spearman) +
           " (Spearman), with 95 % intervals; that is no cause.";
}

std::vector<std::string> notesOf(const ActiveUsersTable& table) {
    std::vector<std::string> notes;
    if (std::string free = freeWords(table); !free.empty())
        notes.push_back(std::move(free));
    addFactNotes(table, notes);
    addIntervalNotes(table, notes);
    notes.push_back("From and to are uncertainty of the cost per active user; 10 to 90 % is spread "
                    "between customers. They are different things.");
    notes.push_back(correlationWords("retention", table.correlations.retentionCustomers,
                                     table.correlations.retention));
    notes.push_back(correlationWords("engagement", table.correlations.engagementCustomers,
                                     table.correlations.engagement));
    if (table.total.unpricedAttempts > 0)
        notes.push_back(analysis::countWords(table.total.unpricedAttempts, "attempt") +
                        " without a price; the costs leave them out.");
    notes.push_back("People use several features: the total is that of the whole product, not the "
                    "sum of its features.");
    return notes;
}

Chart chartOf(const ActiveUsersTable& table, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Intervals;
    chart.title = finding;
    chart.xTitle = "Cost per active user and month";
    Series uncertainty{"Cost with its uncertainty (95 %)", {}},
        spread{"Spread: 10 to 90 % of customers", {}};
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const ActiveUsersRow& row = table.rows[i];
        const auto cost = row.perActiveUser();
        if (!cost)
            continue;
        const std::string label = labelOf(row.keys);
        uncertainty.points.push_back({label,
                                      *cost,
                                      {},
                                      endOf(row.uncertainty.interval, false),
                                      endOf(row.uncertainty.interval, true),
                                      int(i)});
        if (row.low && row.high)
            spread.points.push_back({label,
                                     *cost,
                                     {},
                                     analysis::inUnits(*row.low),
                                     analysis::inUnits(*row.high),
                                     int(i)});
    }
    chart.series = {std::move(uncertainty), std::move(spread)};
    return chart;
}

} // namespace

Section activeUsersSection(const ActiveUsersTable& table, const Context& context) {
    Section section;
    section.id = "active_users";
    section.title = "Cost per active user";
    section.finding = findingOf(table, context);
    section.filter = table.query.filter;
    section.table.columns = columnsOf(table);
    for (const ActiveUsersRow& row : table.rows)
        section.table.rows.push_back({cellsOf(row, table), conditionsOf(table.query.by, row.keys)});
    section.table.total = cellsOf(table.total, table);
    section.notes = notesOf(table);
    Chart chart = chartOf(table, section.finding);
    if (!chart.series.front().points.empty())
        section.charts.push_back(std::move(chart));
    return section;
}

} // namespace ms::report
