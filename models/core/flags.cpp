// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/flags.h"

#include <algorithm>
#include <array>

namespace ms::core {

namespace {

constexpr std::array<std::string_view, std::size_t(Flag::Count)> kNames{
    "usage_missing",
    "output_tokens_missing",
    "cache_split_unknown",
    "cache_write_unknown",
    "cache_write_ttl_assumed_5m",
    "cache_write_ttl_unknown",
    "input_semantics_inferred",
    "reasoning_added_to_output",
    "normalised_tokenizer",
    "total_mismatch",
    "timestamp_missing",
    "timestamp_no_zone",
    "timestamp_is_end",
    "timestamp_relative",
    "attempt_inferred",
    "cache_hit_ambiguous",
    "incomplete",
    "byok",
    "cost_zero_unknown",
    "delta_from_cumulative",
    "counter_reset",
    "sample_missing",
    "overlapping_dimension",
    "not_grouped",
    "default_workspace_or_not_grouped",
    "request_count_missing",
    "value_missing",
    "all_features",
    "prefix_cache_not_billed",
    "implied_currency_usd",
    "model_display_name",
    "rounded_amount",
    "quantity_scale_unknown",
    "credit_of_row",
    "idle",
    "unallocated",
    "negative_amount",
    "proration",
    "prepaid_credit",
    "trial",
    "ended",
    "not_revenue",
    "test_mode",
    "spans_months",
    "multiple_plans",
    "no_price",
    "no_token_price",
    "dynamic_price",
    "derived_distinct_count",
};

} // namespace

std::string_view nameOf(Flag flag) {
    return kNames[std::size_t(flag)];
}

std::string toText(Flags flags) {
    std::string text;
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (flags.has(Flag(i)))
            text.append(text.empty() ? "" : " ").append(kNames[i]);
    return text;
}

std::optional<Flags> flagsFromText(std::string_view text) {
    Flags flags;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const auto found = std::find(kNames.begin(), kNames.end(), text.substr(0, end));
        if (found == kNames.end())
            return std::nullopt;
        flags.add(Flag(found - kNames.begin()));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return flags;
}

} // namespace ms::core
