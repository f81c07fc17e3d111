// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <filesystem>
#include <string>
#include <vector>

struct archive;
struct archive_entry;

namespace ms::importers {

/// The files that a zip archive says it holds, in the order of its directory; folders and what
/// operating systems put beside files (`__MACOSX`, names that begin with a dot) left out.
/// The names are for choosing and showing: nothing is ever unpacked to disk.
/// Errors  Storage: cannot be opened. BadInput: damaged or cut, encrypted, more than 1,000 entries,
/// two files of one name.
core::Result<std::vector<std::string>> filesOfZip(const std::filesystem::path& path);

inline constexpr std::size_t kMostZipEntries = 1000;

/// archive_read_next_header(), with names in UTF-8 whatever the locale is: where it is "C",
/// libarchive has no name for what is not ASCII.
int nextHeader(archive* zip, archive_entry** entry);

} // namespace ms::importers
