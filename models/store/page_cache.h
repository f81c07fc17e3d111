// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>

namespace ms::store {

/// Keeps the most recently used of some costly things (decoded id pages, decoded segments).
/// Threads  any; one loads at a time, and the others wait.
template <class Thing>
class RecentlyUsed {
public:
    using Load = std::function<core::Status(std::int64_t id, Thing& thing)>;
    RecentlyUsed(std::size_t capacity, Load load) : m_capacity{capacity}, m_load{std::move(load)} {}

    /// What is kept under `id`, or null.
    std::shared_ptr<const Thing> find(std::int64_t id) {
        const std::lock_guard lock{m_mutex};
        return findKept(id);
    }
    core::Result<std::shared_ptr<const Thing>> get(std::int64_t id) {
        const std::lock_guard lock{m_mutex};
        if (auto kept = findKept(id))
            return kept;
        auto loaded = std::make_shared<Thing>();
        if (auto status = m_load(id, *loaded); !status)
            return status.error();
        keep(id, loaded);
        return std::shared_ptr<const Thing>{std::move(loaded)};
    }
    void put(std::int64_t id, std::shared_ptr<const Thing> thing) {
        const std::lock_guard lock{m_mutex};
        keep(id, std::move(thing));
    }

private:
    std::shared_ptr<const Thing> findKept(std::int64_t id) {
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            if (entry->id != id)
                continue;
            m_entries.splice(m_entries.begin(), m_entries, entry);
            return m_entries.front().thing;
        }
        return nullptr;
    }
    void keep(std::int64_t id, std::shared_ptr<const Thing> thing) {
        m_entries.push_front({id, std::move(thing)});
        if (m_entries.size() > m_capacity)
            m_entries.pop_back();
    }

    struct Entry {
        std::int64_t id;
        std::shared_ptr<const Thing> thing;
    };
    std::size_t m_capacity;
    Load m_load;
    std::mutex m_mutex;
    std::list<Entry> m_entries; // newest first; a few dozen at most, so a scan is cheapest
};

} // namespace ms::store
