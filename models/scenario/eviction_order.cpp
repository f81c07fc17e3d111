// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/eviction_order.h"

namespace ms::scenario {

EvictionOrder::EvictionOrder(std::size_t numbers, Eviction eviction)
    : m_eviction{eviction}, m_byUses(2), m_before(numbers, kNone), m_after(numbers, kNone),
      m_uses(numbers, 0) {}

void EvictionOrder::append(std::uint32_t entry, std::uint32_t uses) {
    if (m_byUses.size() <= uses)
        m_byUses.resize(uses + std::size_t(1));
    Ends& ends = m_byUses[uses];
    m_uses[entry] = uses;
    m_before[entry] = ends.back;
    m_after[entry] = kNone;
    (ends.back == kNone ? ends.front : m_after[ends.back]) = entry;
    ends.back = entry;
}

void EvictionOrder::unlink(std::uint32_t entry) {
    Ends& ends = m_byUses[m_uses[entry]];
    const std::uint32_t before = m_before[entry];
    const std::uint32_t after = m_after[entry];
    (before == kNone ? ends.front : m_after[before]) = after;
    (after == kNone ? ends.back : m_before[after]) = before;
}

void EvictionOrder::insert(std::uint32_t entry) {
    append(entry, 1);
    m_least = 1;
    ++m_size;
}

void EvictionOrder::use(std::uint32_t entry) {
    const std::uint32_t uses = m_uses[entry];
    unlink(entry);
    append(entry, m_eviction == Eviction::LeastOften ? uses + 1 : uses);
}

void EvictionOrder::erase(std::uint32_t entry) {
    unlink(entry);
    m_uses[entry] = 0;
    --m_size;
}

std::uint32_t EvictionOrder::first() {
    while (m_byUses[m_least].front == kNone)
        ++m_least;
    return m_byUses[m_least].front;
}

} // namespace ms::scenario
