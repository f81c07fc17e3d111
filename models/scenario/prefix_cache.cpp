// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/prefix_cache.h"

#include <algorithm>

namespace ms::scenario {

namespace {

constexpr std::size_t kStopMask = 0xFFF; // looks at the stop token every 4,096 requests

class Blocks {
public:
    Blocks(const PrefixCacheTerms& terms, std::size_t numbers)
        : m_terms{terms}, m_order(numbers, terms.eviction),
          m_usedAt(terms.timeToLive ? numbers : 0) {}

    bool isValid(std::uint32_t block, std::int64_t now) const {
        return m_order.contains(block) &&
               (!m_terms.timeToLive || now - m_usedAt[block] < *m_terms.timeToLive);
    }
    void touch(std::uint32_t block, std::int64_t now) {
        if (m_order.contains(block) && !isValid(block, now))
            m_order.erase(block);
        if (m_order.contains(block)) {
            m_order.use(block);
        } else {
            if (m_terms.capacity > 0 && m_order.size() >= m_terms.capacity)
                m_order.erase(m_order.first());
            m_order.insert(block);
        }
        if (m_terms.timeToLive)
            m_usedAt[block] = now;
    }

private:
    const PrefixCacheTerms& m_terms;
    EvictionOrder m_order;
    std::vector<std::int64_t> m_usedAt; // by block
};

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? std::optional(double(part) / double(whole)) : std::nullopt;
}

void add(PrefixReplay& replay, std::size_t matched, std::size_t blocks, std::int64_t tokens,
         std::int64_t blockTokens) {
    const std::int64_t hit = std::min(std::int64_t(matched) * blockTokens, tokens);
    replay.matched.push_back(std::uint32_t(matched));
    replay.hitBlocks += std::int64_t(matched);
    replay.allBlocks += std::int64_t(blocks);
    replay.hitTokens += hit;
    replay.allTokens += tokens;
    if (matched < blocks)
        replay.partialTokens += std::min(blockTokens - 1, tokens - hit);
}

} // namespace

std::optional<double> PrefixReplay::blockRatio() const {
    return ratio(hitBlocks, allBlocks);
}
std::optional<double> PrefixReplay::tokenRatio() const {
    return ratio(hitTokens, allTokens);
}
std::optional<double> PrefixReplay::highestTokenRatio() const {
    return ratio(hitTokens + partialTokens, allTokens);
}

PrefixReplay replayPrefixCache(const PrefixRequests& requests, const PrefixCacheTerms& terms,
                               std::stop_token stop) {
    const auto largest = std::max_element(requests.blocks.begin(), requests.blocks.end());
    Blocks blocks(terms, largest == requests.blocks.end() ? 0 : std::size_t(*largest) + 1);
    PrefixReplay replay;
    double ratios = 0;
    std::size_t withBlocks = 0;
    for (std::size_t i = 0; i < requests.ends.size(); ++i) {
        if ((i & kStopMask) == 0 && stop.stop_requested())
            break;
        const std::int64_t now = requests.times.empty() ? 0 : requests.times[i];
        const auto own = requests.blocksOf(i);
        std::size_t matched = 0;
        while (matched < own.size() && blocks.isValid(own[matched], now))
            ++matched;
        for (const std::uint32_t block : own)
            blocks.touch(block, now);
        add(replay, matched, own.size(), requests.promptTokens[i], terms.blockTokens);
        if (!own.empty()) {
            ratios += double(matched) / double(own.size());
            ++withBlocks;
        }
    }
    if (withBlocks > 0)
        replay.meanRatio = ratios / double(withBlocks);
    return replay;
}

} // namespace ms::scenario
