// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// LiteLLM's daily totals: a dump of one of its LiteLLM_Daily...Spend tables (by user, team, tag,
/// ...) as CSV or JSON, by UTC days. They add up the same calls in different ways, and those of its
/// log: import one of them. Input is inclusive today; reads or writes that it cannot hold are
/// beside it, as some versions had them, and flagged. Writes have no lifetime. Costs are dollars. A
/// call with several tags is in several rows: rows with a tag are flagged.
///
/// A row is the same total as one before, and states it anew, when it has the same day, model, key
/// and other dimensions. Source  FORMATS.md 6.4.
std::unique_ptr<Format> makeLitellmDailySpend();

} // namespace ms::importers
