// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/control_totals.h"
#include "models/core/import_stream.h"
#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/frame/column_source.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::store {

/// One imported file, as the receipt and the batch list show it. rows = accepted + duplicates +
/// rejected + skipped.
struct Batch {
    std::int64_t id = 0;
    core::FileKind kind = core::FileKind::Events;
    std::string path;
    std::string format;   // how it was read; empty in workspaces of schema version 1
    std::string evidence; // why
    std::string source;
    std::string profile;
    std::string profileText;    // its document; empty without profile, and before schema version 3
    std::string head;           // what a row needs in front of it to be read alone
    std::string compression;    // "gzip"; empty: none, or before schema version 3
    std::string encoding;       // "utf-8"; empty: not known
    std::string convention;     // what token counts include, in words; empty: not known
    core::PrivacyRules privacy; // how its identity fields are stored
    std::string privacyKey;     // fingerprint of the key of its tokens; empty: it made none
    std::optional<core::Month> month; // stated for a file that does not tell its own
    std::string book;                 // for prices and aliases
    std::int64_t rows = 0;
    std::int64_t accepted = 0;
    std::int64_t duplicates = 0; // same content again, or an older version of the same event
    std::int64_t rejected = 0;
    std::int64_t skipped = 0;
    std::int64_t replaced = 0;  // rows of earlier batches that this one has a later version of
    std::int64_t corrected = 0; // of the rejected: those that batches in use hold corrected
    std::optional<std::int64_t> corrects; // the batch whose rejected rows these are, corrected
    bool isActive = true;                 // false once undone
    core::Instant importedAt;
    std::string sourceHash; // hex
    std::uint64_t bytes = 0;
    std::vector<std::string> notes;
    std::vector<core::ControlTotal> totals; // of all rows of the file that could be read
    std::optional<core::TimeRange> span;    // of the accepted events
};

/// A row that was not taken.
struct Reject {
    std::int64_t number = 0; // among those of its batch: 1, 2, ...
    core::Diagnostic row;
    std::optional<std::int64_t> correctedBy; // a batch in use that holds it corrected
};
/// The next `limit` rejects behind number `after`.
struct RejectRange {
    std::int64_t after = 0;
    std::int64_t limit = INT64_MAX;
};

/// What of a batch counts at present: nothing while it is undone, and neither duplicates nor rows
/// that a later version replaces.
struct CountedTotals {
    std::int64_t rows = 0;
    std::vector<core::ControlTotal> totals; // as Batch::totals, in order of measure and unit
};

/// Everything but events that analyses need, of the active batches, in order of import. Facts that
/// name a feature have that which `features` makes of the name.
struct WorkspaceFacts {
    std::vector<core::PriceRule> rules; // of one book
    std::vector<core::ModelAlias> aliases;
    std::vector<core::TenantFact> tenants;
    std::vector<core::FeatureFact> features;
    std::vector<core::PlanFact> plans;
    std::vector<core::DecisionFact> decisions;
    std::vector<core::RevenueFact> revenue;
    std::vector<core::FxFact> fx;
    query::OutcomeFacts outcomes; // read when asked for, and as they are now
    std::shared_ptr<const std::vector<core::GpuHourFact>> gpuHours;
    std::shared_ptr<const std::vector<core::ActiveUsersFact>> activeUsers;
    std::string book;
};

struct Settings {
    std::string zone = "UTC";
    std::string baseCurrency = "USD";
    std::string defaultBook = "default";
    /// Of query::OutcomeRules.
    std::optional<int> reopenDays = {};
};

/// The open workspace file: the only door to its SQL.
/// Threads  one object belongs to one thread at a time; columns() may be read from any thread.
class Workspace {
public:
    enum class Access { ReadOnly, ReadWrite };
    /// Create an empty workspace (0600); fails where something exists already.
    static core::Result<Workspace> create(const std::filesystem::path& path,
                                          const Settings& settings);
    /// Errors  Storage (missing, permission), Workspace (foreign, damaged, newer), Busy.
    static core::Result<Workspace> open(const std::filesystem::path& path, Access access);
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;
    ~Workspace();

    const std::filesystem::path& path() const;
    core::Result<Settings> settings() const;
    core::Status saveSettings(const Settings& settings);

    core::Result<std::vector<Batch>> batches() const;
    core::Result<Batch> batch(std::int64_t id) const;
    /// The rejected rows of a batch that are kept, in file order: the first 100,000 of a file.
    core::Result<std::vector<Reject>> rejects(std::int64_t batch, RejectRange range) const;
    /// Add up what of `batch` counts, to hold against what its file says (Batch::totals).
    /// Errors  Usage: there is no such batch. Workspace: damaged. Cancelled.
    core::Result<CountedTotals> countedTotals(std::int64_t batch, std::stop_token stop) const;
    core::Result<std::vector<std::string>> books() const;
    /// `book` empty: the default book.
    core::Result<WorkspaceFacts> facts(const std::string& book) const;
    /// Invoices and cost exports, and totals of usage, for those who hold costs against them.
    core::Result<std::vector<core::ChargeFact>> charges() const;
    core::Result<std::vector<core::UsageFact>> usage() const;
    /// Columns of all active event batches as they are now; stays valid when the workspace changes
    /// or closes.
    core::Result<std::shared_ptr<const frame::ColumnSource>> columns() const;
    /// Changes with every committed import, undo or setting.
    core::Result<std::int64_t> version() const;

    /// An import in progress: one file, one transaction. Hand it to a reader as its sink, then
    /// commit. Destroyed without commit: the workspace is as before.
    class Import;
    core::Result<std::unique_ptr<Import>> beginImport(const std::string& book);
    /// Take a batch out (instant; its data stay until purged), or put it back.
    core::Status setBatchActive(std::int64_t batch, bool isActive);

    /// Rows of a read-only SQL statement, as text; null is absent.
    using SqlRow = std::vector<std::optional<std::string>>;
    struct SqlHandler {
        std::function<void(const std::vector<std::string>& columns)> header;
        std::function<bool(const SqlRow& row)> row; // false stops
    };
    core::Status query(const std::string& sql, const SqlHandler& handler,
                       std::stop_token stop) const;

private:
    struct State;
    explicit Workspace(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

class Workspace::Import : public core::RowSink {
public:
    ~Import() override;
    core::Status begin(const core::SourceInfo& info) override;
    void expectRows(std::uint64_t rows) override;
    core::Status events(core::EventBlock block) override;
    core::Status facts(std::vector<core::Fact> facts) override;
    core::Status rejects(std::vector<core::Diagnostic> diagnostics) override;
    core::Status end(const core::ReadTotals& totals) override;
    /// Say that the rows of this import are `rows` of `batch`, corrected, under their old lines.
    /// Those that are rejected again stay open. Call between end() and commit().
    /// Errors  Usage: there is no such batch.
    core::Status corrects(std::int64_t batch, const std::vector<Reject>& rows);
    /// Make it durable. The receipt; nothing is written when the file added nothing and was
    /// rejected whole.
    core::Result<Batch> commit();

private:
    friend class Workspace;
    struct Impl;
    explicit Import(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace ms::store
