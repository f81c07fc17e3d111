// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/table_format.h"

#include <memory>
#include <vector>

namespace ms::importers {

/// The native files (DESIGN.md section 4): one a kind, with the columns that mappings aim at.

/// Null where a kind has none.
const TableSpec* nativeTable(core::FileKind kind);
std::vector<std::unique_ptr<Format>> makeNativeTables();

} // namespace ms::importers
