// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/snapshot.h"

#include <functional>
#include <stop_token>

namespace ms::session {

/// "The workspace at `path`, costed with `book` in `zone`"; empty: what its settings say.
struct SnapshotRequest {
    std::string path;
    std::string book;
    std::string zone;
    SnapshotPtr previous; // of the same file, or null: its columns are used again when unchanged
};

/// What a session asks of workspace files. Every call is made on a worker thread.
/// The real ones are `localWorkspaces()`; tests and screenshots put their own here.
struct WorkspaceAccess {
    std::function<core::Result<SnapshotPtr>(const SnapshotRequest&, std::stop_token)> load;
    std::function<core::Result<std::int64_t>(const std::string& path)> version;
    std::function<core::Status(const std::string& path)> create;
    std::function<core::Status(const std::string& path, std::int64_t batch, bool isActive)>
        setBatchActive;
    std::function<core::Result<std::vector<core::Diagnostic>>(
        const std::string& path, std::int64_t batch, std::size_t limit)>
        rejects;
};

/// Workspaces as files on this computer (models/store).
WorkspaceAccess localWorkspaces();

} // namespace ms::session
