// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/openai_usage.h"

#include "importers/events/usage_object.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

constexpr TokenConvention kConvention{Part::Inside, Part::Inside, Part::Inside,
                                      TokenConvention::Lifetime::None};

} // namespace

void takeOpenaiUsage(JsonValue usage, EventDraft& draft) {
    if (!usage.isObject())
        return;
    refuseRepeatedKeys(draft, usage);
    draft.useConvention(kConvention);
    TokenCounts& tokens = draft.tokens();
    tokens[TokenField::Input] = usageCount(draft, "usage.prompt_tokens",
                                           firstGiven(usage, "prompt_tokens", "input_tokens"));
    tokens[TokenField::Output] = usageCount(
        draft, "usage.completion_tokens", firstGiven(usage, "completion_tokens", "output_tokens"));
    tokens[TokenField::Total] = usageCount(draft, "usage.total_tokens", usage["total_tokens"]);
    const JsonValue in = firstGiven(usage, "prompt_tokens_details", "input_tokens_details");
    if (!in.isObject())
        return;
    const JsonValue out = firstGiven(usage, "completion_tokens_details", "output_tokens_details");
    tokens[TokenField::CacheRead] = usageCount(draft, "cached_tokens", in["cached_tokens"], 0);
    tokens[TokenField::CacheWrite] =
        usageCount(draft, "cache_write_tokens", in["cache_write_tokens"], 0);
    tokens[TokenField::CacheWrite1h] = 0;
    tokens[TokenField::Reasoning] =
        usageCount(draft, "reasoning_tokens", out["reasoning_tokens"], 0);
    tagUsageCount(draft, "input_audio_tokens", in["audio_tokens"]);
    tagUsageCount(draft, "input_image_tokens", in["image_tokens"]);
    tagUsageCount(draft, "output_audio_tokens", out["audio_tokens"]);
    tagUsageCount(draft, "accepted_prediction_tokens", out["accepted_prediction_tokens"]);
    tagUsageCount(draft, "rejected_prediction_tokens", out["rejected_prediction_tokens"]);
}

bool isOpenaiModel(std::string_view model) {
    constexpr std::array<std::string_view, 4> kBeginnings{"gpt", "chatgpt", "text-embedding",
                                                          "ft:gpt"};
    constexpr std::string_view kOpenWeights = "gpt-oss"; // anybody may run them; OpenAI does not
    const bool isNumbered =
        model.size() > 1 && model[0] == 'o' && model[1] >= '0' && model[1] <= '9';
    return isNumbered ||
           (!model.starts_with(kOpenWeights) &&
            std::any_of(kBeginnings.begin(), kBeginnings.end(),
                        [model](std::string_view begin) { return model.starts_with(begin); }));
}

} // namespace ms::importers
