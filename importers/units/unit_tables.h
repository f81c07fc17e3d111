// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/table_format.h"

namespace ms::importers {

/// Native `outcomes`: what became of business units.
TableSpec outcomesTable();
/// Native `active_users`: distinct people over a period; blank feature means the whole product.
TableSpec activeUsersTable();

} // namespace ms::importers
