// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Chargebee's monthly summary of subscriptions: recurring revenue of each subscription and month
/// in major units of the billing currency. The month is written as its last day in the site's zone.
/// A customer may have several subscriptions, which add up. Without a value the amount is unknown.
/// There is no plan in it. Source  FORMATS.md section 10.
std::unique_ptr<Format> makeChargebeeMrrMonthly();

} // namespace ms::importers
