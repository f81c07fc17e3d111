// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/import_stream.h"
#include "models/store/content_index.h"
#include "models/store/event_content.h"
#include "models/store/request_chains.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ms::store {

/// "`event` does not count while `byBatch` is active."
struct Replacement {
    EventRef event = 0;
    std::int64_t byBatch = 0;
};

/// Decides which rows of a file are new events, which are known already, and which events they are
/// later versions of (DESIGN.md section 2, Retries; core::Identity).
/// Only events of active batches make a row a duplicate, so that a file can be undone and imported
/// again. Where an undone batch holds the same event, one of the two is marked as replaced by the
/// other, so that putting that batch back never counts an event twice.
class EventIdentity {
public:
    /// `knownRequests`: request keys below it occurred before this import.
    EventIdentity(EventStore& store, core::Identity identity, std::int64_t batch,
                  std::uint32_t knownRequests);

    /// What became of a block.
    struct Outcome {
        std::vector<std::uint32_t> accepted; // rows, ascending; the caller appends exactly these
        std::int64_t duplicates = 0;         // known already, or older than what is known
        std::int64_t superseded = 0; // rows of this file accepted earlier that a later one replaces
        std::int64_t replaced = 0;   // events of other batches that this file replaces
    };
    /// May give attempt numbers to rows of `block`.
    core::Result<Outcome> resolve(SegmentColumns& block);
    const std::vector<Replacement>& replacements() const { return m_replacements; }

private:
    struct Version { // an event with the identity of the row at hand
        EventRef event = 0;
        std::int64_t batch = 0;
        VersionOrder order;
        std::int64_t attempt = 0;
        bool isActive = true;
        bool isCurrent = true; // active and not replaced
        bool isEqual = false;
    };
    enum class Fate { Append, Duplicate };

    core::Status loadStored(const SegmentColumns& block);
    core::Status gather(const SegmentColumns& block);
    core::Status resolveContentRow(const SegmentColumns& block, std::uint32_t row,
                                   Outcome& outcome);
    void resolveRequestRow(SegmentColumns& block, std::uint32_t row, Outcome& outcome);
    void collectVersions(const SegmentColumns& block, std::uint32_t row, const Outcome& outcome);
    Fate decideNumbered(VersionOrder order, Outcome& outcome);
    Fate decideUnnumbered(SegmentColumns& block, std::uint32_t row, Outcome& outcome);
    void accept(const SegmentColumns& block, std::uint32_t row, Outcome& outcome);
    void replace(const Version& version, Outcome& outcome);
    /// What the versions of an event share: its record id, else its request id; 0 when it has none.
    static std::uint32_t identityKey(const SegmentColumns& block, std::size_t row) {
        const std::uint32_t record = block[core::IdColumn::Record][row];
        return record != 0 ? record : block[core::IdColumn::Request][row];
    }
    bool hasRequest(const SegmentColumns& block, std::size_t row) const {
        return m_identity != core::Identity::Content && identityKey(block, row) != 0;
    }
    Content content() const {
        return m_identity == core::Identity::RequestOnly ? Content::WithoutAttempt
                                                         : Content::AllColumns;
    }

    EventStore& m_store;
    core::Identity m_identity;
    std::int64_t m_batch;
    std::uint32_t m_knownRequests;
    bool m_hasChains = false;
    bool m_hasContent = false;
    RequestChains m_chains;
    ContentIndex m_contents;
    std::unordered_set<EventRef> m_superseded; // events that an active batch replaces
    std::vector<Replacement> m_replacements;

    EventRef m_blockFirst = 0;           // events from here on are rows of the block at hand
    std::vector<Candidate> m_candidates; // of the block at hand, by row
    std::size_t m_nextCandidate = 0;
    std::vector<Version> m_versions; // of the row at hand
};

} // namespace ms::store
