// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Fees of invoices as Lago exports them: one row a fee, in the currency's smallest unit; revenue
/// is the fee's total less its taxes. The end date is the last day that it covers. The tenant is
/// the external id of the subscription, which may need a tenant alias; fees without one have none.
/// Credits bought in advance are flagged: they are no revenue yet. Source  FORMATS.md section 10.
std::unique_ptr<Format> makeLagoInvoiceFees();

} // namespace ms::importers
