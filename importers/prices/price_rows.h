// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/fact_format.h"

namespace ms::importers {

/// Add an entry under the number of the row at hand. An entry without any price is flagged; one
/// with a price that is none (negative, or beyond the range of money) spoils the record.
void addPrice(Record& record, FactRows& rows, core::PriceEntry entry);

} // namespace ms::importers
