// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Subscriptions as the Stripe dashboard exports them (CSV, columns in any order). Amounts are
/// major units per unit and interval, with the account's decimal mark; a month earns amount x
/// quantity, converted by the interval (365 days, 52 weeks, 12 months a year). Only active and past
/// due ones earn; trials, ended and unpaid ones are zero. Times are UTC. The plan tier stands in a
/// metadata column. A later export restates what a period earns, but one that says that the
/// subscription has ended does not take back what it earned before. Source  FORMATS.md section 10.
std::unique_ptr<Format> makeStripeSubscriptions();

} // namespace ms::importers
