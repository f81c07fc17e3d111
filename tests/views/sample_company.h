// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/import_service.h"
#include "models/session/saved_views.h"
#include "tests/views/sample_source.h"

#include <map>
#include <memory>
#include <mutex>

namespace ms::test {

/// Fourteen tenants in three tiers over May and June 2026; two of them lose money, one has a name
/// that is markup, one has no usage at all.
inline std::vector<PlainEvent> companyEvents() {
    static const std::vector<std::string> tenants = {
        "acme",   "globex",    "initech", "umbrella",         "hooli",   "stark", "wayne", "wonka",
        "tyrell", "cyberdyne", "soylent", "<b>bold & co</b>", "vandelay"};
    static const std::vector<std::string> features = {"Draft Email", "Summarise", "Search",
                                                      "Agent"};
    static const std::vector<std::string> models = {"gpt-4o", "gpt-4o-mini", "claude-sonnet-4"};
    std::vector<PlainEvent> events;
    for (std::size_t i = 0; i < 520; ++i) {
        PlainEvent event;
        const std::size_t tenant = (i * i + i / 7) % tenants.size();
        const int month = 5 + int(i % 2);
        event.time = core::toText(core::Instant{
            core::dayFromCivil(2026, unsigned(month), 1).number * core::kMicrosPerDay +
            std::int64_t(i * 7919 % 2'500'000) * core::kMicrosPerSecond});
        event.tenant = tenants[tenant];
        event.feature = features[(i / 3 + tenant) % features.size()];
        event.model = models[i % models.size()];
        event.user = "user-" + std::to_string(i % 37);
        event.request = "req-" + std::to_string(i);
        event.inputTokens = 400 + std::int64_t(i * 131 % 9'000) * (tenant == 0 ? 9 : 1);
        event.costPicos = event.inputTokens * 2'500'000 * (tenant < 2 ? 4'000 : 150);
        if (i % 61 == 7)
            event.costPicos.reset();
        event.environment = i % 29 == 3 ? "staging" : "production";
        events.push_back(event);
    }
    return events;
}

inline analysis::RevenueBooks companyRevenue() {
    analysis::RevenueBooks books;
    const auto day = [](int month) {
        return core::Moment{core::Moment::Kind::Day,
                            core::dayFromCivil(2026, unsigned(month), 1).number};
    };
    const auto add = [&](const std::string& tenant, std::int64_t dollars) {
        core::RevenueFact fact;
        fact.tenant = tenant;
        fact.periodStart = day(5);
        fact.periodEnd = day(7);
        fact.amount = core::Money::fromPicos(dollars * core::kPicosPerUnit);
        fact.currency = "USD";
        fact.kind = "subscription";
        books.facts.push_back(fact);
    };
    add("acme", 12'000);
    add("globex", 900);
    add("initech", 940);
    add("umbrella", 430);
    add("hooli", 1'310);
    add("stark", 12);
    add("wayne", 2'275);
    add("wonka", 388);
    add("tyrell", 96);
    add("<b>bold & co</b>", 640);
    add("dormant", 150);
    return books;
}

inline store::Batch batchOf(std::int64_t id, core::FileKind kind, const std::string& path,
                            std::int64_t accepted, std::int64_t rejected) {
    store::Batch batch;
    batch.id = id;
    batch.kind = kind;
    batch.path = path;
    batch.source = std::string(nameOf(kind));
    batch.rows = accepted + rejected + 2;
    batch.accepted = accepted;
    batch.rejected = rejected;
    batch.duplicates = 2;
    batch.importedAt = core::Instant{1'780'000'000'000'000 + id * 7'000'000};
    return batch;
}

/// A workspace in memory. `loads` counts, so that tests see what was read again.
struct SampleWorkspace {
    std::vector<PlainEvent> events;
    analysis::RevenueBooks revenue;
    std::vector<core::FeatureFact> features;
    std::optional<int> reopenDays;
    std::vector<store::Batch> batches;
    std::map<std::int64_t, std::vector<store::Reject>> rejects;      // by batch
    std::map<std::int64_t, std::vector<core::ControlTotal>> counted; // by batch
    std::int64_t version = 1;
    bool refusesSwitches = false; // batches can be neither undone nor put back
    store::SavedItems saved;
    std::mutex mutex;

    /// Without the store's rules.
    void changeSaved(const store::SavedStep& step) {
        const auto change = [](auto& items, const auto& made) {
            if (made.before)
                std::erase(items, *made.before);
            if (made.after)
                items.push_back(*made.after);
            std::sort(items.begin(), items.end(),
                      [](const auto& a, const auto& b) { return a.name < b.name; });
        };
        if (const auto* view = std::get_if<store::SavedChange<store::SavedView>>(&step))
            change(saved.views, *view);
        else
            change(saved.reports, std::get<store::SavedChange<store::SavedReport>>(step));
    }

    static std::shared_ptr<SampleWorkspace> company() {
        auto workspace = std::make_shared<SampleWorkspace>();
        workspace->events = companyEvents();
        workspace->revenue = companyRevenue();
        workspace->batches = {batchOf(1, core::FileKind::Events, "/exports/requests.jsonl", 520, 3),
                              batchOf(2, core::FileKind::Prices, "/exports/prices.csv", 24, 0),
                              batchOf(3, core::FileKind::Revenue, "/exports/revenue.csv", 11, 0)};
        workspace->addReceiptOfEvents();
        return workspace;
    }

    /// What the events' receipt says beside its rows, and the rows that were rejected.
    void addReceiptOfEvents() {
        store::Batch& events = batches.front();
        events.format = "allocation_event";
        events.evidence = "Allocation event, 9 of 9 signature fields";
        events.convention = "cached tokens within the input, reasoning within the output";
        events.encoding = "utf-8";
        events.compression = "gzip";
        events.sourceHash = "9f86d081884c7d65";
        events.bytes = 48'210'000;
        events.notes = {"2 times without a zone taken as UTC", "1 partial line left at the end"};
        events.totals = {{"input_uncached_tokens", "tokens", {1'204'551, 0}},
                         {"reported_cost", "USD", {120'455'125, 3}}};
        events.span = core::TimeRange{core::Instant{1'777'600'000'000'000},
                                      core::Instant{1'782'000'000'000'000}};
        counted[1] = {{"input_uncached_tokens", "tokens", {1'100'000, 0}},
                      {"reported_cost", "USD", {120'455'125, 3}}};
        rejects[1] = {
            {1,
             {17, "usage.input_tokens", "A token count must be a whole number; this is \"many\".",
              "{\"request_id\":\"r-17\",\"usage\":{\"input_tokens\":\"many\"}}"},
             {}},
            {2, {18, "timestamp", "The time has no zone.", "{\"request_id\":\"r-18\"}"}, {}},
            {3, {204, "", "This is no JSON object.", "<html>"}, {}}};
    }

    session::SnapshotPtr snapshot(const std::string& path) {
        const std::lock_guard lock{mutex};
        auto s = std::make_shared<session::Snapshot>();
        s->path = path;
        s->version = version;
        s->settings.reopenDays = reopenDays;
        s->outcomes.rules.reopenDays = reopenDays;
        s->book = "default";
        s->books = {"default"};
        s->batches = batches;
        s->revenue = revenue;
        const bool isActive = std::any_of(batches.begin(), batches.end(), [](const auto& b) {
            return b.isActive && b.kind == core::FileKind::Events;
        });
        const auto source = std::make_shared<SampleSource>(
            isActive ? events : std::vector<PlainEvent>{}, std::vector<core::TenantFact>{});
        std::vector<core::FeatureFact> inUse;
        for (const core::FeatureFact& fact : features)
            for (const store::Batch& batch : batches)
                if (batch.id == fact.batch && batch.isActive)
                    inUse.push_back(fact);
        source->setFeatures(inUse);
        s->source = source;
        s->span = *s->source->span({});
        return s;
    }
};

/// Access to one workspace in memory, whatever the path; paths with "missing" fail.
inline session::WorkspaceAccess accessTo(std::shared_ptr<SampleWorkspace> workspace) {
    session::WorkspaceAccess access;
    access.load = [workspace](const session::SnapshotRequest& request,
                              std::stop_token) -> core::Result<session::SnapshotPtr> {
        if (request.path.find("missing") != std::string::npos)
            return core::Error{core::Error::Code::Storage, "There is no such file.", request.path};
        return workspace->snapshot(request.path);
    };
    access.version = [workspace](const std::string&) -> core::Result<std::int64_t> {
        const std::lock_guard lock{workspace->mutex};
        return workspace->version;
    };
    access.create = [](const std::string&) { return core::Status{}; };
    access.setBatchActive = [workspace](const std::string&, std::int64_t id,
                                        bool isActive) -> core::Status {
        const std::lock_guard lock{workspace->mutex};
        if (workspace->refusesSwitches)
            return core::Error{core::Error::Code::Busy, "The workspace is busy.", {}};
        for (store::Batch& batch : workspace->batches)
            if (batch.id == id)
                batch.isActive = isActive;
        ++workspace->version;
        return {};
    };
    access.setReopenDays = [workspace](const std::string&,
                                       std::optional<int> days) -> core::Status {
        const std::lock_guard lock{workspace->mutex};
        if (workspace->refusesSwitches)
            return core::Error{core::Error::Code::Busy, "The workspace is busy.", {}};
        workspace->reopenDays = days;
        ++workspace->version;
        return {};
    };
    access.rejects =
        [workspace](const std::string&, std::int64_t batch,
                    store::RejectRange range) -> core::Result<std::vector<store::Reject>> {
        const std::lock_guard lock{workspace->mutex};
        std::vector<store::Reject> page;
        for (const store::Reject& reject : workspace->rejects[batch])
            if (reject.number > range.after && std::int64_t(page.size()) < range.limit)
                page.push_back(reject);
        return page;
    };
    access.countedTotals = [workspace](const std::string&, std::int64_t id,
                                       std::stop_token) -> core::Result<store::CountedTotals> {
        const std::lock_guard lock{workspace->mutex};
        for (const store::Batch& batch : workspace->batches)
            if (batch.id == id && batch.isActive)
                return store::CountedTotals{batch.accepted, workspace->counted[id]};
        return store::CountedTotals{};
    };
    return access;
}

/// What is saved in it.
inline session::SavedAccess savedIn(std::shared_ptr<SampleWorkspace> workspace) {
    return {[workspace](const std::string&) -> core::Result<store::SavedItems> {
                const std::lock_guard lock{workspace->mutex};
                return workspace->saved;
            },
            [workspace](const std::string&, const store::SavedStep& step) -> core::Status {
                const std::lock_guard lock{workspace->mutex};
                if (workspace->refusesSwitches)
                    return core::Error{core::Error::Code::Busy, "The workspace is busy.", {}};
                workspace->changeSaved(step);
                return {};
            }};
}

/// Recognises by name, and "imports" by adding a batch to the workspace in memory.
class SampleImports : public session::ImportService {
public:
    explicit SampleImports(std::shared_ptr<SampleWorkspace> workspace)
        : m_workspace{std::move(workspace)} {}

    std::vector<session::RecognisedFile> recognise(const std::vector<std::string>& paths,
                                                   const Choices&, std::stop_token) override {
        std::vector<session::RecognisedFile> files;
        for (const std::string& path : paths) {
            session::RecognisedFile file;
            file.file = core::InputFile(path);
            file.bytes = 48'210'000;
            if (path.find(".pdf") != std::string::npos) {
                file.error = "This is a PDF document; MarginScope reads CSV and JSON Lines.";
            } else {
                file.title = "Allocation event (JSON Lines)";
                file.kindText = "events";
                file.evidence = "9 of 9 signature fields";
                file.previewColumns = {"time", "tenant", "feature", "model", "input", "output"};
                for (int row = 0; row < 20; ++row)
                    file.previewRows.push_back(
                        {"2026-05-01T08:0" + std::to_string(row % 10) + ":21.120Z", "acme",
                         "Draft Email", "gpt-4o", std::to_string(1200 + row * 37),
                         std::to_string(200 + row)});
            }
            files.push_back(file);
        }
        return files;
    }
    std::vector<core::Error> profileProblems() override { return {}; }
    core::Result<store::Batch> importFile(const std::string&, const core::InputFile& file,
                                          const session::FileChoice&,
                                          const core::ProgressFn& progress,
                                          std::stop_token stop) override {
        if (progress)
            progress({1'000, 2'000, 500});
        if (stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, "Cancelled.", {}};
        const std::lock_guard lock{m_workspace->mutex};
        m_workspace->batches.push_back(batchOf(std::int64_t(m_workspace->batches.size()) + 1,
                                               core::FileKind::Events, file.name(), 48'000, 10));
        ++m_workspace->version;
        return m_workspace->batches.back();
    }
    /// Adds a batch, and the features that it states.
    core::Result<store::Batch> enterRows(const std::string&, const session::EnteredRows& rows,
                                         std::stop_token) override {
        const std::lock_guard lock{m_workspace->mutex};
        if (!enterError.empty())
            return core::Error{core::Error::Code::BadInput, enterError, {}};
        entered.push_back(rows);
        m_workspace->batches.push_back(batchOf(std::int64_t(m_workspace->batches.size()) + 1,
                                               rows.kind, "features entered by hand",
                                               std::int64_t(rows.rows.size()), 0));
        if (rows.kind == core::FileKind::Features)
            for (const std::vector<std::string>& row : rows.rows) {
                core::FeatureFact& fact = m_workspace->features.emplace_back();
                fact.endpoint = row[0];
                fact.feature = row[1];
                fact.ownerTeam = row[2];
                fact.batch = m_workspace->batches.back().id;
                fact.file = "features entered by hand";
            }
        ++m_workspace->version;
        return m_workspace->batches.back();
    }
    std::vector<session::EnteredRows> entered;
    std::string enterError; // what every entry fails with
    /// Rows that hold the word "good" are taken.
    core::Result<session::RetriedRows> retryRows(const std::string&, std::int64_t batch,
                                                 const std::vector<session::CorrectedRow>& rows,
                                                 const core::ProgressFn&,
                                                 std::stop_token) override {
        const std::lock_guard lock{m_workspace->mutex};
        if (!retryError.empty())
            return core::Error{core::Error::Code::Storage, retryError, {}};
        session::RetriedRows result;
        std::int64_t taken = 0;
        const auto id = std::int64_t(m_workspace->batches.size()) + 1;
        for (const session::CorrectedRow& row : rows) {
            if (row.text.find("good") == std::string::npos) {
                result.refusals.push_back({row.number, "retried", "This is still wrong."});
                continue;
            }
            ++taken;
            for (store::Reject& reject : m_workspace->rejects[batch])
                if (reject.number == row.number)
                    reject.correctedBy = id;
        }
        if (taken == 0)
            return result;
        store::Batch fixed = batchOf(id, core::FileKind::Events, "fixed rows of x", taken, 0);
        fixed.rows = taken;
        fixed.duplicates = 0;
        fixed.corrects = batch;
        for (store::Batch& known : m_workspace->batches)
            if (known.id == batch)
                known.corrected += taken;
        m_workspace->batches.push_back(fixed);
        ++m_workspace->version;
        result.receipt = fixed;
        return result;
    }
    core::Result<std::int64_t> exportRejects(const std::string&, std::int64_t batch,
                                             const std::string& path, std::stop_token) override {
        exportedTo = path;
        const std::lock_guard lock{m_workspace->mutex};
        return std::int64_t(m_workspace->rejects[batch].size());
    }
    std::string exportedTo;
    std::string retryError; // what every retry fails with

    core::Result<std::string> sampleWorkspace(const core::ProgressFn&, std::stop_token) override {
        return std::string("/home/ann/sample.margin");
    }

private:
    std::shared_ptr<SampleWorkspace> m_workspace;
};

} // namespace ms::test
