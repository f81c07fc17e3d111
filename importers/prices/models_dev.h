// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// The price list of models.dev: a map of providers with a map of models. US dollars per million
/// tokens. Prices of larger prompts are entries of their own; `context_over_200k` is the older form
/// of `tiers` and counts where they do not state that size. There is no price of one-hour cache
/// writes. A model without a cost has an unknown price. Source  FORMATS.md 11.2.
std::unique_ptr<Format> makeModelsDev();

} // namespace ms::importers
