// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/workspace_state.h"

#include <SQLiteCpp/Statement.h>

#include <array>

namespace ms::store {

namespace {

constexpr const char* kColumns =
    "SELECT id, kind, path, source, profile, book, rows, accepted, duplicates, rejected, skipped, "
    "replaced, is_active, imported_at, source_hash, bytes, first_time, last_time, format, "
    "evidence, profile_text, head, compression, encoding, convention, corrects, privacy, "
    "privacy_key, month, "
    "(SELECT count(DISTINCT c.number) FROM corrected_reject c JOIN batch n ON n.id = c.by_batch "
    "WHERE c.batch = batch.id AND n.is_active = 1) FROM batch ";

core::FileKind kindNamed(const std::string& name) {
    return core::fileKindNamed(name).value_or(core::FileKind::Events);
}

Batch batchFrom(SQLite::Statement& row) {
    Batch batch;
    batch.id = row.getColumn(0).getInt64();
    batch.kind = kindNamed(row.getColumn(1).getString());
    batch.path = row.getColumn(2).getString();
    batch.source = row.getColumn(3).getString();
    batch.profile = row.getColumn(4).getString();
    batch.book = row.getColumn(5).getString();
    batch.rows = row.getColumn(6).getInt64();
    batch.accepted = row.getColumn(7).getInt64();
    batch.duplicates = row.getColumn(8).getInt64();
    batch.rejected = row.getColumn(9).getInt64();
    batch.skipped = row.getColumn(10).getInt64();
    batch.replaced = row.getColumn(11).getInt64();
    batch.isActive = row.getColumn(12).getInt() != 0;
    batch.importedAt = core::Instant{row.getColumn(13).getInt64()};
    batch.sourceHash = row.getColumn(14).getString();
    batch.bytes = std::uint64_t(row.getColumn(15).getInt64());
    if (!row.getColumn(16).isNull()) // the range is half-open, the columns hold first and last
        batch.span = core::TimeRange{core::Instant{row.getColumn(16).getInt64()},
                                     core::Instant{row.getColumn(17).getInt64() + 1}};
    batch.format = row.getColumn(18).getString();
    batch.evidence = row.getColumn(19).getString();
    batch.profileText = row.getColumn(20).getString();
    batch.head = row.getColumn(21).getString();
    batch.compression = row.getColumn(22).getString();
    batch.encoding = row.getColumn(23).getString();
    batch.convention = row.getColumn(24).getString();
    if (!row.getColumn(25).isNull())
        batch.corrects = row.getColumn(25).getInt64();
    if (const auto rules = core::privacyRulesIn(row.getColumn(26).getString()))
        batch.privacy = *rules;
    batch.privacyKey = row.getColumn(27).getString();
    if (const auto month = core::parseMonth(row.getColumn(28).getString()))
        batch.month = *month;
    batch.corrected = row.getColumn(29).getInt64();
    return batch;
}

std::vector<core::ControlTotal> totalsOf(const SQLite::Database& db, std::int64_t batch) {
    SQLite::Statement rows{db, "SELECT measure, unit, in_file FROM batch_total WHERE batch = ? "
                               "ORDER BY measure, unit"};
    rows.bind(1, batch);
    std::vector<core::ControlTotal> totals;
    while (rows.executeStep())
        if (const auto amount = core::parseDecimal(rows.getColumn(2).getString()))
            totals.push_back(
                {rows.getColumn(0).getString(), rows.getColumn(1).getString(), *amount});
    return totals;
}

/// A rejected row that was corrected twice must not count twice.
core::Status checkNotCorrectedTwice(const SQLite::Database& db, const Batch& batch) {
    SQLite::Statement other{
        db, "SELECT other.by_batch FROM corrected_reject mine JOIN corrected_reject other "
            "ON other.batch = mine.batch AND other.number = mine.number "
            "AND other.by_batch <> mine.by_batch JOIN batch n ON n.id = other.by_batch "
            "WHERE mine.by_batch = ? AND n.is_active = 1"};
    other.bind(1, batch.id);
    if (!other.executeStep())
        return {};
    return core::Error{core::Error::Code::Usage,
                       "Rows of it are in use as corrected in batch " +
                           other.getColumn(0).getString() + "; undo that one first.",
                       {}};
}

/// Facts have no identity beyond their content: the same file twice would count twice. (Events do;
/// see EventIdentity.)
core::Status checkNotThereTwice(const SQLite::Database& db, const Batch& batch) {
    if (batch.kind == core::FileKind::Events || batch.sourceHash.empty())
        return {};
    SQLite::Statement other{db, "SELECT id FROM batch WHERE is_active = 1 AND id <> ? AND kind = ? "
                                "AND book = ? AND source_hash = ? AND accepted > 0"};
    other.bind(1, batch.id);
    other.bind(2, std::string{nameOf(batch.kind)});
    other.bind(3, batch.book);
    other.bind(4, batch.sourceHash);
    if (!other.executeStep())
        return checkNotCorrectedTwice(db, batch);
    const std::string id = other.getColumn(0).getString();
    return core::Error{core::Error::Code::Usage,
                       "The same file was imported again as batch " + id + "; undo that one first.",
                       {}};
}

} // namespace

core::Error noSuchBatch(std::int64_t id) {
    return {core::Error::Code::Usage, "There is no batch " + std::to_string(id) + ".", {}};
}

std::vector<Batch> readBatches(const SQLite::Database& db, std::optional<std::int64_t> id) {
    std::vector<Batch> batches;
    SQLite::Statement rows{db, std::string{kColumns} + (id ? "WHERE id = ?" : "ORDER BY id")};
    if (id)
        rows.bind(1, *id);
    SQLite::Statement notes{db, "SELECT text FROM batch_note WHERE batch = ? ORDER BY number"};
    while (rows.executeStep()) {
        Batch batch = batchFrom(rows);
        notes.bind(1, batch.id);
        while (notes.executeStep())
            batch.notes.push_back(notes.getColumn(0).getString());
        notes.reset();
        batch.totals = totalsOf(db, batch.id);
        batches.push_back(std::move(batch));
    }
    return batches;
}

core::Result<std::vector<Batch>> Workspace::batches() const {
    return guarded(m_state->path, [&]() -> core::Result<std::vector<Batch>> {
        return readBatches(*m_state->db, std::nullopt);
    });
}

core::Result<Batch> Workspace::batch(std::int64_t id) const {
    return guarded(m_state->path, [&]() -> core::Result<Batch> {
        std::vector<Batch> found = readBatches(*m_state->db, id);
        if (found.empty())
            return noSuchBatch(id);
        return std::move(found.front());
    });
}

core::Result<std::vector<Reject>> Workspace::rejects(std::int64_t batch, RejectRange range) const {
    return guarded(m_state->path, [&]() -> core::Result<std::vector<Reject>> {
        std::vector<Reject> rejects;
        SQLite::Statement rows{
            *m_state->db,
            "SELECT number, line, field, reason, raw, (SELECT max(c.by_batch) FROM "
            "corrected_reject c JOIN batch n ON n.id = c.by_batch WHERE c.batch = reject.batch AND "
            "c.number = reject.number AND n.is_active = 1) FROM reject "
            "WHERE batch = ? AND number > ? ORDER BY number LIMIT ?"};
        rows.bind(1, batch);
        rows.bind(2, range.after);
        rows.bind(3, range.limit);
        while (rows.executeStep()) {
            Reject& reject = rejects.emplace_back();
            reject.number = rows.getColumn(0).getInt64();
            reject.row = {rows.getColumn(1).getInt64(), rows.getColumn(2).getString(),
                          rows.getColumn(3).getString(), rows.getColumn(4).getString()};
            if (!rows.getColumn(5).isNull())
                reject.correctedBy = rows.getColumn(5).getInt64();
        }
        return rejects;
    });
}

core::Status Workspace::setBatchActive(std::int64_t id, bool isActive) {
    if (m_state->access == Access::ReadOnly)
        return core::Error{core::Error::Code::Usage, "This workspace is open for reading only.",
                           m_state->path.string()};
    return guarded(m_state->path, [&]() -> core::Status {
        Transaction transaction{*m_state->db};
        const std::vector<Batch> found = readBatches(*m_state->db, id);
        if (found.empty())
            return noSuchBatch(id);
        if (found.front().isActive == isActive)
            return {};
        if (isActive)
            if (auto once = checkNotThereTwice(*m_state->db, found.front()); !once)
                return once;
        SQLite::Statement update{*m_state->db, "UPDATE batch SET is_active = ? WHERE id = ?"};
        update.bind(1, int(isActive));
        update.bind(2, id);
        update.exec();
        transaction.commit();
        return {};
    });
}

} // namespace ms::store
