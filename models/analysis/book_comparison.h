// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// What the same attempts cost under two price books, A and B. A book prices an attempt when its
/// rules do, or when the attempt costs a known zero whatever the prices; a cost that the source
/// states is no price of a book. Money in the base currency.
struct BookFigures {
    std::int64_t attempts = 0; // all; the sum of the four counts below
    std::int64_t both = 0;
    core::MoneySum costA; // of the attempts that both books price
    core::MoneySum costB;
    std::int64_t onlyA = 0;
    core::MoneySum onlyCostA;
    std::int64_t onlyB = 0;
    core::MoneySum onlyCostB;
    std::int64_t neither = 0;

    /// costB - costA: what B adds. Unknown is not zero, so only where both are known.
    core::MoneySum difference() const { return costB - costA; }
    /// difference / costA; nothing where costA is 0.
    std::optional<double> differencePct() const;
};

struct BooksRow {
    std::vector<std::string> keys;
    BookFigures figures;
};

struct BooksQuery {
    std::vector<query::Dimension> by; // none: only the total
    query::Filter filter;
};

/// The attempts of `query` under the books of two sources.
/// Input   both sources are the same events in the same zone, each through its own book.
/// Output  rows by absolute difference, largest first, ties by keys. All figures add up to `total`
///         exactly.
/// Errors  as EventSource.
/// Cost    one pass over the attempts of each source; about 40 bytes an attempt.
/// Source  DESIGN.md section 2, Cost of an attempt.
struct BooksTable {
    BooksQuery query;
    std::string a; // names of the books
    std::string b;
    std::vector<BooksRow> rows;
    BookFigures total;
};
core::Result<BooksTable> compareBooks(const BooksQuery& query, const query::EventSource& a,
                                      const query::EventSource& b, std::stop_token stop);

} // namespace ms::analysis
