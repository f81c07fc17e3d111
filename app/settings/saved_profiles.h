// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/mapping/mapping_profile.h"

#include <filesystem>
#include <string>
#include <vector>

namespace ms::app {

/// The mapping profiles that the user saved: JSON files in `profiles` of settingsHome(). A file
/// whose header is that of a profile is recognised by it from then on.

struct SavedProfiles {
    std::vector<mapping::MappingProfile> profiles; // by file name
    std::vector<core::Error> problems;             // files that are no profiles
};
SavedProfiles savedProfiles();

/// Whether a profile is saved under that name.
bool isSavedProfile(const std::string& name);

/// Keep a profile under its name. Returns the file.
/// Errors  Usage: the name cannot be that of a file; one of that name is kept. Storage.
core::Result<std::filesystem::path> saveProfile(const mapping::MappingProfile& profile,
                                                mapping::Namesake namesake);

/// A name for the profile of a file: "Invoice May 2026.csv" gives "invoice_may_2026".
std::string profileNameFor(const std::string& fileName);

} // namespace ms::app
