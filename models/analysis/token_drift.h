// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

struct TokenDriftQuery {
    query::Filter filter;
    std::vector<query::Dimension> by = {query::Dimension::Feature}; // each slice is watched
};

enum class TokenSide : std::uint8_t { Prompt, Output };

/// A week in which the requests of a slice had other lengths than before.
struct TokenDrift {
    std::vector<std::string> keys; // by TokenDriftQuery::by
    TokenSide side = TokenSide::Prompt;
    core::Day week;            // its Monday
    double psi = 0;            // population stability index against the four weeks before
    double before = 0;         // tokens a request of those weeks, on average
    double after = 0;          // of the week
    std::int64_t requests = 0; // of the week
    core::MoneySum excess;     // its cost less what as many requests cost before
    core::TimeRange range;     // the week
};

/// Do requests have other lengths than they had?
/// Each slice is judged week by week against the four weeks before, prompts and outputs apart, in
/// ten bins of equal content of those weeks. Requests whose usage is not known are left out.
/// Output  drifts by absolute excess, largest first.
/// Errors  as EventSource.
/// Cost    one query by request; the lengths of all requests in memory.
/// Source  METHODS 3.7: PSI of 0.25 or more, which is a major shift by the usual reading. So that
///         few requests cannot raise it, the bins must also differ by a chi-square test at
///         kFalseAlarms over all weeks that are judged.
struct TokenDriftTable {
    static constexpr double kFalseAlarms = 0.05;
    static constexpr double kLeastPsi = 0.25;
    static constexpr std::size_t kLeastRequests = 300; // of a week
    TokenDriftQuery query;
    std::vector<TokenDrift> drifts;
    std::size_t slices = 0;
    std::size_t judged = 0;   // weeks, over all slices and both sides
    std::int64_t unknown = 0; // requests without a count of tokens
};
core::Result<TokenDriftTable> tokenDrift(const TokenDriftQuery& query,
                                         const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
