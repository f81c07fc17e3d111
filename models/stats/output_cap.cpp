// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/output_cap.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

OutputCap outputCap(std::span<const std::int64_t> outputTokens, std::int64_t cap,
                    double repeatShare) {
    OutputCap result;
    if (outputTokens.empty())
        return result;
    std::int64_t all = 0, capped = 0, ofTruncated = 0, truncated = 0;
    for (const std::int64_t tokens : outputTokens) {
        all += tokens;
        capped += std::min(tokens, cap);
        if (tokens > cap) {
            ++truncated;
            ofTruncated += tokens;
        }
    }
    const double calls = double(outputTokens.size());
    result.meanUncapped = double(all) / calls;
    result.meanCapped = double(capped) / calls;
    result.truncatedShare = double(truncated) / calls;
    result.meanWithRepeats = (double(capped) + repeatShare * double(ofTruncated)) / calls;
    if (all > 0)
        result.savingRate = 1 - *result.meanWithRepeats / *result.meanUncapped;
    return result;
}

Retries retries(const RetryTerms& terms) {
    const double f = terms.failureShare;
    const double allFail = std::pow(f, terms.maxAttempts);
    Retries result;
    result.expectedAttempts = f < 1 ? (1 - allFail) / (1 - f) : terms.maxAttempts;
    result.successShare = 1 - allFail;
    result.costPerRequest = result.expectedAttempts * terms.costPerAttempt;
    if (f < 1)
        result.costPerSuccess = terms.costPerAttempt / (1 - f);
    result.wasteShare = f;
    return result;
}

} // namespace ms::stats
