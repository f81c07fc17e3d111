// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// A price file of Portkey: a map of the models of one provider, which the file does not name. US
/// cents per single token. `batch_config` holds the prices of the batch tier. The entry "default"
/// is what the provider's models have in common, no model. Two models whose names end in
/// "-lte-128k" and "-gt-128k" are one, with prices for prompts up to that size and above. A cache
/// write is one for 5 minutes; that for an hour is an additional unit. Source  FORMATS.md 11.2.
std::unique_ptr<Format> makePortkeyPricing();

} // namespace ms::importers
