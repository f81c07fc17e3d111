// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/check.h"
#include "models/core/control_totals.h"
#include "models/core/hex_text.h"
#include "models/core/zone.h"
#include "models/store/control_sums.h"
#include "models/store/event_import.h"
#include "models/store/fact_cells.h"
#include "models/store/fact_writer.h"
#include "models/store/workspace_state.h"

#include <SQLiteCpp/Statement.h>

#include <chrono>

namespace ms::store {

namespace {

constexpr std::int64_t kMaxStoredRejects = 100'000; // the count stays exact beyond it

std::int64_t nowMicros() {
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

/// The day of the reporting zone.
core::Moment today(const SQLite::Database& db) {
    const auto zone = core::Zone::find(settingOf(db, "zone"));
    const core::Instant now{nowMicros()};
    return {core::Moment::Kind::Day, (zone ? zone->dayOf(now) : core::Zone().dayOf(now)).number};
}

bool isKeptInBooks(core::FileKind kind) {
    return kind == core::FileKind::Prices || kind == core::FileKind::Aliases;
}

} // namespace

/// Owns its connection, so that the workspace can be asked by its own thread meanwhile. Members are
/// destroyed in reverse order: encoders and statements first, then the transaction, the connection.
struct Workspace::Import::Impl {
    std::filesystem::path path;
    std::string book;
    std::unique_ptr<SQLite::Database> db;
    std::unique_ptr<Transaction> transaction;
    core::SourceInfo info;
    core::ReadTotals totals;
    std::int64_t batch = 0;
    std::int64_t storedRejects = 0;
    std::int64_t ownRejects = 0; // rows that the store itself could not take
    std::int64_t addedFacts = 0;
    std::int64_t duplicateFacts = 0;
    std::int64_t skippedFacts = 0;
    core::ControlTotals controlTotals;
    std::unique_ptr<FactWriter> factWriter;
    std::unique_ptr<EventImport> eventImport;
    IdHash idHash = &strongIdHash;

    void beginBatch();
    void count(FactWriter::Outcome outcome) {
        ++(outcome == FactWriter::Outcome::Added       ? addedFacts
           : outcome == FactWriter::Outcome::Duplicate ? duplicateFacts
                                                       : skippedFacts);
    }
    void storeRejects(const std::vector<core::Diagnostic>& rejects);
    void finishFacts();
    void saveReceipt();
    void saveNotes();
    void saveControlTotals();
    std::int64_t accepted() const { return eventImport ? eventImport->accepted() : addedFacts; }
    std::int64_t duplicates() const {
        return eventImport ? eventImport->duplicates() : duplicateFacts;
    }
};

void Workspace::Import::Impl::beginBatch() {
    SQLite::Statement insert{*db,
                             "INSERT INTO batch (kind, path, source, profile, book, imported_at, "
                             "format, evidence, head, profile_text, compression, encoding, "
                             "privacy, month) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    insert.bind(1, std::string{nameOf(info.kind)});
    insert.bind(2, info.path);
    insert.bind(3, info.source);
    insert.bind(4, info.profile);
    insert.bind(5, isKeptInBooks(info.kind) ? book : std::string{});
    insert.bind(6, nowMicros());
    insert.bind(7, info.format);
    insert.bind(8, info.evidence);
    insert.bind(9, info.head);
    insert.bind(10, info.profileText);
    insert.bind(11, info.compression);
    insert.bind(12, info.encoding);
    insert.bind(13, textOf(info.privacy));
    insert.bind(14, info.month ? toText(*info.month) : std::string{});
    insert.exec();
    batch = db->getLastInsertRowid();
}

void Workspace::Import::Impl::storeRejects(const std::vector<core::Diagnostic>& rejects) {
    SQLite::Statement insert{*db, "INSERT INTO reject (batch, number, line, field, reason, raw) "
                                  "VALUES (?, ?, ?, ?, ?, ?)"};
    for (const core::Diagnostic& reject : rejects) {
        if (storedRejects == kMaxStoredRejects)
            return;
        insert.bind(1, batch);
        insert.bind(2, ++storedRejects);
        insert.bind(3, reject.line);
        insert.bind(4, reject.column);
        insert.bind(5, reject.reason);
        insert.bind(6, reject.raw);
        insert.exec();
        insert.reset();
    }
}

void Workspace::Import::Impl::saveReceipt() {
    const std::int64_t rejected = totals.rejected + ownRejects;
    const std::int64_t skipped = totals.skipped + skippedFacts;
    CHECK(totals.rows == accepted() + duplicates() + rejected + skipped,
          "rows read = accepted + duplicates + rejected + skipped");
    SQLite::Statement update{*db, "UPDATE batch SET rows = ?, accepted = ?, duplicates = ?, "
                                  "rejected = ?, skipped = ?, replaced = ?, source_hash = ?, "
                                  "bytes = ?, first_time = ?, last_time = ?, convention = ?, "
                                  "privacy_key = ? WHERE id = ?"};
    update.bind(1, totals.rows);
    update.bind(2, accepted());
    update.bind(3, duplicates());
    update.bind(4, rejected);
    update.bind(5, skipped);
    update.bind(6, eventImport ? eventImport->replaced() : factWriter->replaced());
    update.bind(7, core::hexText(totals.hash));
    update.bind(8, std::int64_t(totals.bytes));
    if (const auto span = eventImport ? eventImport->span() : std::nullopt) {
        update.bind(9, span->first.micros);
        update.bind(10, span->second.micros);
    }
    update.bind(11, totals.convention);
    update.bind(12, totals.privacyKey);
    update.bind(13, batch);
    update.exec();
}

void Workspace::Import::Impl::finishFacts() {
    factWriter->finish();
    if (const std::int64_t dated = factWriter->datedPrices(); dated > 0)
        totals.notes.push_back(std::to_string(dated) +
                               (dated == 1 ? " price differs from the one this book had; it holds"
                                           : " prices differ from those this book had; they hold") +
                               " from today on");
}

void Workspace::Import::Impl::saveControlTotals() {
    SQLite::Statement insert{
        *db, "INSERT INTO batch_total (batch, measure, unit, in_file) VALUES (?, ?, ?, ?)"};
    for (const core::ControlTotal& total : controlTotals.all()) {
        insert.bind(1, batch);
        insert.bind(2, total.measure);
        insert.bind(3, total.unit);
        insert.bind(4, toText(total.amount));
        insert.exec();
        insert.reset();
    }
}

void Workspace::Import::Impl::saveNotes() {
    SQLite::Statement note{*db, "INSERT INTO batch_note (batch, number, text) VALUES (?, ?, ?)"};
    for (std::size_t i = 0; i < totals.notes.size(); ++i) {
        note.bind(1, batch);
        note.bind(2, std::int64_t(i + 1));
        note.bind(3, totals.notes[i]);
        note.exec();
        note.reset();
    }
}

Workspace::Import::Import(std::unique_ptr<Impl> impl) : m_impl{std::move(impl)} {}
Workspace::Import::~Import() = default;

core::Result<std::unique_ptr<Workspace::Import>> Workspace::beginImport(const std::string& book) {
    if (m_state->access == Access::ReadOnly)
        return core::Error{core::Error::Code::Usage, "This workspace is open for reading only.",
                           m_state->path.string()};
    auto db = openConnection(m_state->path, Purpose::Write);
    if (!db)
        return db.error();
    return guarded(m_state->path, [&]() -> core::Result<std::unique_ptr<Import>> {
        auto impl = std::make_unique<Import::Impl>();
        impl->path = m_state->path;
        impl->book = book.empty() ? settingOf(*m_state->db, "default_book") : book;
        impl->db = *std::move(db);
        impl->transaction = std::make_unique<Transaction>(*impl->db);
        return std::unique_ptr<Import>{new Import{std::move(impl)}};
    });
}

core::Status Workspace::Import::begin(const core::SourceInfo& info) {
    return guarded(m_impl->path, [&]() -> core::Status {
        m_impl->info = info;
        m_impl->beginBatch();
        if (info.kind == core::FileKind::Events)
            m_impl->eventImport = std::make_unique<EventImport>(
                *m_impl->db, m_impl->path.string(), m_impl->batch, info, m_impl->idHash);
        else
            m_impl->factWriter = std::make_unique<FactWriter>(
                *m_impl->db, FactWriter::Destination{m_impl->batch, info.source, m_impl->book,
                                                     today(*m_impl->db)});
        return {};
    });
}

void Workspace::Import::expectRows(std::uint64_t rows) {
    if (m_impl->eventImport)
        m_impl->eventImport->expectRows(rows);
}

core::Status Workspace::Import::events(core::EventBlock block) {
    CHECK(m_impl->eventImport, "events come between begin() of an event file and end()");
    return guarded(m_impl->path, [&]() -> core::Status {
        addControlSums(block, m_impl->controlTotals);
        if (auto added = m_impl->eventImport->add(std::move(block)); !added)
            return added;
        const std::vector<core::Diagnostic> rejects = m_impl->eventImport->takeRejects();
        m_impl->ownRejects += std::int64_t(rejects.size());
        m_impl->storeRejects(rejects);
        return {};
    });
}

core::Status Workspace::Import::facts(std::vector<core::Fact> facts) {
    CHECK(m_impl->factWriter, "facts come between begin() of a native file and end()");
    try {
        return guarded(m_impl->path, [&]() -> core::Status {
            for (const core::Fact& fact : facts) {
                addControlSums(fact, m_impl->controlTotals);
                m_impl->count(m_impl->factWriter->write(fact));
            }
            return {};
        });
    } catch (const StoredValueError& error) {
        return core::Error{core::Error::Code::Workspace,
                           std::string{"This workspace is damaged: "} + error.what(),
                           m_impl->path.string()};
    }
}

core::Status Workspace::Import::rejects(std::vector<core::Diagnostic> diagnostics) {
    return guarded(m_impl->path, [&]() -> core::Status {
        m_impl->storeRejects(diagnostics);
        return {};
    });
}

core::Status Workspace::Import::end(const core::ReadTotals& totals) {
    m_impl->totals = totals;
    return {};
}

core::Status Workspace::Import::corrects(std::int64_t batch, const std::vector<Reject>& rows) {
    return guarded(m_impl->path, [&]() -> core::Status {
        if (readBatches(*m_impl->db, batch).empty())
            return noSuchBatch(batch);
        SQLite::Statement update{*m_impl->db, "UPDATE batch SET corrects = ? WHERE id = ?"};
        update.bind(1, batch);
        update.bind(2, m_impl->batch);
        update.exec();
        SQLite::Statement insert{*m_impl->db,
                                 "INSERT INTO corrected_reject (batch, number, by_batch) "
                                 "SELECT ?, ?, ? WHERE NOT EXISTS "
                                 "(SELECT 1 FROM reject WHERE batch = ? AND line = ?)"};
        for (const Reject& row : rows) {
            insert.bind(1, batch);
            insert.bind(2, row.number);
            insert.bind(3, m_impl->batch);
            insert.bind(4, m_impl->batch);
            insert.bind(5, row.row.line);
            insert.exec();
            insert.reset();
        }
        return {};
    });
}

core::Result<Batch> Workspace::Import::commit() {
    return guarded(m_impl->path, [&]() -> core::Result<Batch> {
        if (m_impl->eventImport)
            if (auto finished = m_impl->eventImport->finish(); !finished)
                return finished.error();
        if (m_impl->factWriter)
            m_impl->finishFacts();
        m_impl->saveReceipt();
        m_impl->saveNotes();
        m_impl->saveControlTotals();
        Batch receipt = std::move(readBatches(*m_impl->db, m_impl->batch).front());
        const bool isWorthKeeping = receipt.accepted + receipt.duplicates > 0;
        m_impl->eventImport.reset(); // its statements must not outlive the transaction
        m_impl->factWriter.reset();
        if (isWorthKeeping)
            m_impl->transaction->commit();
        else
            receipt.id = 0;
        m_impl->transaction.reset();
        return receipt;
    });
}

} // namespace ms::store
