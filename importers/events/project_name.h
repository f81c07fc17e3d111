// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace ms::importers {

/// The name of the folder that a coding session ran in, without the way to it: what its logs call
/// the project. Takes paths of any system.
inline std::string_view projectOf(std::string_view folder) {
    constexpr std::string_view kSeparators = "/\\";
    while (!folder.empty() && kSeparators.find(folder.back()) != std::string_view::npos)
        folder.remove_suffix(1);
    const std::size_t last = folder.find_last_of(kSeparators);
    return last == std::string_view::npos ? folder : folder.substr(last + 1);
}

} // namespace ms::importers
