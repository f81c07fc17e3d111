// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ms::scenario {

/// What goes first when a cache is full: the least recently used entry, or of those used least
/// often the least recently used. How often counts from when an entry came in.
enum class Eviction { LeastRecent, LeastOften };

/// The entries of a cache, in the order in which they would go. Entries are dense numbers.
/// Cost    constant a call; 12 bytes a number.
class EvictionOrder {
public:
    EvictionOrder(std::size_t numbers, Eviction eviction);

    bool contains(std::uint32_t entry) const { return m_links[entry].uses != 0; }
    std::size_t size() const { return m_size; }
    /// The entry comes in, with one use.
    void insert(std::uint32_t entry);
    /// The entry is used once more.
    void use(std::uint32_t entry);
    void erase(std::uint32_t entry);
    /// The entry that goes first; there is one.
    std::uint32_t first();

private:
    static constexpr std::uint32_t kNone = UINT32_MAX;
    struct Ends { // of the entries used equally often, least recent first
        std::uint32_t front = kNone;
        std::uint32_t back = kNone;
    };
    void append(std::uint32_t entry, std::uint32_t uses);
    void unlink(std::uint32_t entry);

    Eviction m_eviction;
    std::size_t m_size = 0;
    std::size_t m_least = 1; // no entry is used less often
    std::vector<Ends> m_byUses;
    struct Link { // side by side: an entry is anywhere in memory, and looked at once
        std::uint32_t before = kNone;
        std::uint32_t after = kNone;
        std::uint32_t uses = 0; // 0: not there; 1 for all where recency alone counts
    };
    std::vector<Link> m_links; // by entry
};

} // namespace ms::scenario
