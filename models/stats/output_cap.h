// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace ms::stats {

/// What a limit on output tokens does to logged lengths. Means a call; empty without calls.
struct OutputCap {
    std::optional<double> meanUncapped;
    std::optional<double> meanCapped;
    std::optional<double> truncatedShare; // calls whose answer is cut
    std::optional<double> meanWithRepeats;
    std::optional<double> savingRate; // of output tokens, repeats counted
};

/// Input   `repeatShare`: how many of the truncated calls are made again without the limit.
/// Source  METHODS 5.6.
OutputCap outputCap(std::span<const std::int64_t> outputTokens, std::int64_t cap,
                    double repeatShare);

/// Calls that fail independently and are tried again.
struct RetryTerms {
    double failureShare = 0; // of attempts
    int maxAttempts = 1;     // 1 or more
    double costPerAttempt = 0;
};
struct Retries {
    double expectedAttempts = 0;
    double successShare = 0;
    double costPerRequest = 0;
    std::optional<double> costPerSuccess; // nothing when every attempt fails
    double wasteShare = 0;                // of attempts: those that fail
};
/// Source  METHODS 5.6. With correlated failures, replay logged attempts instead.
Retries retries(const RetryTerms& terms);

} // namespace ms::stats
