// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Rows of Log Analytics' table ApiManagementGatewayLlmLog: the portal's CSV, or a query's JSON. A
/// call has several rows; only that with SequenceNumber 0 has counts, the others carry pieces of
/// messages and are skipped. Tokens are totals, with cached ones in the input. Times are UTC and
/// the end of the call; the portal may write them month first with AM and PM in a column
/// "TimeGenerated [UTC]". TenantId is the workspace, no customer. Nothing says how a call ended,
/// how long it took or what it cost.
/// Source  FORMATS.md 6.20.
std::unique_ptr<Format> makeAzureApimLlm();

} // namespace ms::importers
