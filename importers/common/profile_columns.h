// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/file_head.h"
#include "importers/common/format.h"
#include "models/mapping/mapping_profile.h"

#include <string>
#include <vector>

namespace ms::importers {

/// How a file goes with a mapping profile, whatever kind of rows the profile makes.

/// How well the file's columns, or JSON keys, are those of the profile. Best when its header is the
/// very one that the profile was made for.
Match matchProfile(const mapping::MappingProfile& profile, const FileHead& head);
/// What tells the header of a file from others: the names of its columns in their order, or in JSON
/// the keys of the first record at that place, in any order.
std::string headerFingerprint(const FileHead& head, const std::string& recordsAt);
/// Where the JSON records of the profile stand in the file.
std::string recordsAtOf(const mapping::MappingProfile& profile, const FileHead& head);
/// What a plan tells about columns that are neither read nor known: "columns not read: a, b".
/// Errors  BadInput: no delimited text; a column of the profile is missing.
core::Result<std::vector<std::string>> columnNotes(const mapping::MappingProfile& profile,
                                                   const FileHead& head);

} // namespace ms::importers
