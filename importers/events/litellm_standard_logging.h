// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// The StandardLoggingPayload that LiteLLM hands to its callbacks (S3, GCS, webhooks). Tokens,
/// cache hits and attribution as in litellm_call.h. Costs are dollars, as LiteLLM worked them out;
/// images and speech have a cost without tokens. Times are Unix seconds with fractions. The same
/// calls stand in litellm_spendlogs, which says less: these records are final. Prompts and answers
/// are not read.
/// Source  FORMATS.md 6.5.
std::unique_ptr<Format> makeLitellmStandardLogging();

} // namespace ms::importers
