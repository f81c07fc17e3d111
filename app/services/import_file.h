// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/import.h"
#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/store/workspace.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

namespace ms::app {

/// How many rejected rows a file may have and still be imported.
struct RejectLimit {
    enum class Kind { Any, Rows, Share };
    Kind kind = Kind::Any;
    std::int64_t value = 0; // rows, or millionths of all rows
    /// Read "100" or "0.5%". Errors  Usage.
    static core::Result<RejectLimit> parse(const std::string& text);
    bool allows(std::int64_t rejected, std::int64_t rows) const;
};

struct ImportRequest {
    core::InputFile file;
    importers::Choice choice;
    std::string book; // for prices; empty: the default book
    RejectLimit limit;
    core::PrivacyRules privacy{};     // before those of the profile
    importers::ReadOptions reading{}; // its zone is the workspace's
    std::string source{};             // who wrote it; empty: what its format says
};

struct ImportedFile {
    enum class End { Committed, TooManyRejects };
    End end = End::Committed;
    store::Batch receipt; // without id when nothing was written
    importers::Recognition recognition;
};

/// Read one file into the workspace in one transaction: all of it or nothing.
/// What tells who somebody is becomes tokens on the way (PrivacySink).
/// Errors  those of recognise(), readFile(), Workspace::Import and PrivacyKey.
core::Result<ImportedFile> importFile(store::Workspace& workspace, const ImportRequest& request,
                                      const core::ProgressFn& progress, std::stop_token stop);

/// The workspace at `path`, created with `settings` where there is none.
core::Result<store::Workspace> openOrCreate(const std::filesystem::path& path,
                                            const store::Settings& settings);

} // namespace ms::app
