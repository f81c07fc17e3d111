// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/record.h"
#include "models/core/money.h"

#include <string_view>

namespace ms::importers {

/// How many decimals a currency has where billing systems count in its smallest unit: 0 for JPY, 3
/// for KWD, mostly 2. As Stripe has it: ISK has 2 although its smallest unit is the krona.
/// Source  FORMATS.md section 3.
int decimalsOf(std::string_view currency);

/// An amount in the smallest unit of `currency`: 3900 of USD are 39. What is no whole number spoils
/// the record under `name`.
core::MoneySum fromMinor(Record& record, std::string_view name, const core::Decimal& amount,
                         std::string_view currency);

} // namespace ms::importers
