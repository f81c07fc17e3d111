// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/table_format.h"

namespace ms::importers {

/// Native `prices`: one dated rule a row.
TableSpec pricesTable();
/// Native `aliases`: under which name a model is billed.
TableSpec aliasesTable();

} // namespace ms::importers
