// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Anthropic's cost report: pages of daily buckets as the administration API answers them. Amounts
/// are cents, as text with fractions of them. Days are UTC, ends exclusive. A row without workspace
/// is the default workspace or was not grouped, and is flagged. Priority Tier, taxes and credits
/// are not in it.
///
/// A row is the same charge as one before, and states it anew, when everything about it but its
/// amount is the same.
/// Source  FORMATS.md 9.6.
std::unique_ptr<Format> makeAnthropicCostReport();

/// The same from the Console, as CSV: dollars, rounded to cents in each row, so that small rows
/// vanish; models by display names. The report and this file state the same cost twice, in words of
/// which none is the other's: import one of them.
///
/// A row is the same charge as one before when it has the same day, model, workspace, key, and
/// kinds; what older files lack counts as what it is by default, the id and status of the key not
/// at all.
std::unique_ptr<Format> makeAnthropicConsoleCost();

} // namespace ms::importers
