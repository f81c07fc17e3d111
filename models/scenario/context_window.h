// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ms::scenario {

/// One exchange of a conversation, in tokens.
struct Turn {
    std::int64_t question = 0;
    std::int64_t answer = 0;
};

/// What is sent along of earlier turns.
struct ContextPolicy {
    std::optional<std::size_t> lastTurns;           // only so many; nothing: all
    std::optional<std::int64_t> summaryTokens = {}; // older ones as a summary of this length
};

struct ContextTokens {
    std::vector<std::int64_t> perTurn; // input of each turn's call
    std::int64_t inputTokens = 0;      // their sum
    std::int64_t summaryInput = 0;     // of the calls that write summaries
    std::int64_t summaryOutput = 0;
};

/// How many tokens does a conversation send under a policy?
/// Output  a summary is written anew whenever a turn leaves the window, from the one before and
///         that turn.
/// Source  METHODS 5.6.
ContextTokens contextTokens(std::span<const Turn> turns, std::int64_t systemTokens,
                            const ContextPolicy& policy);

} // namespace ms::scenario
