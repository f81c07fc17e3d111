// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace ms::query {

/// What an outcome means for the cost per unit, by the default table of DESIGN.md section 2, Units:
/// "success", "failed", "pending" for anything open or unknown, and empty for no outcome at all.
/// Compared without case; blanks and hyphens count as underscores.
std::string_view outcomeClassOf(std::string_view outcome);

} // namespace ms::query
