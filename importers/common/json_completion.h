// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace ms::importers {

/// The first JSON value of a text that may end within it, made whole: what is cut off is left out
/// and what is open is closed. Text that is no JSON comes back as something that is none either.
std::string completedJson(std::string_view head);

} // namespace ms::importers
