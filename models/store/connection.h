// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/store/store_error.h"

#include <SQLiteCpp/Database.h>

#include <exception>
#include <filesystem>
#include <memory>

namespace ms::store {

/// What a connection is for; decides its flags, limits and cache.
enum class Purpose { Read, Write };

/// Open a hardened connection to an existing file (RELIABILITY.md section 3). Every switch is read
/// back; one that did not take is an error. The file is only ever opened through SQLite, because
/// closing any other descriptor of it would drop SQLite's POSIX locks.
/// Errors  Storage (missing, not a regular file, permission), Workspace (not a database), Internal.
core::Result<std::unique_ptr<SQLite::Database>> openConnection(const std::filesystem::path& path,
                                                               Purpose purpose);

/// Make an empty file with mode 0600; fails where anything exists already.
core::Status createFile(const std::filesystem::path& path);

/// `path` with its folder resolved, so that the name handed to SQLite is absolute and only its last
/// part may be a link (which is refused).
std::filesystem::path resolved(const std::filesystem::path& path);

core::Error storeError(const SQLite::Exception& exception, const std::filesystem::path& path);

/// Run `work`, which may throw SQLite's exceptions, and turn them into errors.
template <class Work>
auto guarded(const std::filesystem::path& path, Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (const SQLite::Exception& exception) {
        return storeError(exception, path);
    }
}

} // namespace ms::store
