// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace ms::report {

/// Is a figure below zero in the column of this name bad news? Less cost is none: such a change is
/// not shown as a loss.
constexpr bool isLossBelowZero(std::string_view column) {
    return !column.starts_with("cost");
}

} // namespace ms::report
