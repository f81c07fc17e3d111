// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/event_store.h"

#include <cstdint>
#include <vector>

namespace ms::store {

/// All attempts of each request: events with the same request key, newest first.
/// Cost  4 bytes a request and 16 an event.
class RequestChains {
public:
    explicit RequestChains(EventRef storedEvents) : m_firstFresh{storedEvents + 1} {}

    /// Put `event` in front of its request's chain. Events of the import come in order.
    void add(std::uint32_t request, EventRef event, std::int64_t attempt) {
        if (request >= m_heads.size())
            m_heads.resize(request + request / 2 + 1024);
        Link link{m_heads[request], attempt};
        if (event >= m_firstFresh) {
            m_fresh.push_back(link);
        } else {
            if (m_stored.empty())
                m_stored.resize(m_firstFresh);
            m_stored[event] = link;
        }
        m_heads[request] = event;
    }
    /// An event of no request takes its place all the same.
    void addNone() { m_fresh.push_back({0, core::kUnknownNumber}); }
    EventRef newest(std::uint32_t request) const {
        return request < m_heads.size() ? m_heads[request] : 0;
    }
    EventRef olderThan(EventRef event) const { return linkOf(event).older; }
    std::int64_t attemptOf(EventRef event) const { return linkOf(event).attempt; }

private:
    struct Link {
        EventRef older;
        std::int64_t attempt;
    };
    const Link& linkOf(EventRef event) const {
        return event >= m_firstFresh ? m_fresh[event - m_firstFresh] : m_stored[event];
    }
    EventRef m_firstFresh;
    std::vector<EventRef> m_heads; // by request key; 0: none
    std::vector<Link> m_stored;
    std::vector<Link> m_fresh;
};

} // namespace ms::store
