// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <filesystem>
#include <vector>

namespace ms::app {

/// The regular files of `folder` itself, hidden ones left out, in order of name.
/// Errors  Storage: the folder cannot be read.
core::Result<std::vector<std::filesystem::path>> filesIn(const std::filesystem::path& folder);

} // namespace ms::app
