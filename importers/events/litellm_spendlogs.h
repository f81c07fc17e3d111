// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// LiteLLM's table LiteLLM_SpendLogs, as CSV out of Postgres or as JSON out of /spend/logs. Tokens,
/// cache hits and attribution as in litellm_call.h. Costs are dollars, as LiteLLM worked them out;
/// their parts are tags. Times are UTC without saying so. The same calls stand in
/// litellm_standard_logging. Prompts and answers are not read.
/// Source  FORMATS.md 6.4.
std::unique_ptr<Format> makeLitellmSpendlogs();

} // namespace ms::importers
