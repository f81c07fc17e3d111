// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/place.h"

#include <optional>
#include <string_view>

namespace ms::session {

/// "margin", "whatif": what a page that shows figures is called on the command line and in saved
/// views, for good. Empty: it shows none.
std::string_view pageName(Page page);
std::optional<Page> pageNamed(std::string_view name);

} // namespace ms::session
