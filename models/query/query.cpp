// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/query.h"

namespace ms::query {

std::string_view nameOf(Measure measure) {
    // In the order of the enum.
    static constexpr std::array<std::string_view, kMeasures> names{"attempts",
                                                                   "requests",
                                                                   "actions",
                                                                   "first_attempts",
                                                                   "input_tokens",
                                                                   "cache_read_tokens",
                                                                   "cache_write_tokens",
                                                                   "output_tokens",
                                                                   "reasoning_tokens",
                                                                   "cost",
                                                                   "retry_cost",
                                                                   "fallback_cost",
                                                                   "unpriced_attempts",
                                                                   "unpriced_tokens",
                                                                   "usage_unknown",
                                                                   "reported_attempts",
                                                                   "fallback_rate_attempts",
                                                                   "avoided_tokens",
                                                                   "users",
                                                                   "units",
                                                                   "successful_units",
                                                                   "failed_units",
                                                                   "pending_units",
                                                                   "unit_cost",
                                                                   "successful_unit_cost",
                                                                   "failed_unit_cost",
                                                                   "pending_unit_cost",
                                                                   "input_cost",
                                                                   "cache_read_cost",
                                                                   "cache_write_5m_cost",
                                                                   "cache_write_1h_cost",
                                                                   "output_cost",
                                                                   "request_cost",
                                                                   "query_cost",
                                                                   "unsplit_cost",
                                                                   "priced_attempts",
                                                                   "priced_input_tokens",
                                                                   "priced_cache_read_tokens",
                                                                   "priced_cache_write_5m_tokens",
                                                                   "priced_cache_write_1h_tokens",
                                                                   "priced_output_tokens",
                                                                   "priced_queries",
                                                                   "app_cache_attempts",
                                                                   "cache_write_1h_tokens",
                                                                   "cache_read_as_input",
                                                                   "cache_write_5m_as_input",
                                                                   "cache_write_1h_as_input",
                                                                   "latency_ms",
                                                                   "latency_unknown",
                                                                   "prompt_tokens"};
    return names[std::size_t(measure)];
}

} // namespace ms::query
