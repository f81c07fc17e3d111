// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/context_window.h"

#include <algorithm>

namespace ms::scenario {

ContextTokens contextTokens(std::span<const Turn> turns, std::int64_t systemTokens,
                            const ContextPolicy& policy) {
    ContextTokens result;
    const std::size_t window = policy.lastTurns.value_or(turns.size());
    for (std::size_t t = 0; t < turns.size(); ++t) {
        const std::size_t first = t > window ? t - window : 0;
        std::int64_t tokens = systemTokens + turns[t].question;
        for (std::size_t j = first; j < t; ++j)
            tokens += turns[j].question + turns[j].answer;
        if (first > 0 && policy.summaryTokens) {
            const Turn& dropped = turns[first - 1];
            const std::int64_t earlier = first > 1 ? *policy.summaryTokens : 0;
            result.summaryInput += earlier + dropped.question + dropped.answer;
            result.summaryOutput += *policy.summaryTokens;
            tokens += *policy.summaryTokens;
        }
        result.perTurn.push_back(tokens);
        result.inputTokens += tokens;
    }
    return result;
}

} // namespace ms::scenario
