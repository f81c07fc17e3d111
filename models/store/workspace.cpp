// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/workspace.h"

#include "models/query/feature_map.h"
#include "models/store/fact_cells.h"
#include "models/store/fact_tables.h"
#include "models/store/migration.h"
#include "models/store/schema.h"
#include "models/store/stored_columns.h"
#include "models/store/workspace_state.h"

#include <SQLiteCpp/Statement.h>

#include <charconv>

namespace ms::store {

namespace {

/// Anything but a rollback journal was switched on by another program; see RELIABILITY.md, F1.
core::Status checkJournal(const SQLite::Database& db, const std::filesystem::path& path) {
    SQLite::Statement mode{db, "PRAGMA journal_mode"};
    mode.executeStep();
    if (mode.getColumn(0).getString() == "delete")
        return {};
    return core::Error{core::Error::Code::Workspace,
                       "This workspace was switched to another journal mode by another program and "
                       "is refused.",
                       path.string()};
}

void writeSettings(SQLite::Database& db, const Settings& settings) {
    saveSetting(db, "zone", settings.zone);
    saveSetting(db, "base_currency", settings.baseCurrency);
    saveSetting(db, "default_book", settings.defaultBook);
    saveSetting(db, "reopen_days",
                settings.reopenDays ? std::to_string(*settings.reopenDays) : std::string{});
}

/// Nothing where there is no number of days.
std::optional<int> daysOf(const std::string& text) {
    int days = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, days);
    return read.ec == std::errc() && read.ptr == end && days >= 0 ? std::optional(days)
                                                                  : std::nullopt;
}

core::Error readOnlyError(const std::filesystem::path& path) {
    return {core::Error::Code::Usage, "This workspace is open for reading only.", path.string()};
}

} // namespace

Transaction::~Transaction() {
    if (!m_isOpen)
        return;
    try {
        m_db.exec("ROLLBACK");
    } catch (const SQLite::Exception&) {
        // SQLite has rolled back already (disk full, I/O error); the file is as before either way.
    }
}

void Transaction::commit(Figures figures) {
    if (figures == Figures::Changed)
        m_db.exec("UPDATE setting SET value = CAST(value + 1 AS TEXT) WHERE name = 'version'");
    m_db.exec("COMMIT");
    m_isOpen = false;
}

std::string settingOf(const SQLite::Database& db, const char* name) {
    SQLite::Statement row{db, "SELECT value FROM setting WHERE name = ?"};
    row.bind(1, name);
    return row.executeStep() ? row.getColumn(0).getString() : std::string{};
}

void saveSetting(SQLite::Database& db, const char* name, const std::string& value) {
    SQLite::Statement insert{db, "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"};
    insert.bind(1, name);
    insert.bind(2, value);
    insert.exec();
}

Workspace::Workspace(std::unique_ptr<State> state) : m_state{std::move(state)} {}
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

core::Result<Workspace> Workspace::create(const std::filesystem::path& given,
                                          const Settings& settings) {
    const std::filesystem::path path = resolved(given);
    if (auto made = createFile(path); !made)
        return made.error();
    auto db = openConnection(path, Purpose::Write);
    core::Status written;
    if (db)
        written = guarded(path, [&]() -> core::Status {
            (*db)->exec("PRAGMA page_size = " + std::to_string(kPageSize));
            (*db)->exec("PRAGMA journal_mode = DELETE");
            (*db)->exec("BEGIN IMMEDIATE");
            createSchema(**db);
            writeSettings(**db, settings);
            saveSetting(**db, "version", "1");
            (*db)->exec("COMMIT");
            return {};
        });
    if (!db || !written) {
        const core::Error error = db ? written.error() : db.error();
        if (db)
            (*db).reset();
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
        return error;
    }
    return Workspace{std::make_unique<State>(State{path, Access::ReadWrite, *std::move(db)})};
}

core::Result<Workspace> Workspace::open(const std::filesystem::path& given, Access access) {
    const std::filesystem::path path = resolved(given);
    auto db = openConnection(path, access == Access::ReadWrite ? Purpose::Write : Purpose::Read);
    if (!db)
        return db.error();
    const core::Status checked = guarded(path, [&]() -> core::Status {
        if (auto ours = checkIdentity(**db, path.string()); !ours)
            return ours;
        if (auto journal = checkJournal(**db, path); !journal)
            return journal;
        if (auto schema = checkSchema(**db, path.string()); !schema)
            return schema;
        if (versionOf(**db) == schemaVersion())
            return {};
        // Readers bring it up to date too: every question is asked of the newest schema.
        auto writer = openConnection(path, Purpose::Write);
        return writer ? migrate(**writer, path) : writer.error();
    });
    if (!checked)
        return checked.error();
    return Workspace{std::make_unique<State>(State{path, access, *std::move(db)})};
}

const std::filesystem::path& Workspace::path() const {
    return m_state->path;
}

core::Result<Settings> Workspace::settings() const {
    return guarded(m_state->path, [&]() -> core::Result<Settings> {
        const SQLite::Database& db = *m_state->db;
        return Settings{settingOf(db, "zone"), settingOf(db, "base_currency"),
                        settingOf(db, "default_book"), daysOf(settingOf(db, "reopen_days"))};
    });
}

core::Status Workspace::saveSettings(const Settings& settings) {
    if (m_state->access == Access::ReadOnly)
        return readOnlyError(m_state->path);
    return guarded(m_state->path, [&]() -> core::Status {
        Transaction transaction{*m_state->db};
        writeSettings(*m_state->db, settings);
        transaction.commit();
        return {};
    });
}

core::Result<std::int64_t> Workspace::version() const {
    return guarded(m_state->path, [&]() -> core::Result<std::int64_t> {
        return std::int64_t{std::stoll("0" + settingOf(*m_state->db, "version"))};
    });
}

core::Result<std::shared_ptr<const frame::ColumnSource>> Workspace::columns() const {
    return StoredColumns::load(m_state->path);
}

core::Result<std::vector<std::string>> Workspace::books() const {
    return guarded(m_state->path, [&]() -> core::Result<std::vector<std::string>> {
        std::vector<std::string> books;
        SQLite::Statement rows{*m_state->db, "SELECT DISTINCT book FROM batch WHERE is_active = 1 "
                                             "AND kind IN ('prices', 'aliases') ORDER BY book"};
        while (rows.executeStep())
            books.push_back(rows.getColumn(0).getString());
        return books;
    });
}

namespace {

/// Facts that name a feature mean what events of that name mean.
template <class F>
std::vector<F> underFeatures(const query::FeatureMap& features, std::vector<F> facts) {
    for (F& fact : facts)
        if (const core::FeatureFact* const rule = features.ruleFor(fact.feature))
            fact.feature = rule->feature;
    return facts;
}

} // namespace

core::Result<WorkspaceFacts> Workspace::facts(const std::string& book) const {
    return readStored(m_state->path, [&]() -> core::Result<WorkspaceFacts> {
        SQLite::Database& db = *m_state->db;
        WorkspaceFacts facts;
        facts.book = book.empty() ? settingOf(db, "default_book") : book;
        facts.rules = readPriceRules(db, facts.book);
        facts.aliases = readAliases(db, facts.book);
        facts.tenants = readTenants(db);
        facts.plans = readPlans(db);
        facts.decisions = readDecisions(db);
        facts.features = readFeatures(db);
        const query::FeatureMap features(facts.features);
        facts.revenue = underFeatures(features, readRevenue(db));
        facts.fx = readFx(db);
        facts.outcomes = outcomesOf(db, m_state->path);
        facts.gpuHours = std::make_shared<const std::vector<core::GpuHourFact>>(
            underFeatures(features, readGpuHours(db)));
        facts.activeUsers = std::make_shared<const std::vector<core::ActiveUsersFact>>(
            underFeatures(features, readActiveUsers(db)));
        return facts;
    });
}

core::Result<std::vector<core::ChargeFact>> Workspace::charges() const {
    return readStored(m_state->path, [&]() -> core::Result<std::vector<core::ChargeFact>> {
        return readCharges(*m_state->db);
    });
}

core::Result<std::vector<core::UsageFact>> Workspace::usage() const {
    return readStored(m_state->path, [&]() -> core::Result<std::vector<core::UsageFact>> {
        return readUsage(*m_state->db);
    });
}

} // namespace ms::store
