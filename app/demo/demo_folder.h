// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ms::app::demo {

/// The first line of README.txt; a folder whose README starts with it is a demo that may be
/// replaced.
inline constexpr std::string_view kReadmeMark =
    "Larkspur Desk: sample exports written by marginscope demo";

/// Make `dir`, or accept it when it is empty or holds nothing but a previous demo.
/// Errors  BadInput: it holds other files, or is no folder. Storage.
core::Status prepareFolder(const std::filesystem::path& dir, const std::vector<std::string>& names);

} // namespace ms::app::demo
