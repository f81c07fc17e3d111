// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Native `outcomes`: what became of business units.
std::unique_ptr<Format> makeOutcomesTable();
/// Native `active_users`: distinct people over a period; blank feature means the whole product.
std::unique_ptr<Format> makeActiveUsersTable();

} // namespace ms::importers
