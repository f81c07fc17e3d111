// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Invoices as Stripe's API lists them, or one a line: a row for each line of an invoice, with the
/// period of the line (Unix seconds), because the invoice's own is the cycle before. Amounts are in
/// the currency's smallest unit; discounts and taxes that they include are taken off, and the sum
/// is checked against the invoice's total without tax. Prorations are rows of their own, negative
/// and positive; drafts and void invoices are zero; `livemode` false is test data. Source
/// FORMATS.md section 10.
std::unique_ptr<Format> makeStripeInvoicesApi();

} // namespace ms::importers
