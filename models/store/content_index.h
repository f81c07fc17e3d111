// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/event_content.h"

#include <cstdint>
#include <vector>

namespace ms::store {

/// Finds stored events by what they say, for logs without request ids: the k-th equal row of a file
/// is the k-th equal event of its source. A hash over a few telling columns finds, all columns
/// decide. Each stored event answers for one row of the file at most.
class ContentIndex {
public:
    explicit ContentIndex(EventStore& store) : m_store{store} {}
    /// Read the telling columns of all stored segments of the source.
    core::Status load();

    static std::uint64_t hashOf(const SegmentColumns& columns, std::size_t row);
    /// Add candidates for `row`: events with its hash that are still free. `ordinal` is how many
    /// rows of the block with the same hash came before it.
    void gather(std::uint32_t row, std::uint64_t hash, std::size_t ordinal,
                std::vector<Candidate>& candidates) const;
    /// Give `row` an equal free event: one of the compared candidates, else any other with its
    /// hash. Events of active batches first; 0 when there is none.
    core::Result<EventRef> take(const SegmentColumns& block, std::uint32_t row, std::uint64_t hash,
                                const Candidate* first, const Candidate* last);

private:
    struct Entry {
        std::uint64_t hash;
        EventRef event;
        bool isTaken;
    };
    std::size_t runOf(std::uint64_t hash) const;

    EventStore& m_store;
    std::vector<Entry> m_entries;      // by hash, active first, then by event
    std::vector<std::uint32_t> m_used; // by first entry of a run: taken entries at its start
};

} // namespace ms::store
