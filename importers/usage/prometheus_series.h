// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/record.h"
#include "importers/usage/counter_increases.h"

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// The counters of vLLM that are read.
enum class VllmCounter : std::uint8_t { PromptTokens, OutputTokens, PrefixHits, Requests, Count };
/// "vllm:prompt_tokens_total", also without `_total`; nullopt for any other name.
std::optional<VllmCounter> vllmCounterNamed(std::string_view name);
inline constexpr std::string_view kGpuUse = "DCGM_FI_DEV_GPU_UTIL";

/// The labels of a series, by name.
using SeriesLabels = std::map<std::string, std::string>;
SeriesLabels labelsOf(JsonValue metric);
/// The host of an `instance`: without its port.
std::string hostOf(const SeriesLabels& labels);

/// A running total of one server.
struct CounterSeries {
    VllmCounter counter = VllmCounter::Count;
    std::string server; // its labels but those that split a counter
    std::string host;
    CounterSamples samples;
};
/// The use of one GPU in percent, by time in microseconds.
struct GpuSeries {
    std::string host;
    std::map<std::int64_t, core::Decimal> samples;
};

/// Takes each sample of a series: its time in microseconds, and its value as it is written.
using SampleVisitor = std::function<void(std::int64_t micros, std::string_view value)>;
/// Visits the pairs of time and value of the list under `key`. What is none spoils the record.
void eachSample(Record& record, std::size_t key, const SampleVisitor& visit);

} // namespace ms::importers
