// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Prices of a contract, one row a model, service tier, context size and period: provider, model,
/// unit, input, and optionally output, cache_read, cache_write_5m, cache_write_1h, reasoning,
/// service_tier, min_context_tokens, currency, effective_from, effective_to (exclusive), source.
/// `unit` is per_token, per_1k_tokens, per_1m_tokens, or, with the price in `input`, per_gpu_hour,
/// per_request or per_query. Numbers may have either decimal mark. A blank price is unknown, never
/// zero. Source  FORMATS.md 11.2.
std::unique_ptr<Format> makePriceTable();

} // namespace ms::importers
