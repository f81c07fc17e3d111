// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/entities.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// What an axis of a scatter shows of each entity: a sum over its attempts.
enum class ScatterMeasure : std::uint8_t {
    Cost,
    RetryCost,
    Calls,        // attempts
    PromptTokens, // input, read from the cache and written to it
    InputTokens,  // uncached
    CacheReadTokens,
    CacheWriteTokens,
    OutputTokens,
};
std::span<const ScatterMeasure> scatterMeasures();
std::string_view nameOf(ScatterMeasure measure); // "prompt_tokens"
std::optional<ScatterMeasure> scatterMeasureNamed(std::string_view name);
bool isMoney(ScatterMeasure measure);
/// The sum over attempts that it is.
query::Measure sumOf(ScatterMeasure measure);
/// Which of an entity's attempts it is not known of; nothing: it always is.
std::optional<query::Measure> unknownPartOf(ScatterMeasure measure);

} // namespace ms::analysis
