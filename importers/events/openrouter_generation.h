// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Saved answers of OpenRouter's generation endpoint, each in an envelope or bare. The native
/// counts are what is billed: input includes cached tokens, output includes reasoning, cache writes
/// are not reported. Counts of OpenRouter's own tokenizer are taken only where there are no native
/// ones, as estimates. Costs are dollars; what was paid on the customer's own key is a tag. Times
/// are UTC. The same calls stand in openrouter_activity, which says less: these records are final.
/// Source  FORMATS.md 6.12.
std::unique_ptr<Format> makeOpenrouterGeneration();

} // namespace ms::importers
