// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace ms::importers {

/// The documents of resources/profiles, compiled in when the build is configured: file name, text.
std::span<const std::pair<std::string_view, std::string_view>> builtInProfileTexts();

} // namespace ms::importers
