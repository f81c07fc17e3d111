// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/book_comparison.h"

#include "models/analysis/averages.h"
#include "models/analysis/largest_change.h"
#include "models/core/check.h"

namespace ms::analysis {

using core::MoneySum;
using query::Measure;

namespace {

/// Each attempt under one book.
struct PricedAttempts {
    std::vector<std::vector<std::string>> groups;
    std::vector<std::uint32_t> groupOf;
    std::vector<std::int64_t> costs; // kUnknownNumber: the book does not price it
};

core::Result<PricedAttempts> priced(const BooksQuery& query, const query::EventSource& source,
                                    std::stop_token stop) {
    auto attempts =
        source.entities({query::Grain::Attempt,
                         query.by,
                         {Measure::Cost, Measure::UnpricedAttempts, Measure::ReportedAttempts},
                         query.filter},
                        std::move(stop));
    if (!attempts)
        return attempts.error();
    PricedAttempts result{std::move(attempts->groups), std::move(attempts->groupOf),
                          std::move(attempts->values[0])};
    for (std::size_t i = 0; i < result.costs.size(); ++i)
        if (attempts->values[1][i] != 0 || attempts->values[2][i] != 0)
            result.costs[i] = core::kUnknownNumber;
    return result;
}

void add(BookFigures& figures, std::int64_t costA, std::int64_t costB) {
    const bool isInA = costA != core::kUnknownNumber;
    const bool isInB = costB != core::kUnknownNumber;
    ++figures.attempts;
    if (isInA && isInB) {
        ++figures.both;
        figures.costA += MoneySum::fromPicos(costA);
        figures.costB += MoneySum::fromPicos(costB);
    } else if (isInA) {
        ++figures.onlyA;
        figures.onlyCostA += MoneySum::fromPicos(costA);
    } else if (isInB) {
        ++figures.onlyB;
        figures.onlyCostB += MoneySum::fromPicos(costB);
    } else {
        ++figures.neither;
    }
}

} // namespace

std::optional<double> BookFigures::differencePct() const {
    return shareOf(difference(), costA);
}

core::Result<BooksTable> compareBooks(const BooksQuery& query, const query::EventSource& a,
                                      const query::EventSource& b, std::stop_token stop) {
    const auto underA = priced(query, a, stop);
    if (!underA)
        return underA.error();
    const auto underB = priced(query, b, stop);
    if (!underB)
        return underB.error();
    CHECK(underA->groups == underB->groups && underA->groupOf == underB->groupOf,
          "Two books are compared over the same events.");
    BooksTable table{query, a.lens().book, b.lens().book, {}, {}};
    for (const std::vector<std::string>& keys : underA->groups)
        table.rows.push_back({keys, {}});
    for (std::size_t i = 0; i < underA->costs.size(); ++i) {
        add(table.rows[underA->groupOf[i]].figures, underA->costs[i], underB->costs[i]);
        add(table.total, underA->costs[i], underB->costs[i]);
    }
    sortByChange(table.rows, [](const BooksRow& row) { return row.figures.difference(); });
    return table;
}

} // namespace ms::analysis
