// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"
#include "models/mapping/mapping_profile.h"

namespace ms::importers {

/// All formats that are told by content, built-in profiles among them.
const std::vector<std::unique_ptr<Format>>& formats();

/// The format of that name; null when there is none (any more).
const Format* formatNamed(std::string_view name);
/// What reads files through a profile.
std::unique_ptr<Format> makeProfileFormat(mapping::MappingProfile profile);

/// The best match for a file's first bytes among formats of `kind` (absent: all).
struct FoundFormat {
    const Format* format = nullptr;
    Match match;
};
/// Errors  BadInput: nothing fits; the message says what was seen and what can be done.
core::Result<FoundFormat> findFormat(const FileHead& head, std::optional<core::FileKind> kind);

} // namespace ms::importers
