// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Native `prices`: one dated rule a row.
std::unique_ptr<Format> makePricesTable();
/// Native `aliases`: under which name a model is billed.
std::unique_ptr<Format> makeAliasesTable();

} // namespace ms::importers
