// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/core/zone.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ms::query {

/// Which fact says what became of a unit: the latest one by its outcome's time, then by order of
/// import; one without a time is before all others. A fact without a unit type speaks of all units
/// of its id that no fact names by type. What is kept of a fact is a `Value`, made for those that
/// count at the time.
/// Cost  50 to 70 bytes a unit besides its id and value.
template <class Value>
class LatestOutcomes {
public:
    /// Facts come in order of import. `zone` is where dates are days; `valueOf(fact)` is kept.
    template <class ValueOf>
    void add(const core::OutcomeFact& fact, const core::Zone& zone, const ValueOf& valueOf) {
        if (2 * (m_facts.size() + 1) > m_slots.size())
            grow();
        const std::int64_t at = fact.outcomeAt ? zone.resolve(*fact.outcomeAt).micros : INT64_MIN;
        const std::uint32_t type =
            m_types.try_emplace(fact.unitType, std::uint32_t(m_types.size())).first->second;
        const std::size_t hash = std::hash<std::string_view>{}(fact.unitId);
        std::size_t slot = hash & (m_slots.size() - 1);
        for (; m_slots[slot] != 0; slot = next(slot)) {
            Latest& known = m_facts[m_slots[slot] - 1];
            if (known.type != type || !isOf(known, hash, fact.unitId))
                continue;
            if (at >= known.at) {
                known.at = at;
                known.value = valueOf(fact);
            }
            return;
        }
        m_facts.push_back({hash, m_ids.size(), fact.unitId.size(), type, at, valueOf(fact)});
        m_ids += fact.unitId;
        m_slots[slot] = std::uint32_t(m_facts.size());
    }

    bool isEmpty() const { return m_facts.empty(); }
    /// Null: no fact speaks of the unit. It lasts until the next fact.
    const Value* of(std::string_view id, std::string_view type) const {
        if (m_slots.empty())
            return nullptr;
        const std::size_t hash = std::hash<std::string_view>{}(id);
        const auto named = m_types.find(std::string(type));
        const Value* ofAnyType = nullptr;
        for (std::size_t slot = hash & (m_slots.size() - 1); m_slots[slot] != 0;
             slot = next(slot)) {
            const Latest& latest = m_facts[m_slots[slot] - 1];
            if (!isOf(latest, hash, id))
                continue;
            if (named != m_types.end() && latest.type == named->second)
                return &latest.value;
            if (latest.type == kAnyType)
                ofAnyType = &latest.value;
        }
        return ofAnyType;
    }

private:
    static constexpr std::uint32_t kAnyType = 0;
    struct Latest {
        std::size_t hash;  // of the id
        std::size_t begin; // of the id in m_ids
        std::size_t length;
        std::uint32_t type;
        std::int64_t at; // time of the outcome
        Value value;
    };

    std::size_t next(std::size_t slot) const { return (slot + 1) & (m_slots.size() - 1); }
    bool isOf(const Latest& latest, std::size_t hash, std::string_view id) const {
        return latest.hash == hash &&
               std::string_view(m_ids).substr(latest.begin, latest.length) == id;
    }
    void grow() {
        m_slots.assign(std::max<std::size_t>(64, 2 * m_slots.size()), 0);
        for (std::size_t i = 0; i < m_facts.size(); ++i) {
            std::size_t slot = m_facts[i].hash & (m_slots.size() - 1);
            while (m_slots[slot] != 0)
                slot = next(slot);
            m_slots[slot] = std::uint32_t(i + 1);
        }
    }

    std::vector<Latest> m_facts;        // one a unit
    std::vector<std::uint32_t> m_slots; // by hash of the id: position in m_facts from 1; 0: free
    std::string m_ids;                  // all ids one behind the other
    std::unordered_map<std::string, std::uint32_t> m_types{{std::string(), kAnyType}};
};

} // namespace ms::query
