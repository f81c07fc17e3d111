// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <filesystem>
#include <vector>

namespace ms::app {

inline constexpr int kMostFolderLevels = 32; // exports are often a folder an hour

/// The regular files of `folder` and its folders, hidden ones left out, in order of path.
/// Links to folders are not followed. Errors  Storage: a folder cannot be read; there are more
/// levels of folders.
core::Result<std::vector<std::filesystem::path>> filesIn(const std::filesystem::path& folder);

} // namespace ms::app
