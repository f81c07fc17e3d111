// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/event_columns.h"

namespace ms::core {

namespace {

constexpr std::array<std::string_view, kNumberColumns> kNumberNames{"timestamp",
                                                                    "attempt",
                                                                    "input_uncached_tokens",
                                                                    "cache_read_tokens",
                                                                    "cache_write_5m_tokens",
                                                                    "cache_write_1h_tokens",
                                                                    "output_tokens",
                                                                    "reasoning_tokens",
                                                                    "queries",
                                                                    "latency_ms",
                                                                    "ttft_ms",
                                                                    "reported_cost",
                                                                    "cost_is_final",
                                                                    "fallback",
                                                                    "stream",
                                                                    "app_cache_hit",
                                                                    "time_offset_ms",
                                                                    "flags",
                                                                    "source_row",
                                                                    "record_version"};

constexpr std::array<std::string_view, kTextColumns> kTextNames{
    "environment",  "data_mode",       "application", "feature",        "workflow",
    "tenant",       "plan_tier",       "team",        "provider",       "upstream_provider",
    "model",        "model_requested", "account",     "service_tier",   "call_kind",
    "status",       "error",           "prompt_name", "prompt_version", "unit_type",
    "unit_outcome", "currency",        "token_source"};

constexpr std::array<std::string_view, kIdColumns> kIdNames{"request_id",  "root_id",  "parent_id",
                                                            "session_id",  "user",     "unit_id",
                                                            "prompt_hash", "record_id"};

constexpr std::array<std::string_view, kBlobColumns> kBlobNames{"tags", "prompt_blocks"};

} // namespace

std::string_view nameOf(NumberColumn column) {
    return kNumberNames[std::size_t(column)];
}
std::string_view nameOf(TextColumn column) {
    return kTextNames[std::size_t(column)];
}
std::string_view nameOf(IdColumn column) {
    return kIdNames[std::size_t(column)];
}
std::string_view nameOf(BlobColumn column) {
    return kBlobNames[std::size_t(column)];
}

} // namespace ms::core
