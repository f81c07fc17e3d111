// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Logs of Cloudflare's AI Gateway: pages of its list of logs, or such records as lines. Tokens are
/// totals, with cached ones in the input; records that the gateway answered from its own response
/// cache keep their counts. Costs are dollars; 0 for billed tokens means that Cloudflare has no
/// price for the model, unless the price is the customer's own. A step above 0 is a fallback. Times
/// are ISO 8601, the start of the call.
/// Source  FORMATS.md 6.21.
std::unique_ptr<Format> makeCloudflareAiGateway();

} // namespace ms::importers
