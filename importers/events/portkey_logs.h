// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Portkey's log export (JSON Lines). Tokens come from the usage object of the answer where it has
/// one: OpenAI's form, in which Portkey answers for all providers, with cached tokens of Anthropic
/// within the prompt or beside it, as the total tells; or Anthropic's own. Else from Portkey's
/// units, which are totals. Costs are cents; 0 for billed tokens means that the price is not known.
/// Times are ISO 8601, the start of the call.
/// Source  FORMATS.md 6.22.
std::unique_ptr<Format> makePortkeyLogs();

} // namespace ms::importers
