// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Anthropic's usage report of messages: pages of buckets of a minute, an hour or a day as the
/// administration API answers them. Input is exclusive: cache reads and writes stand beside it,
/// writes by lifetime. Times are ISO 8601, ends exclusive; no money, and no count of requests. A
/// row without workspace is the default workspace or was not grouped, and is flagged. The context
/// window is a tag, because the longer one has a price of its own.
///
/// A row is the same total as one before, and states it anew, when everything about it but its
/// counts is the same. Source  FORMATS.md 8.
std::unique_ptr<Format> makeAnthropicUsageReport();

/// The same from the Console, as CSV by UTC days; blank input counts are zero. Older files have one
/// column of cache writes without lifetimes. The report and this file state the same usage twice,
/// with ids in one and names in the other: import one of them.
///
/// A row is the same total as one before when it has the same day, model, key, workspace, usage
/// type and context window; a place or speed that older files lack counts as the usual one.
std::unique_ptr<Format> makeAnthropicConsoleUsage();

} // namespace ms::importers
