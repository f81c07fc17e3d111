// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/content_index.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace ms::store {

namespace {

using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;

} // namespace

std::uint64_t ContentIndex::hashOf(const SegmentColumns& columns, std::size_t row) {
    const std::int64_t telling[] = {
        columns[NumberColumn::Time][row], columns[NumberColumn::Input][row],
        columns[NumberColumn::Output][row], std::int64_t(columns[TextColumn::Model][row]),
        std::int64_t(columns[IdColumn::User][row])};
    return XXH3_64bits(telling, sizeof telling);
}

core::Status ContentIndex::load() {
    for (std::size_t s = 0; s < m_store.storedSegments(); ++s) {
        const EventStore::Segment& segment = m_store.segments()[s];
        SegmentColumns columns;
        core::Status status;
        for (const NumberColumn c : {NumberColumn::Time, NumberColumn::Input, NumberColumn::Output})
            if (status)
                status = m_store.reader().numbers(segment.id, c, segment.rows,
                                                  columns.numbers[std::size_t(c)].storage());
        if (status)
            status =
                m_store.reader().codes(segment.id, TextColumn::Model, segment.rows,
                                       columns.codes[std::size_t(TextColumn::Model)].storage());
        if (status)
            status = m_store.reader().keys(segment.id, IdColumn::User, segment.rows,
                                           columns.keys[std::size_t(IdColumn::User)].storage());
        if (!status)
            return status;
        for (std::uint32_t row = 0; row < segment.rows; ++row)
            m_entries.push_back({hashOf(columns, row), segment.first + row, false});
    }
    const auto isInactive = [this](EventRef event) {
        return !m_store.segments()[m_store.placeOf(event).segment].isActive;
    };
    std::sort(m_entries.begin(), m_entries.end(), [&](const Entry& a, const Entry& b) {
        if (a.hash != b.hash)
            return a.hash < b.hash;
        return std::pair{isInactive(a.event), a.event} < std::pair{isInactive(b.event), b.event};
    });
    m_used.assign(m_entries.size(), 0);
    return {};
}

std::size_t ContentIndex::runOf(std::uint64_t hash) const {
    const auto run = std::lower_bound(
        m_entries.begin(), m_entries.end(), hash,
        [](const Entry& entry, std::uint64_t wanted) { return entry.hash < wanted; });
    return std::size_t(run - m_entries.begin());
}

void ContentIndex::gather(std::uint32_t row, std::uint64_t hash, std::size_t ordinal,
                          std::vector<Candidate>& candidates) const {
    const std::size_t run = runOf(hash);
    if (run == m_entries.size())
        return;
    // Where equal hashes mean equal content, the rows of the block before this one take `ordinal`.
    std::size_t wanted = 1;
    for (std::size_t i = run + m_used[run] + ordinal; i < m_entries.size() && wanted > 0; ++i) {
        if (m_entries[i].hash != hash)
            return;
        if (m_entries[i].isTaken)
            continue;
        candidates.push_back({row, m_entries[i].event, false, 0});
        --wanted;
    }
}

core::Result<EventRef> ContentIndex::take(const SegmentColumns& block, std::uint32_t row,
                                          std::uint64_t hash, const Candidate* first,
                                          const Candidate* last) {
    const std::size_t run = runOf(hash);
    for (std::size_t i = run; i < m_entries.size() && m_entries[i].hash == hash; ++i) {
        if (i == run)
            i += m_used[run];
        if (i >= m_entries.size() || m_entries[i].hash != hash)
            break;
        Entry& entry = m_entries[i];
        if (entry.isTaken)
            continue;
        const auto* known =
            std::find_if(first, last, [&](const Candidate& c) { return c.event == entry.event; });
        bool isEqual = known != last && known->isEqual;
        if (known == last) {
            const EventStore::Place place = m_store.placeOf(entry.event);
            auto columns = m_store.columns(place.segment);
            if (!columns)
                return columns.error();
            isEqual = sameContent(block, row, **columns, place.row, Content::AllColumns);
        }
        if (!isEqual)
            continue;
        entry.isTaken = true;
        while (run + m_used[run] < m_entries.size() && m_entries[run + m_used[run]].hash == hash &&
               m_entries[run + m_used[run]].isTaken)
            ++m_used[run];
        return entry.event;
    }
    return EventRef{0};
}

} // namespace ms::store
