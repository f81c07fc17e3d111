// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/margin_notes.h"

#include "models/analysis/sentences.h"

namespace ms::analysis {

namespace {

std::string revenueNote(const MarginTable& table, const MarginFacts& facts) {
    if (!facts.hasRevenueBooks)
        return "No revenue is known: import revenue facts or plans.";
    if (table.query.split == RevenueSplit::Equal)
        return "Revenue of a tenant-month is split equally over its slices.";
    return "Revenue of a tenant-month is split by " + std::string(nameOf(table.query.split)) + '.';
}

std::string unpricedNote(const MarginFigures& total) {
    return countWords(total.unpricedAttempts, "attempt") + ", " +
           countWords(total.unpricedTokens, "token") + " have no price; the cost leaves them out.";
}

std::string outsideNote(const MarginTable& table, std::string_view currency) {
    const bool isDefault = table.query.filter.scope.kind == query::Scope::Kind::Production;
    std::string note = moneyWords(table.outside.cost, currency) + " of " +
                       (isDefault ? "non-production spend" : "spend in other environments") +
                       " not shown (" + countWords(table.outside.attempts, "attempt");
    if (table.outside.unpricedAttempts > 0)
        note += ", " + countWords(table.outside.unpricedAttempts) + " of them without a price";
    return note + ").";
}

std::string reportedNote(std::int64_t reported, std::int64_t attempts) {
    return countWords(reported) + " of " + countWords(attempts, "attempt") +
           (reported == 1 ? " has" : " have") +
           " no price rule; the cost is the one that the source reports.";
}

} // namespace

std::vector<std::string> marginNotes(const MarginTable& table, const MarginFacts& facts) {
    std::vector<std::string> notes{revenueNote(table, facts)};
    const MarginFigures& total = table.total;
    if (total.unpricedAttempts > 0)
        notes.push_back(unpricedNote(total));
    if (facts.usageUnknown > 0) {
        notes.push_back(countWords(facts.usageUnknown, "attempt") +
                        (facts.usageUnknown == 1 ? " does" : " do") + " not say how many tokens.");
    }
    if (table.outside.attempts > 0)
        notes.push_back(outsideNote(table, facts.currency));
    if (facts.reportedAttempts > 0)
        notes.push_back(reportedNote(facts.reportedAttempts, total.attempts));
    if (facts.fallbackRateAttempts > 0) {
        notes.push_back(countWords(facts.fallbackRateAttempts, "attempt") +
                        " charged at the input rate for a bucket without a rate of its own.");
    }
    if (!facts.noUsageRevenue.isZero()) {
        notes.push_back(moneyWords(facts.noUsageRevenue, facts.currency) +
                        " of revenue has no request to belong to (no usage).");
    }
    return notes;
}

} // namespace ms::analysis
