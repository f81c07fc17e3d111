// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Invoices as the Stripe dashboard exports them (CSV, columns in any order). Amounts are major
/// units with the account's decimal mark; revenue is total less tax, so neither the balance of the
/// customer nor what was paid counts. Drafts and void invoices are zero. The period is that of the
/// lines (UTC), because the invoice's own is the cycle before; one of several months is flagged.
/// Source  FORMATS.md section 10.
std::unique_ptr<Format> makeStripeInvoices();

} // namespace ms::importers
