// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/check.h"
#include "models/store/event_import.h"
#include "models/store/fact_tables.h"
#include "models/store/workspace_state.h"

#include <SQLiteCpp/Statement.h>

#include <array>
#include <charconv>
#include <chrono>

namespace ms::store {

namespace {

constexpr std::int64_t kMaxStoredRejects = 100'000; // the count stays exact beyond it

std::int64_t nowMicros() {
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::string hexText(std::uint64_t value) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    const std::string text(digits.data(), end);
    return std::string(16 - text.size(), '0') + text;
}

bool hasBook(core::FileKind kind) {
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
    std::unique_ptr<FactWriter> factWriter;
    std::unique_ptr<EventImport> eventImport;
    IdHash idHash = &strongIdHash;

    void beginBatch();
    void storeRejects(const std::vector<core::Diagnostic>& rejects);
    void saveReceipt();
    std::int64_t accepted() const { return eventImport ? eventImport->accepted() : addedFacts; }
    std::int64_t duplicates() const {
        return eventImport ? eventImport->duplicates() : duplicateFacts;
    }
};

void Workspace::Import::Impl::beginBatch() {
    SQLite::Statement insert{*db,
                             "INSERT INTO batch (kind, path, source, profile, book, imported_at) "
                             "VALUES (?, ?, ?, ?, ?, ?)"};
    insert.bind(1, std::string{nameOf(info.kind)});
    insert.bind(2, info.path);
    insert.bind(3, info.source);
    insert.bind(4, info.profile);
    insert.bind(5, hasBook(info.kind) ? book : std::string{});
    insert.bind(6, nowMicros());
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
    CHECK(totals.rows == accepted() + duplicates() + rejected + totals.skipped,
          "rows read = accepted + duplicates + rejected + skipped");
    SQLite::Statement update{*db, "UPDATE batch SET rows = ?, accepted = ?, duplicates = ?, "
                                  "rejected = ?, skipped = ?, replaced = ?, source_hash = ?, "
                                  "bytes = ?, first_time = ?, last_time = ? WHERE id = ?"};
    update.bind(1, totals.rows);
    update.bind(2, accepted());
    update.bind(3, duplicates());
    update.bind(4, rejected);
    update.bind(5, totals.skipped);
    update.bind(6, eventImport ? eventImport->replaced() : 0);
    update.bind(7, hexText(totals.hash));
    update.bind(8, std::int64_t(totals.bytes));
    if (const auto span = eventImport ? eventImport->span() : std::nullopt) {
        update.bind(9, span->first.micros);
        update.bind(10, span->second.micros);
    }
    update.bind(11, batch);
    update.exec();
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
            m_impl->factWriter =
                std::make_unique<FactWriter>(*m_impl->db, m_impl->batch, m_impl->book);
        return {};
    });
}

core::Status Workspace::Import::events(core::EventBlock block) {
    CHECK(m_impl->eventImport, "events come between begin() of an event file and end()");
    return guarded(m_impl->path, [&]() -> core::Status {
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
                const bool isNew = m_impl->factWriter->write(fact) == FactWriter::Outcome::Added;
                ++(isNew ? m_impl->addedFacts : m_impl->duplicateFacts);
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

core::Result<Batch> Workspace::Import::commit() {
    return guarded(m_impl->path, [&]() -> core::Result<Batch> {
        if (m_impl->eventImport)
            if (auto finished = m_impl->eventImport->finish(); !finished)
                return finished.error();
        m_impl->saveReceipt();
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
