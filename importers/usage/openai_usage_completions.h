// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// OpenAI's usage of the completions endpoint: pages of buckets of a minute, an hour or a day as
/// the administration API answers them. Input is inclusive: cached and written tokens are parts of
/// it, and the uncached count proves them. Writes have no lifetimes. Times are Unix seconds; no
/// money. Dimensions are null unless the request grouped by them: a row with neither model nor
/// project is a total that must not be added to grouped rows, and is flagged. Results of the other
/// endpoints (embeddings, images, ...) are rejected.
///
/// A row is the same total as one before, and states it anew, when it has the same period, project,
/// user, key, model, tier and batch. Source  FORMATS.md 8.
std::unique_ptr<Format> makeOpenaiUsageCompletions();

/// The same from the dashboard, as CSV: counts as "1180.0", batch as TRUE or FALSE. Buckets without
/// usage are rows of blanks and are skipped.
std::unique_ptr<Format> makeOpenaiDashboardUsage();

} // namespace ms::importers
