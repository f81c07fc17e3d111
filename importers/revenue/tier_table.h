// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// What a customer of each tier brings and costs in a month, as people write it in a spreadsheet:
/// customer tier, revenue/customer/month, and optionally cost, margin, customers and currency.
/// Amounts are display money ("$1,250.00", "($0.60)"); without a currency or its sign they are
/// taken as US dollars. Each row is the plan of its tier. A margin that is not revenue less cost,
/// to a cent, is told. Source  FORMATS.md section 10.
std::unique_ptr<Format> makeTierTable();

} // namespace ms::importers
