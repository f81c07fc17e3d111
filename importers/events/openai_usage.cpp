// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/openai_usage.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

/// The first of two names that the object has; an older and a newer interface differ in them.
JsonValue either(JsonValue object, std::string_view first, std::string_view second) {
    const JsonValue value = object[first];
    return value.isGiven() ? value : object[second];
}

std::int64_t countOf(EventDraft& draft, std::string_view name, JsonValue value,
                     std::int64_t otherwise) {
    if (!value.isGiven())
        return otherwise;
    const auto count = value.integer();
    if (count && *count >= 0 && *count <= kLargestCount)
        return *count;
    draft.fail(name, value.toText().substr(0, 80) + " is not a count of tokens.");
    return otherwise;
}

void tagCount(EventDraft& draft, std::string_view name, JsonValue count) {
    if (count.integer().value_or(0) > 0)
        draft.tag(name, count.toText());
}

constexpr TokenConvention kConvention{Part::Inside, Part::Inside, Part::Inside,
                                      TokenConvention::Lifetime::None};

} // namespace

void takeOpenaiUsage(JsonValue usage, EventDraft& draft) {
    if (!usage.isObject())
        return;
    draft.useConvention(kConvention);
    TokenCounts& tokens = draft.tokens();
    const auto take = [&](TokenField field, std::string_view name, JsonValue value,
                          std::int64_t otherwise) {
        tokens[field] = countOf(draft, name, value, otherwise);
    };
    take(TokenField::Input, "usage.prompt_tokens", either(usage, "prompt_tokens", "input_tokens"),
         core::kUnknownNumber);
    take(TokenField::Output, "usage.completion_tokens",
         either(usage, "completion_tokens", "output_tokens"), core::kUnknownNumber);
    take(TokenField::Total, "usage.total_tokens", usage["total_tokens"], core::kUnknownNumber);
    const JsonValue in = either(usage, "prompt_tokens_details", "input_tokens_details");
    if (!in.isObject())
        return;
    const JsonValue out = either(usage, "completion_tokens_details", "output_tokens_details");
    take(TokenField::CacheRead, "cached_tokens", in["cached_tokens"], 0);
    take(TokenField::CacheWrite, "cache_write_tokens", in["cache_write_tokens"], 0);
    tokens[TokenField::CacheWrite1h] = 0;
    take(TokenField::Reasoning, "reasoning_tokens", out["reasoning_tokens"], 0);
    tagCount(draft, "input_audio_tokens", in["audio_tokens"]);
    tagCount(draft, "rejected_prediction_tokens", out["rejected_prediction_tokens"]);
}

bool isOpenaiModel(std::string_view model) {
    constexpr std::array<std::string_view, 3> kBeginnings{"gpt", "chatgpt", "text-embedding"};
    const bool isNumbered =
        model.size() > 1 && model[0] == 'o' && model[1] >= '0' && model[1] <= '9';
    return isNumbered ||
           std::any_of(kBeginnings.begin(), kBeginnings.end(),
                       [model](std::string_view begin) { return model.starts_with(begin); });
}

} // namespace ms::importers
