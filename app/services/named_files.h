// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/files/temporary_file.h"
#include "models/core/input_file.h"

#include <memory>
#include <string>
#include <vector>

namespace ms::app {

/// A file to import. Files named by the user must be readable as something; those found in a folder
/// or archive are passed over when they are not.
struct NamedFile {
    enum class Origin { Named, Found };
    core::InputFile input;
    Origin origin = Origin::Named;
    std::shared_ptr<TemporaryFile> content{}; // of what came as a stream
};

/// What the user named, in the order given: folders replaced by their files and zip archives by
/// what they hold, in order of name; "-" is standard input. `part`: the file or sheet to read of
/// each; empty: all files, the first sheet. Workspaces in folders are left out, and never opened:
/// closing one would drop the locks of an import into it.
/// Errors  Storage: something does not exist. BadInput: a damaged archive, a workspace.
/// Cancelled.
core::Result<std::vector<NamedFile>> filesOf(const std::vector<std::string>& paths,
                                             const std::string& part, const std::stop_token& stop);

} // namespace ms::app
