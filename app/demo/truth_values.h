// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/tally.h"
#include "app/demo/text.h"

#include <nlohmann/json.hpp>

namespace ms::app::demo {

/// One group's figures as truth.json shows them.
inline nlohmann::ordered_json toJson(const Figures& f) {
    return {{"attempts", f.attempts},
            {"requests", f.requests},
            {"actions", f.actions},
            {"input_tokens", f.input},
            {"cache_read_tokens", f.cacheRead},
            {"cache_write_5m_tokens", f.cacheWrite5m},
            {"cache_write_1h_tokens", f.cacheWrite1h},
            {"cache_write_tokens", f.cacheWrite5m + f.cacheWrite1h},
            {"output_tokens", f.output},
            {"reasoning_tokens", f.reasoning},
            {"cost", moneyText(f.cost)},
            {"cost_picos", wholeText(f.cost)},
            {"retry_cost", moneyText(f.retryCost)},
            {"retry_cost_picos", wholeText(f.retryCost)},
            {"unpriced_attempts", f.unpricedAttempts},
            {"unpriced_tokens", f.unpricedTokens},
            {"usage_unknown", f.usageUnknown},
            {"reported_attempts", f.reported},
            {"fallback_rate_attempts", f.fallbackRate}};
}

} // namespace ms::app::demo
