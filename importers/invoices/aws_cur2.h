// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// AWS's Cost and Usage Report 2.0, of which the exporter chooses the columns. Money is in major
/// units of the row's currency: the amount is net of discounts where the report has that column.
/// Times are UTC, ends exclusive. The effective amount is what commitments spread over usage:
/// covered usage at its commitment's rate, what negates it and what was paid up front at 0, the
/// unused part with the recurring fee. Token classes, tiers and the scale of quantities come from
/// the usage type: `...TokenCount...-Units` counts millions.
///
/// A row is the same charge as one before, and states it anew, when it has the same accounts,
/// billing period, bill and line item type, period, product, usage type, operation, place,
/// resource, commitment, tax type, currency and rate; where it names no rate, its description takes
/// its place. Not among them: `identity_line_item_id`, which is new in every report; invoice ids
/// and tags, which are filled in later; amounts and quantities. Source  FORMATS.md 9.2.
std::unique_ptr<Format> makeAwsCur2();

/// The same from the report before it, whose columns are called `lineItem/LineItemType`. Its tags
/// are columns of their own; they get the names of CUR 2.0 ("user:team" is "user_team").
std::unique_ptr<Format> makeAwsCur();

} // namespace ms::importers
