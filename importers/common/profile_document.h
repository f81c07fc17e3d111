// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/mapping/mapping_profile.h"

#include <string_view>

namespace ms::importers {

/// A mapping profile as JSON. Source  resources/profiles/README.md.

/// Read a profile document; `nameOfSource` (a file name) is told in errors.
/// Errors  BadInput: no valid JSON (with line), an unknown key, field or format (with its place in
/// the document), a field twice, a zone that does not exist.
core::Result<mapping::MappingProfile> parseProfile(std::string_view text,
                                                   std::string_view nameOfSource);

} // namespace ms::importers
