// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace ms::tables {

/// Of a column's header: true where figures below zero are no losses, as changes of cost are.
inline constexpr int FallIsGoodRole = Qt::UserRole + 120;

} // namespace ms::tables
