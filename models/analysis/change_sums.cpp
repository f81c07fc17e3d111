// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/change_sums.h"

#include "models/analysis/averages.h"

namespace ms::analysis {

using core::Int128;
using query::Measure;

const std::vector<Measure>& ChangeSums::measures() {
    static const std::vector<Measure> all{
        Measure::Cost,        Measure::Requests,        Measure::Attempts,
        Measure::InputTokens, Measure::CacheReadTokens, Measure::CacheWriteTokens,
        Measure::OutputTokens};
    return all;
}

ChangeSums ChangeSums::of(const std::vector<Int128>& values) {
    return {values[0], values[1], values[2], values[3] + values[4] + values[5] + values[6]};
}

stats::CostFactors ChangeSums::factors(Int128 count) const {
    return {shareOf(requests, count).value_or(0), shareOf(attempts, requests).value_or(0),
            shareOf(tokens, attempts).value_or(0),
            shareOf(cost, tokens * core::kPicosPerUnit).value_or(0)};
}

} // namespace ms::analysis
