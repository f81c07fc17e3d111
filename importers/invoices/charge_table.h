// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/table_format.h"

namespace ms::importers {

/// Native `charges`: lines of an invoice that no format of its own reads. A row without a category
/// is usage. Source  FORMATS.md 1.2, `charge`.
TableSpec chargesTable();

} // namespace ms::importers
