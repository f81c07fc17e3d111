// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Vercel AI Gateway's report, by day or hour of UTC. Input is inclusive: cached tokens are parts
/// of it, and so, it is taken, are those written to caches, whose lifetime is not said. Reasoning
/// is a part of the output. Costs are dollars; calls on the customer's own key cost nothing here
/// and are flagged. A call with several tags is in several rows: rows with a tag are flagged and
/// must not be added up over tags. Rows that say no day are of the whole time asked for, which the
/// file does not tell, and are rejected.
///
/// A row is the same total as one before, and states it anew, when it has the same time and
/// dimensions. Source  FORMATS.md 8.
std::unique_ptr<Format> makeVercelReport();

} // namespace ms::importers
