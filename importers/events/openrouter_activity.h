// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// OpenRouter's activity export, a row a generation. Input includes cached tokens and output
/// includes reasoning; cache writes are not reported. Costs are dollars; what was paid on the
/// customer's own key is a tag. Times are UTC, though they do not say so. Source  FORMATS.md 6.11.
std::unique_ptr<Format> makeOpenrouterActivity();

} // namespace ms::importers
