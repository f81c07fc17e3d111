// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

#include <memory>
#include <vector>

namespace ms::importers {

/// FOCUS, the vendor-neutral cost export: one format for each version from 1.0 to 1.4, told apart
/// by the columns that came or went with it. Money is in major units of the row's billing currency:
/// `BilledCost` adds up to the invoice, `EffectiveCost` is amortised. Times are ISO 8601 in UTC,
/// ends exclusive; those without a zone are taken as UTC and flagged. "NULL" is not given.
///
/// A row is the same charge as one before, and states it anew, when it has the same billing and
/// sub account, billing and charge period, category, class, currency, commitment, capacity
/// reservation, allocation, place, resource and price of a SKU; where it names no such price, its
/// service, SKU, meter and description take its place. Not among them, because exports fill them in
/// or change them until the month closes: amounts, quantities, prices, tags, invoice ids, names of
/// accounts, and a description that states a rate. What a newer version adds is among them only
/// where it splits rows, so that an export that moves to that version does not count twice.
/// Source  FORMATS.md 9.1.
std::vector<std::unique_ptr<Format>> makeFocusFormats();

} // namespace ms::importers
