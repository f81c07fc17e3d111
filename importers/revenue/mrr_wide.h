// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Monthly recurring revenue with a column for each month ("2026-07", "Jul 2026"), as billing
/// analytics and spreadsheets have it. Amounts are major units with either decimal mark. A blank
/// cell is no customer in that month, or not any more; 0 is one who pays nothing. Known by its
/// months, its customer (name or id) and its tier or currency, which have many names. Source
/// FORMATS.md section 10.
std::unique_ptr<Format> makeMrrWide();

/// The month that a column is of; nullopt when its name is no month.
std::optional<core::Month> monthOfColumn(std::string_view name);

} // namespace ms::importers
