// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/scatter_measure.h"

#include <array>

namespace ms::analysis {

using query::Measure;

namespace {

constexpr std::array kMeasures{ScatterMeasure::Cost,
                               ScatterMeasure::RetryCost,
                               ScatterMeasure::Calls,
                               ScatterMeasure::PromptTokens,
                               ScatterMeasure::InputTokens,
                               ScatterMeasure::CacheReadTokens,
                               ScatterMeasure::CacheWriteTokens,
                               ScatterMeasure::OutputTokens};

} // namespace

std::span<const ScatterMeasure> scatterMeasures() {
    return kMeasures;
}

std::string_view nameOf(ScatterMeasure measure) {
    constexpr std::array<std::string_view, kMeasures.size()> names{"cost",
                                                                   "retry_cost",
                                                                   "calls",
                                                                   "prompt_tokens",
                                                                   "input_tokens",
                                                                   "cache_read_tokens",
                                                                   "cache_write_tokens",
                                                                   "output_tokens"};
    return names[std::size_t(measure)];
}

std::optional<ScatterMeasure> scatterMeasureNamed(std::string_view name) {
    for (const ScatterMeasure measure : kMeasures)
        if (nameOf(measure) == name)
            return measure;
    return std::nullopt;
}

bool isMoney(ScatterMeasure measure) {
    return measure == ScatterMeasure::Cost || measure == ScatterMeasure::RetryCost;
}

Measure sumOf(ScatterMeasure measure) {
    switch (measure) {
    case ScatterMeasure::Cost:
        return Measure::Cost;
    case ScatterMeasure::RetryCost:
        return Measure::RetryCost;
    case ScatterMeasure::Calls:
        return Measure::Attempts;
    case ScatterMeasure::PromptTokens:
        return Measure::PromptTokens;
    case ScatterMeasure::InputTokens:
        return Measure::InputTokens;
    case ScatterMeasure::CacheReadTokens:
        return Measure::CacheReadTokens;
    case ScatterMeasure::CacheWriteTokens:
        return Measure::CacheWriteTokens;
    case ScatterMeasure::OutputTokens:
        break;
    }
    return Measure::OutputTokens;
}

std::optional<Measure> unknownPartOf(ScatterMeasure measure) {
    if (measure == ScatterMeasure::Calls)
        return std::nullopt;
    return isMoney(measure) ? Measure::UnpricedAttempts : Measure::UsageUnknown;
}

} // namespace ms::analysis
