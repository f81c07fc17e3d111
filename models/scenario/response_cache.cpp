// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/response_cache.h"

#include <algorithm>

namespace ms::scenario {

namespace {

constexpr std::size_t kStopMask = 0xFFFF; // looks at the stop token every 65,536 requests

class Replay {
public:
    Replay(const CacheRequests& requests, const ResponseCacheTerms& terms, std::size_t keys)
        : m_requests{requests}, m_terms{terms},
          m_policy(keys, terms.eviction), m_hasAges{terms.timeToLive && terms.capacity > 0},
          m_ages(m_hasAges ? keys : 0, Eviction::LeastRecent), m_inserted(keys),
          m_readyAt(requests.readyAt.empty() ? 0 : keys) {
        m_result.hits.reserve(requests.keys.size());
    }

    void step(std::size_t i) {
        const std::int64_t now = m_requests.times[i];
        const std::uint32_t key = m_requests.keys[i];
        if (m_policy.contains(key) && isExpired(key, now))
            expire(key);
        const bool isThere = m_policy.contains(key);
        const bool isHit = isThere && (m_requests.readyAt.empty() || m_readyAt[key] <= now);
        m_result.hits.push_back(isHit ? 1 : 0);
        if (isHit) {
            ++m_result.hitCount;
            m_policy.use(key);
            if (m_terms.expiry == ResponseCacheTerms::Expiry::Sliding)
                restart(key, now);
            return;
        }
        ++m_result.misses;
        if (!isThere && (m_requests.isKept.empty() || m_requests.isKept[i] != 0))
            insert(key, i);
    }

    ResponseCacheReplay take() { return std::move(m_result); }

private:
    bool isExpired(std::uint32_t key, std::int64_t now) const {
        return m_terms.timeToLive && now - m_inserted[key] >= *m_terms.timeToLive;
    }
    void expire(std::uint32_t key) {
        m_policy.erase(key);
        if (m_hasAges)
            m_ages.erase(key);
        ++m_result.expirations;
    }
    void restart(std::uint32_t key, std::int64_t now) {
        m_inserted[key] = now;
        if (m_hasAges)
            m_ages.use(key);
    }
    void insert(std::uint32_t key, std::size_t i) {
        const std::int64_t now = m_requests.times[i];
        if (m_terms.capacity > 0 && m_policy.size() >= m_terms.capacity)
            makeRoom(now);
        m_policy.insert(key);
        if (m_hasAges)
            m_ages.insert(key);
        m_inserted[key] = now;
        if (!m_requests.readyAt.empty())
            m_readyAt[key] = m_requests.readyAt[i];
    }
    void makeRoom(std::int64_t now) {
        while (m_ages.size() > 0 && isExpired(m_ages.first(), now))
            expire(m_ages.first());
        if (m_policy.size() < m_terms.capacity)
            return;
        const std::uint32_t victim = m_policy.first();
        m_policy.erase(victim);
        if (m_hasAges)
            m_ages.erase(victim);
        ++m_result.evictions;
    }

    const CacheRequests& m_requests;
    const ResponseCacheTerms& m_terms;
    EvictionOrder m_policy;
    bool m_hasAges;                       // whether a full cache could have expired answers
    EvictionOrder m_ages;                 // the longest in the cache first: what expires first
    std::vector<std::int64_t> m_inserted; // by key
    std::vector<std::int64_t> m_readyAt;
    ResponseCacheReplay m_result;
};

} // namespace

ResponseCacheReplay replayResponseCache(const CacheRequests& requests,
                                        const ResponseCacheTerms& terms, std::stop_token stop) {
    const auto largest = std::max_element(requests.keys.begin(), requests.keys.end());
    Replay replay(requests, terms, largest == requests.keys.end() ? 0 : std::size_t(*largest) + 1);
    for (std::size_t i = 0; i < requests.keys.size(); ++i) {
        if ((i & kStopMask) == 0 && stop.stop_requested())
            break;
        replay.step(i);
    }
    return replay.take();
}

} // namespace ms::scenario
