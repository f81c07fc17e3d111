// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/event_identity.h"

#include <algorithm>

namespace ms::store {

using core::IdColumn;
using core::Identity;
using core::NumberColumn;

EventIdentity::EventIdentity(EventStore& store, Identity identity, std::int64_t batch,
                             std::uint32_t knownRequests)
    : m_store{store}, m_identity{identity}, m_batch{batch},
      m_knownRequests{knownRequests}, m_chains{store.storedEvents()}, m_contents{store} {}

core::Result<EventIdentity::Outcome> EventIdentity::resolve(SegmentColumns& block) {
    Outcome outcome;
    m_blockFirst = m_store.nextRef();
    if (auto loaded = loadStored(block); !loaded)
        return loaded.error();
    if (auto gathered = gather(block); !gathered)
        return gathered.error();
    outcome.accepted.reserve(block.rows);
    m_nextCandidate = 0;
    for (std::uint32_t row = 0; row < block.rows; ++row) {
        if (hasRequest(block, row)) {
            resolveRequestRow(block, row, outcome);
        } else if (auto resolved = resolveContentRow(block, row, outcome); !resolved) {
            return resolved.error();
        }
    }
    return outcome;
}

/// Stored events matter only once a row could be one of them: a new file of new requests reads
/// none.
core::Status EventIdentity::loadStored(const SegmentColumns& block) {
    if (m_store.storedSegments() == 0)
        return {};
    bool needsChains = false;
    bool needsContent = false;
    for (std::size_t row = 0; row < block.rows; ++row) {
        if (!hasRequest(block, row))
            needsContent = true;
        else if (identityKey(block, row) < m_knownRequests)
            needsChains = true;
    }
    if (needsContent && !m_hasContent) {
        m_hasContent = true;
        if (auto loaded = m_contents.load(); !loaded)
            return loaded;
    }
    if (!needsChains || m_hasChains)
        return {};
    m_hasChains = true;
    auto replaced = m_store.readReplacedRows();
    if (!replaced)
        return replaced.error();
    std::vector<std::uint32_t> requests;
    std::vector<std::uint32_t> records;
    std::vector<std::int64_t> attempts;
    for (std::size_t s = 0; s < m_store.storedSegments(); ++s) {
        const EventStore::Segment& segment = m_store.segments()[s];
        BodyReader& reader = m_store.reader();
        if (auto read = reader.keys(segment.id, IdColumn::Request, segment.rows, requests); !read)
            return read;
        if (auto read = reader.keys(segment.id, IdColumn::Record, segment.rows, records); !read)
            return read;
        if (auto read = reader.numbers(segment.id, NumberColumn::Attempt, segment.rows, attempts);
            !read)
            return read;
        for (std::uint32_t row = 0; row < segment.rows; ++row)
            if (const std::uint32_t key = records[row] != 0 ? records[row] : requests[row])
                m_chains.add(key, segment.first + row, attempts[row]);
        if (const auto rows = replaced->find(segment.id); rows != replaced->end())
            for (const std::uint32_t row : rows->second)
                m_superseded.insert(segment.first + row);
    }
    return {};
}

/// Find the earlier events that rows of the block may be, and compare them all at once.
core::Status EventIdentity::gather(const SegmentColumns& block) {
    m_candidates.clear();
    std::unordered_map<std::uint64_t, std::size_t> ordinals;
    for (std::uint32_t row = 0; row < block.rows; ++row) {
        if (!hasRequest(block, row)) {
            if (!m_hasContent)
                continue;
            const std::uint64_t hash = ContentIndex::hashOf(block, row);
            m_contents.gather(row, hash, ordinals[hash]++, m_candidates);
            continue;
        }
        const std::int64_t attempt = block[NumberColumn::Attempt][row];
        for (EventRef event = m_chains.newest(identityKey(block, row)); event != 0;
             event = m_chains.olderThan(event))
            if (m_identity == Identity::RequestOnly || m_chains.attemptOf(event) == attempt)
                m_candidates.push_back({row, event, false, 0});
    }
    return compareAll(m_store, block, content(), m_candidates);
}

core::Status EventIdentity::resolveContentRow(const SegmentColumns& block, std::uint32_t row,
                                              Outcome& outcome) {
    const std::size_t first = m_nextCandidate;
    while (m_nextCandidate < m_candidates.size() && m_candidates[m_nextCandidate].row == row)
        ++m_nextCandidate;
    EventRef equal = 0;
    if (m_hasContent) {
        auto taken =
            m_contents.take(block, row, ContentIndex::hashOf(block, row),
                            m_candidates.data() + first, m_candidates.data() + m_nextCandidate);
        if (!taken)
            return taken.error();
        equal = *taken;
    }
    if (equal != 0 && m_store.segments()[m_store.placeOf(equal).segment].isActive) {
        ++outcome.duplicates;
        return {};
    }
    if (equal != 0)
        m_replacements.push_back({equal, m_batch});
    accept(block, row, outcome);
    return {};
}

void EventIdentity::collectVersions(const SegmentColumns& block, std::uint32_t row,
                                    const Outcome& outcome) {
    m_versions.clear();
    const std::int64_t attempt = block[NumberColumn::Attempt][row];
    // Rows of this block that were accepted stand in front of the chain.
    for (EventRef event = m_chains.newest(identityKey(block, row)); event >= m_blockFirst;
         event = m_chains.olderThan(event)) {
        if (m_identity != Identity::RequestOnly && m_chains.attemptOf(event) != attempt)
            continue;
        const std::uint32_t other = outcome.accepted[event - m_blockFirst];
        m_versions.push_back({event, m_batch, orderOf(block, other), m_chains.attemptOf(event),
                              true, !m_superseded.contains(event),
                              sameContent(block, row, block, other, content())});
    }
    for (; m_nextCandidate < m_candidates.size() && m_candidates[m_nextCandidate].row == row;
         ++m_nextCandidate) {
        const Candidate& found = m_candidates[m_nextCandidate];
        const auto& segment = m_store.segments()[m_store.placeOf(found.event).segment];
        const bool isCurrent = segment.isActive && !m_superseded.contains(found.event);
        m_versions.push_back({found.event, segment.batch, found.order,
                              m_chains.attemptOf(found.event), segment.isActive, isCurrent,
                              found.isEqual});
    }
}

void EventIdentity::resolveRequestRow(SegmentColumns& block, std::uint32_t row, Outcome& outcome) {
    collectVersions(block, row, outcome);
    const auto isKnown = [](const Version& v) { return v.isActive && v.isEqual; };
    if (std::any_of(m_versions.begin(), m_versions.end(), isKnown)) {
        ++outcome.duplicates;
        return;
    }
    const Fate fate = m_identity == Identity::RequestOnly
                          ? decideUnnumbered(block, row, outcome)
                          : decideNumbered(orderOf(block, row), outcome);
    if (fate == Fate::Duplicate)
        ++outcome.duplicates;
    else
        accept(block, row, outcome);
}

/// The version that is later in order is final; of equal ones the row read later.
EventIdentity::Fate EventIdentity::decideNumbered(VersionOrder order, Outcome& outcome) {
    for (const Version& version : m_versions)
        if (version.isCurrent && version.order > order)
            return Fate::Duplicate;
    for (const Version& version : m_versions) {
        // An undone batch with a later version takes this row's place when it is put back.
        if (!version.isActive && !version.isEqual && version.order > order)
            m_replacements.push_back(
                {m_blockFirst + EventRef(outcome.accepted.size()), version.batch});
        else
            replace(version, outcome);
    }
    return Fate::Append;
}

/// Other content at the same known time is the final version of that attempt, else a further
/// attempt.
EventIdentity::Fate EventIdentity::decideUnnumbered(SegmentColumns& block, std::uint32_t row,
                                                    Outcome& outcome) {
    const std::int64_t time = block[NumberColumn::Time][row];
    std::int64_t attempt = 1;
    std::optional<std::int64_t> finalOf;
    for (const Version& version : m_versions) {
        const bool isSameTime = time != core::kUnknownNumber && version.order.time == time;
        if (version.isCurrent)
            ++attempt;
        if (version.isCurrent && isSameTime)
            finalOf = version.attempt;
        if (isSameTime || (!version.isActive && version.isEqual))
            replace(version, outcome);
    }
    std::int64_t& given = block[NumberColumn::Attempt].filled(block.rows)[row];
    const std::int64_t number = finalOf.value_or(attempt);
    if (given != number) {
        given = number;
        block[NumberColumn::Flags].filled(block.rows)[row] |=
            core::bitOf(core::Flag::AttemptInferred);
    }
    return Fate::Append;
}

void EventIdentity::replace(const Version& version, Outcome& outcome) {
    m_replacements.push_back({version.event, m_batch});
    if (!version.isCurrent)
        return;
    m_superseded.insert(version.event);
    ++(version.batch == m_batch ? outcome.superseded : outcome.replaced);
}

void EventIdentity::accept(const SegmentColumns& block, std::uint32_t row, Outcome& outcome) {
    const auto event = m_blockFirst + EventRef(outcome.accepted.size());
    outcome.accepted.push_back(row);
    if (hasRequest(block, row))
        m_chains.add(identityKey(block, row), event, block[NumberColumn::Attempt][row]);
}

} // namespace ms::store
