// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// The LiteLLM price map: one entry a model, one rule for each price of each service tier and
/// context size. Amounts are per single token, as they are written.
/// Source  FORMATS.md 11.1.
std::unique_ptr<Format> makeLitellmPrices();

} // namespace ms::importers
