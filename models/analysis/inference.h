// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// The parts of an answer that rests on documents. Logs name them by the call kind.
enum class RagPart { Embedding, Search, Rerank, Generation };
inline constexpr std::size_t kRagParts = 4;
std::string_view nameOf(RagPart part); // "embedding"
/// The call kinds that are this part: "search" and "retrieval" are one.
const std::vector<std::string>& callKindsOf(RagPart part);

/// Calls of one kind in one slice. Money in the base currency.
struct CallFigures {
    std::int64_t attempts = 0;
    std::int64_t requests = 0; // distinct: one counts in each row that it touches
    core::Int128 tokens = 0;   // prompt and output
    core::MoneySum cost;       // of the attempts whose cost is known
    std::int64_t unpricedAttempts = 0;

    /// cost / attempts whose cost is known; nothing where there is none.
    std::optional<core::MoneySum> costPerCall() const;
};

/// RAG queries of one slice: actions (a request without root is its own) with at least one call
/// that retrieves (embedding, search, rerank) and one that generates. Only these calls count.
struct RagFigures {
    std::int64_t queries = 0;
    std::array<core::MoneySum, kRagParts> parts; // known cost
    std::int64_t priced = 0;                     // queries without an unpriced call
    core::MoneySum pricedCost;                   // of those
    std::int64_t retrievals = 0;                 // actions that retrieve, whatever follows

    core::MoneySum cost() const;
    std::optional<core::MoneySum> costPerQuery() const;    // pricedCost / priced
    std::optional<double> shareOfPart(RagPart part) const; // of the cost
};

struct InferenceQuery {
    std::vector<query::Dimension> by; // of the RAG queries; none: only the total
    query::Filter filter;
};

struct CallKindRow {
    std::string kind; // empty: the log does not say
    CallFigures figures;
};
struct RagRow {
    std::vector<std::string> keys;
    RagFigures figures;
};

/// Output  `kinds` by cost, highest first, ties by name; sums add up to `total`. `rag` by cost,
///         highest first, ties by keys: an action is whole in the row of its first call that
///         retrieves; sums and counts add up to `ragTotal`. Without any call that retrieves, empty.
/// Errors  as EventSource.
/// Cost    one group query; where something retrieves, four entity queries and the ids of the
///         actions that retrieve or generate.
/// Source  DESIGN.md section 1; ARCHITECTURE.md, glossary.
struct InferenceTable {
    InferenceQuery query;
    std::vector<CallKindRow> kinds;
    CallFigures total;
    std::vector<RagRow> rag;
    RagFigures ragTotal;
};
core::Result<InferenceTable> inferenceOf(const InferenceQuery& query,
                                         const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
