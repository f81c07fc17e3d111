// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/snapshot.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace ms::session {

/// "The workspace at `path`, costed with `book` in `zone`"; empty: what its settings say.
struct SnapshotRequest {
    std::string path;
    std::string book;
    std::string zone;
    SnapshotPtr previous; // of the same file, or null: its columns are used again when unchanged
    std::optional<int> reopenDays = {}; // instead of those of the settings
};

/// What a session asks of workspace files. Every call is made on a worker thread.
/// The real ones are `localWorkspaces()`; tests and screenshots put their own here.
struct WorkspaceAccess {
    std::function<core::Result<SnapshotPtr>(const SnapshotRequest&, std::stop_token)> load;
    std::function<core::Result<std::int64_t>(const std::string& path)> version;
    std::function<core::Status(const std::string& path)> create;
    std::function<core::Status(const std::string& path, std::int64_t batch, bool isActive)>
        setBatchActive;
    std::function<core::Result<std::vector<store::Reject>>(
        const std::string& path, std::int64_t batch, store::RejectRange range)>
        rejects;
    std::function<core::Result<store::CountedTotals>(const std::string& path, std::int64_t batch,
                                                     std::stop_token stop)>
        countedTotals;
    /// Store::Settings::reopenDays of the workspace at `path`.
    std::function<core::Status(const std::string& path, std::optional<int> days)> setReopenDays;
};

/// Workspaces as files on this computer (models/store).
WorkspaceAccess localWorkspaces();

} // namespace ms::session
