// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/top_with_other.h"

#include <algorithm>

namespace ms::analysis {

namespace {

core::Int128 rankOf(const MarginFigures& figures, Ranking ranking) {
    switch (ranking) {
    case Ranking::Cost:
        return figures.cost.picos();
    case Ranking::Revenue:
        return figures.revenue.picos();
    case Ranking::Margin:
        return figures.margin().picos();
    case Ranking::LowestMargin:
        return -figures.margin().picos();
    }
    return 0;
}

void add(MarginFigures& sum, const MarginFigures& part) {
    sum.attempts += part.attempts;
    sum.requests += part.requests;
    sum.actions += part.actions;
    sum.inputTokens += part.inputTokens;
    sum.cacheReadTokens += part.cacheReadTokens;
    sum.cacheWriteTokens += part.cacheWriteTokens;
    sum.outputTokens += part.outputTokens;
    sum.cost += part.cost;
    sum.revenue += part.revenue;
    sum.retryCost += part.retryCost;
    sum.fallbackCost += part.fallbackCost;
    sum.unpricedAttempts += part.unpricedAttempts;
    sum.unpricedTokens += part.unpricedTokens;
}

} // namespace

TopRows topWithOther(const MarginTable& table, Ranking ranking, std::size_t count) {
    TopRows result;
    result.top = table.rows;
    // Stable: rows of equal rank stay in the order of the table.
    std::stable_sort(result.top.begin(), result.top.end(),
                     [ranking](const MarginRow& a, const MarginRow& b) {
                         return rankOf(a.figures, ranking) > rankOf(b.figures, ranking);
                     });
    if (result.top.size() <= count)
        return result;
    result.otherRows = result.top.size() - count;
    result.other.emplace();
    for (std::size_t i = count; i < result.top.size(); ++i)
        add(*result.other, result.top[i].figures);
    result.top.resize(count);
    return result;
}

} // namespace ms::analysis
