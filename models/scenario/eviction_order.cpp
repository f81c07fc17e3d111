// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/eviction_order.h"

namespace ms::scenario {

EvictionOrder::EvictionOrder(std::size_t numbers, Eviction eviction)
    : m_eviction{eviction}, m_byUses(2), m_links(numbers) {}

void EvictionOrder::append(std::uint32_t entry, std::uint32_t uses) {
    if (m_byUses.size() <= uses)
        m_byUses.resize(uses + std::size_t(1));
    Ends& ends = m_byUses[uses];
    m_links[entry] = {ends.back, kNone, uses};
    (ends.back == kNone ? ends.front : m_links[ends.back].after) = entry;
    ends.back = entry;
}

void EvictionOrder::unlink(std::uint32_t entry) {
    const auto [before, after, uses] = m_links[entry];
    Ends& ends = m_byUses[uses];
    (before == kNone ? ends.front : m_links[before].after) = after;
    (after == kNone ? ends.back : m_links[after].before) = before;
}

void EvictionOrder::insert(std::uint32_t entry) {
    append(entry, 1);
    m_least = 1;
    ++m_size;
}

void EvictionOrder::use(std::uint32_t entry) {
    const std::uint32_t uses = m_links[entry].uses;
    unlink(entry);
    append(entry, m_eviction == Eviction::LeastOften ? uses + 1 : uses);
}

void EvictionOrder::erase(std::uint32_t entry) {
    unlink(entry);
    m_links[entry].uses = 0;
    --m_size;
}

std::uint32_t EvictionOrder::first() {
    while (m_byUses[m_least].front == kNone)
        ++m_least;
    return m_byUses[m_least].front;
}

} // namespace ms::scenario
