// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/provider_cache.h"

#include "models/pricing/line_amount.h"

#include <array>
#include <optional>

namespace ms::scenario {

namespace {

class LivePrefixes {
public:
    explicit LivePrefixes(std::int64_t timeToLive) : m_timeToLive{timeToLive} {}
    /// The most tokens of a prefix of the request that is still there; 0: none.
    std::int64_t longest(const PromptRequest& request) const {
        std::int64_t tokens = 0;
        for (const PromptPrefix& prefix : request.prefixes)
            if (prefix.key < m_usedAt.size() && m_usedAt[prefix.key] &&
                request.time - *m_usedAt[prefix.key] < m_timeToLive)
                tokens = prefix.tokens;
        return tokens;
    }
    void use(const PromptRequest& request) {
        for (const PromptPrefix& prefix : request.prefixes) {
            if (prefix.key >= m_usedAt.size())
                m_usedAt.resize(prefix.key + std::size_t(1));
            m_usedAt[prefix.key] = request.time;
        }
    }

private:
    std::int64_t m_timeToLive;
    std::vector<std::optional<std::int64_t>> m_usedAt; // by key
};

/// Tokens that automatic mode caches of `tokens`.
std::int64_t inSteps(std::int64_t tokens, const ProviderCacheScheme& scheme) {
    if (tokens < scheme.leastTokens)
        return 0;
    return scheme.leastTokens +
           (tokens - scheme.leastTokens) / scheme.granularity * scheme.granularity;
}

} // namespace

std::vector<BilledPrompt> replayProviderCache(std::span<const PromptRequest> requests,
                                              const ProviderCacheScheme& scheme) {
    const bool isExplicit = scheme.mode == ProviderCacheScheme::Mode::Explicit;
    const bool hasWriteFee = !(scheme.writeMultiplier == core::Decimal{1, 0});
    LivePrefixes live(scheme.timeToLive);
    std::vector<BilledPrompt> billed;
    for (const PromptRequest& request : requests) {
        const std::int64_t end = isExplicit
                                     ? request.prefixes.empty() ? 0 : request.prefixes.back().tokens
                                     : request.promptTokens;
        BilledPrompt prompt{0, 0, request.promptTokens};
        if (!request.prefixes.empty() && end >= scheme.leastTokens) {
            const std::int64_t seen = live.longest(request);
            const std::int64_t kept = isExplicit ? end : inSteps(end, scheme);
            prompt.read =
                isExplicit ? (seen < scheme.leastTokens ? 0 : seen) : inSteps(seen, scheme);
            if (isExplicit || hasWriteFee)
                prompt.write = kept - prompt.read;
            prompt.uncached = request.promptTokens - prompt.read - prompt.write;
            live.use(request);
        }
        billed.push_back(prompt);
    }
    return billed;
}

core::Result<core::Decimal> costOf(const BilledPrompt& prompt, const ProviderCacheScheme& scheme,
                                   const core::Decimal& pricePerMillion) {
    constexpr int kPerMillion = 6;
    const std::array<std::pair<std::int64_t, core::Decimal>, 3> lines{
        {{prompt.read, scheme.readMultiplier},
         {prompt.write, scheme.writeMultiplier},
         {prompt.uncached, core::Decimal{1, 0}}}};
    std::vector<core::Decimal> amounts;
    for (const auto& [tokens, multiplier] : lines) {
        const auto amount = pricing::lineAmount({tokens, 0}, pricePerMillion,
                                                std::span(&multiplier, 1), kPerMillion);
        if (!amount)
            return amount.error();
        amounts.push_back(*amount);
    }
    return pricing::sumOf(amounts);
}

} // namespace ms::scenario
