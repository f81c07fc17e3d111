// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Azure's cost export, of actual or amortised costs, under the column names of all agreements:
/// PascalCase, camelCase, the older ones (PreTaxCost, Currency), and those of other languages,
/// which have the English name in brackets. Money is in major units of the billing currency. A row
/// is one UTC day. Token classes come from the meter's label; whether a quantity counts tokens or
/// blocks of them is not said anywhere, and is flagged. Nothing in a file says that it is
/// amortised; rows that spread a commitment are counted and told, because of the two exports only
/// one may be used.
///
/// A row is the same charge as one before, and states it anew, when it has the same billing account
/// and period, invoice section, subscription, day, kind, frequency, pricing model, commitment,
/// term, order, currency, unit, place, resource (in any case: Azure writes it differently from day
/// to day), meter, and details of what was used; names of product, category and meter count only
/// where no meter id is given, since they are renamed. Not among them: amounts, quantities, prices,
/// tags, cost centres and invoice ids. Source  FORMATS.md 9.3.
std::unique_ptr<Format> makeAzureCostActual();

} // namespace ms::importers
