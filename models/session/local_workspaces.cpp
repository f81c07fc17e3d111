// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/zone.h"
#include "models/session/costing.h"
#include "models/session/workspace_access.h"

namespace ms::session {
namespace {

using store::Workspace;

core::Result<Workspace> openForReading(const std::string& path) {
    return Workspace::open(path, Workspace::Access::ReadOnly);
}

std::vector<std::int64_t> eventBatchesOf(const Snapshot& snapshot) {
    std::vector<std::int64_t> ids;
    for (const store::Batch& batch : snapshot.batches)
        if (batch.isActive && batch.kind == core::FileKind::Events)
            ids.push_back(batch.id);
    return ids;
}

/// Columns are those of the events in use; prices, plans, features and outcomes do not change them.
core::Result<std::shared_ptr<frame::Columns>>
columnsOf(const Workspace& workspace, const Snapshot& snapshot, const SnapshotPtr& previous) {
    if (previous && previous->columns && previous->isOneState &&
        eventBatchesOf(*previous) == eventBatchesOf(snapshot))
        return previous->columns;
    auto source = workspace.columns();
    if (!source)
        return source.error();
    return frame::loadColumns(*std::move(source));
}

/// Everything that is small and read from tables at once.
core::Result<std::shared_ptr<Snapshot>> readTables(const Workspace& workspace,
                                                   const SnapshotRequest& request,
                                                   store::WorkspaceFacts& facts) {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->path = request.path;
    const auto version = workspace.version();
    if (!version)
        return version.error();
    snapshot->version = *version;
    auto settings = workspace.settings();
    if (!settings)
        return settings.error();
    snapshot->settings = *std::move(settings);
    auto books = workspace.books();
    if (!books)
        return books.error();
    snapshot->books = *std::move(books);
    auto batches = workspace.batches();
    if (!batches)
        return batches.error();
    snapshot->batches = *std::move(batches);
    auto read = workspace.facts(request.book);
    if (!read)
        return read.error();
    facts = *std::move(read);
    snapshot->book = facts.book;
    snapshot->revenue = {facts.revenue, facts.plans, facts.fx, snapshot->settings.baseCurrency};
    snapshot->gpu = {facts.gpuHours, facts.fx, snapshot->settings.baseCurrency};
    snapshot->activeUsers = facts.activeUsers;
    snapshot->decisions = facts.decisions;
    snapshot->outcomes.facts = facts.outcomes;
    snapshot->outcomes.rules.reopenDays =
        request.reopenDays ? request.reopenDays : snapshot->settings.reopenDays;
    return snapshot;
}

core::Result<SnapshotPtr> loadSnapshot(const SnapshotRequest& request, std::stop_token stop) {
    const auto workspace = openForReading(request.path);
    if (!workspace)
        return workspace.error();
    store::WorkspaceFacts facts;
    auto snapshot = readTables(*workspace, request, facts);
    if (!snapshot)
        return snapshot.error();
    Snapshot& s = **snapshot;
    const auto zone = core::Zone::find(request.zone.empty() ? s.settings.zone : request.zone);
    if (!zone)
        return zone.error();
    auto columns = columnsOf(*workspace, s, request.previous);
    if (!columns)
        return columns.error();
    s.columns = *std::move(columns);
    const auto after = workspace->version();
    s.isOneState = after && *after == s.version;
    auto source =
        frame::makeFrame(s.columns, frameFactsOf(facts, s.settings.baseCurrency, s.outcomes.rules),
                         query::Lens{*zone, s.book}, stop);
    if (!source)
        return source.error();
    s.source = *std::move(source);
    const auto span = s.source->span(stop);
    if (!span)
        return span.error();
    s.span = *span;
    return SnapshotPtr{*std::move(snapshot)};
}

core::Result<std::int64_t> versionOf(const std::string& path) {
    const auto workspace = openForReading(path);
    if (!workspace)
        return workspace.error();
    return workspace->version();
}

core::Status createEmpty(const std::string& path) {
    const auto workspace = Workspace::create(path, store::Settings{});
    return workspace ? core::Status{} : core::Status{workspace.error()};
}

core::Status setActive(const std::string& path, std::int64_t batch, bool isActive) {
    auto workspace = Workspace::open(path, Workspace::Access::ReadWrite);
    if (!workspace)
        return workspace.error();
    return workspace->setBatchActive(batch, isActive);
}

core::Status setReopenDays(const std::string& path, std::optional<int> days) {
    auto workspace = Workspace::open(path, Workspace::Access::ReadWrite);
    if (!workspace)
        return workspace.error();
    auto settings = workspace->settings();
    if (!settings)
        return settings.error();
    settings->reopenDays = days;
    return workspace->saveSettings(*settings);
}

core::Result<std::vector<store::Reject>> rejectsOf(const std::string& path, std::int64_t batch,
                                                   store::RejectRange range) {
    const auto workspace = openForReading(path);
    if (!workspace)
        return workspace.error();
    return workspace->rejects(batch, range);
}

core::Result<store::CountedTotals> countedTotalsOf(const std::string& path, std::int64_t batch,
                                                   std::stop_token stop) {
    const auto workspace = openForReading(path);
    if (!workspace)
        return workspace.error();
    return workspace->countedTotals(batch, std::move(stop));
}

} // namespace

WorkspaceAccess localWorkspaces() {
    return {loadSnapshot, versionOf,       createEmpty,  setActive,
            rejectsOf,    countedTotalsOf, setReopenDays};
}

} // namespace ms::session
