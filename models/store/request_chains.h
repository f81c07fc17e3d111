// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/event_store.h"
#include "models/store/paged_list.h"

#include <cstdint>

namespace ms::store {

/// All attempts of each request: events with the same request key, newest first.
/// Cost  4 bytes a request and 16 an event; nothing while no event has a request.
class RequestChains {
public:
    explicit RequestChains(EventRef storedEvents) : m_firstFresh{storedEvents + 1} {}

    /// Put `event` in front of its request's chain.
    void add(std::uint32_t request, EventRef event, std::int64_t attempt) {
        m_heads.growTo(std::size_t{request} + 1);
        Link link{m_heads[request], attempt};
        if (event >= m_firstFresh) {
            m_fresh.growTo(event - m_firstFresh + std::size_t{1});
            m_fresh[event - m_firstFresh] = link;
        } else {
            m_stored.growTo(m_firstFresh);
            m_stored[event] = link;
        }
        m_heads[request] = event;
    }
    EventRef newest(std::uint32_t request) const {
        return request < m_heads.size() ? m_heads[request] : 0;
    }
    EventRef olderThan(EventRef event) const { return linkOf(event).older; }
    std::int64_t attemptOf(EventRef event) const { return linkOf(event).attempt; }

private:
    struct Link {
        EventRef older = 0;
        std::int64_t attempt = core::kUnknownNumber;
    };
    const Link& linkOf(EventRef event) const {
        return event >= m_firstFresh ? m_fresh[event - m_firstFresh] : m_stored[event];
    }
    EventRef m_firstFresh;
    PagedList<EventRef> m_heads; // by request key; 0: none
    PagedList<Link> m_stored;
    PagedList<Link> m_fresh;
};

} // namespace ms::store
