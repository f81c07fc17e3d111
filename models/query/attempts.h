// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_columns.h"
#include "models/core/facts.h"
#include "models/core/money.h"
#include "models/query/query.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ms::query {

/// Where a cost comes from.
enum class CostBasis : std::uint8_t {
    Priced,   // usage x rules of the book
    Reported, // no rule; the source's own figure
    Unbilled, // a known zero: failed before any output, as the failure table says
    AppCache, // a known zero: answered from the application's own cache
    Unknown,  // none of these; never zero
};
std::string_view nameOf(CostBasis basis);

/// One event as people read it.
struct Attempt {
    std::uint64_t row = 0; // stable within one open frame: ask `explain` with it
    std::array<std::int64_t, core::kNumberColumns> numbers; // kUnknownNumber when not given
    std::array<std::string, core::kTextColumns> texts;
    std::array<std::string, core::kIdColumns> ids;
    std::array<std::string, core::kBlobColumns> blobs;
    std::string tier; // of the tenant on that day
    std::string segment;
    std::string feature;   // that FeatureMap gives its endpoint; empty: as its texts state it
    std::string ownerTeam; // that FeatureMap names; empty: as its texts state it
    std::optional<core::Money> cost;
    CostBasis basis = CostBasis::Unknown;
    std::int64_t batch = 0;
    std::string file; // name of the imported file; the line is NumberColumn::SourceRow
};

/// Columns of an event, where not all of them are wanted: reading few is several times faster.
struct AttemptColumns {
    std::vector<core::NumberColumn> numbers;
    std::vector<core::TextColumn> texts;
    std::vector<core::IdColumn> ids;
    std::vector<core::BlobColumn> blobs;
};

/// "Attempts `offset` to `offset + limit` of `filter`, in this order."
struct AttemptQuery {
    enum class Order { Time, CostDescending };
    Filter filter;
    Order order = Order::CostDescending; // unknown costs last; ties by time, then row
    std::size_t offset = 0;
    std::size_t limit = 100;
    std::optional<AttemptColumns> only; // the others read as not given; nothing: all
};
struct AttemptPage {
    std::vector<Attempt> attempts;
    std::uint64_t matching = 0; // in all pages
};

/// One line of the arithmetic of a cost: quantity x amount / per = cost.
struct CostLine {
    core::Bucket bucket = core::Bucket::Input;
    std::int64_t quantity = 0;
    core::PriceRule rule;        // with source, dates, file and line
    bool isFallbackRate = false; // no rate of its own: charged at the input rate
    core::Money cost;
};
/// How the cost of one attempt comes about.
/// Output  lines add up to `attempt.cost` exactly when `basis` is Priced.
struct Explanation {
    Attempt attempt;
    std::vector<CostLine> lines;
    std::string book;
    std::string billedProvider; // the event's, or the only one of the book that sells its model
    std::string billedModel;    // after aliases
    std::string reason;         // a sentence: why this basis; what is missing when unknown
};

} // namespace ms::query
