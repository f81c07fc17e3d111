// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/profile_document.h"

#include <string>
#include <vector>

namespace ms::importers {

using mapping::MappingProfile;

/// A built-in profile by name, or the profile in a file.
/// Errors  Usage: neither; Storage; BadInput as parseProfile.
core::Result<MappingProfile> loadProfile(const std::string& nameOrPath);

/// The profiles that come with the program, by name.
const std::vector<MappingProfile>& builtInProfiles();

} // namespace ms::importers
