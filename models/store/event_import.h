// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/event_identity.h"
#include "models/store/event_store.h"
#include "models/store/id_index.h"
#include "models/store/text_dictionary.h"

#include <optional>

namespace ms::store {

/// The events of one import: codes and keys of the workspace, identity, segments.
/// The one serial stage of an import; encoding runs beside it.
class EventImport {
public:
    EventImport(SQLite::Database& db, const std::string& path, std::int64_t batch,
                const core::SourceInfo& info, IdHash hash);

    /// About so many rows are to come; see RowSink.
    void expectRows(std::uint64_t rows);
    core::Status add(core::EventBlock block);
    /// Write what is left: segments, id pages, dictionaries, replacements.
    core::Status finish();

    std::int64_t accepted() const { return m_accepted; }
    std::int64_t duplicates() const { return m_duplicates; }
    std::int64_t replaced() const { return m_replaced; }
    /// Rows that cannot be stored, since the last call.
    std::vector<core::Diagnostic> takeRejects() { return std::exchange(m_rejects, {}); }
    /// First and last known time of the accepted events.
    std::optional<std::pair<core::Instant, core::Instant>> span() const { return m_span; }

private:
    core::Status loadIds();
    core::Status translate(core::EventBlock& block, const std::vector<std::uint32_t>& refused);
    core::Status internAll(const core::EventBlock& block,
                           const std::vector<std::uint32_t>& refused);
    core::Status intern(const core::EventBlock& block, core::IdColumn column,
                        const std::vector<std::uint32_t>& refused);
    core::Status storePages(std::vector<IdIndex::Page> (IdIndex::*take)());
    std::vector<std::uint32_t> refuseLongIds(const core::EventBlock& block);
    void dropRows(const std::vector<std::uint32_t>& rows);
    core::Status append(const EventIdentity::Outcome& outcome);
    void noteTimes(const std::vector<std::uint32_t>& rows);
    void saveReplacements();

    SQLite::Database& m_db;
    core::Identity m_identityKind;
    std::int64_t m_batch;
    std::vector<TextDictionary> m_dictionaries; // by TextColumn
    std::shared_ptr<IdIndex::Pages> m_pages;
    std::vector<IdIndex> m_ids; // by list
    EventStore m_store;         // after the ids: its queue hands on their pages
    std::optional<EventIdentity> m_identity;
    SegmentColumns m_block; // the block at hand in codes and keys of the workspace
    std::vector<core::Diagnostic> m_rejects;
    std::int64_t m_accepted = 0;
    std::int64_t m_duplicates = 0;
    std::int64_t m_replaced = 0;
    std::optional<std::pair<core::Instant, core::Instant>> m_span;
    bool m_isReady = false;
};

} // namespace ms::store
