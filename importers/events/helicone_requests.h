// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Helicone's requests, as its dashboard and query interface export them (JSON, JSON Lines), as its
/// command line tool does (CSV, which has neither request ids nor cached tokens, and the quotes of
/// JSON within it doubled twice), or as rows of its ClickHouse table. Prompt tokens are without
/// cached ones and completion tokens without reasoning; earlier rows keep what the provider meant,
/// which no figure of the row tells, so rows with cached tokens are flagged. Cache writes have no
/// lifetime. Costs are dollars, but billionths of them in the table; zero where Helicone has no
/// price. Answers from Helicone's own cache name the request that they repeat. The CSV says less
/// than the others, which are final.
/// Source  FORMATS.md 6.9.
std::unique_ptr<Format> makeHeliconeRequests();

} // namespace ms::importers
