// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/otlp_tokens.h"

#include "importers/events/usage_object.h"

#include <algorithm>
#include <array>

namespace ms::importers {

using A = SpanAttribute;
using core::Flag;
using core::kUnknownNumber;

namespace {

constexpr TokenConvention reading(Part cached, Part reasoning) {
    return {cached, cached, reasoning, TokenConvention::Lifetime::NotStated};
}
/// What the conventions say, then what writers do, the more frequent first.
constexpr std::array kReadings{
    reading(Part::Inside, Part::Inside), reading(Part::Beside, Part::Inside),
    reading(Part::Inside, Part::Beside), reading(Part::Beside, Part::Beside)};

constexpr std::array kTagged{
    std::pair{A::InputTextTokens, std::string_view("input_text_tokens")},
    std::pair{A::InputImageTokens, std::string_view("input_image_tokens")},
    std::pair{A::InputAudioTokens, std::string_view("input_audio_tokens")},
    std::pair{A::InputVideoTokens, std::string_view("input_video_tokens")},
    std::pair{A::OutputTextTokens, std::string_view("output_text_tokens")},
    std::pair{A::OutputAudioTokens, std::string_view("output_audio_tokens")},
};

/// The counts of a span whose input is known.
struct Counts {
    std::int64_t input, output, cached, reasoning, total;

    bool allows(const TokenConvention& way) const {
        return (way.cacheReads == Part::Beside || cached <= input) &&
               (way.reasoning == Part::Beside || output == kUnknownNumber || reasoning <= output);
    }
    bool addsUp(const TokenConvention& way) const {
        return total == input + output + (way.cacheReads == Part::Beside ? cached : 0) +
                            (way.reasoning == Part::Beside ? reasoning : 0);
    }
    bool hasTotal() const { return total != kUnknownNumber && output != kUnknownNumber; }
};

const TokenConvention& readingOf(const Counts& counts) {
    const TokenConvention* possible = nullptr;
    for (const TokenConvention& way : kReadings) {
        if (!counts.allows(way))
            continue;
        if (!counts.hasTotal() || counts.addsUp(way))
            return way;
        if (possible == nullptr)
            possible = &way;
    }
    return *possible; // the last one is always allowed
}

void settleReading(const Counts& counts, EventDraft& draft) {
    const TokenConvention& way = readingOf(counts);
    draft.useConvention(way);
    if (counts.cached > 0 && way.cacheReads == Part::Beside)
        draft.flag(Flag::InputSemanticsInferred);
    // Totals of input and output alone are usual, whatever is beside them.
    if (counts.hasTotal() && !counts.addsUp(way) && !counts.addsUp(kReadings[0]))
        draft.flag(Flag::TotalMismatch);
}

} // namespace

void takeSpanTokens(const SpanAttributes& span, std::string_view callKind, EventDraft& draft) {
    const auto count = [&](A attribute, std::string_view name, std::int64_t otherwise) {
        return usageCount(draft, name, span[attribute], otherwise);
    };
    TokenCounts& tokens = draft.tokens();
    const std::int64_t input = count(A::InputTokens, "input_tokens", kUnknownNumber);
    const bool isEmbedded = callKind == "embedding" && input != kUnknownNumber;
    const std::int64_t output =
        count(A::OutputTokens, "output_tokens", isEmbedded ? 0 : kUnknownNumber);
    tokens[TokenField::Input] = input;
    tokens[TokenField::Output] = output;
    if (input == kUnknownNumber)
        return;
    const std::int64_t reads = count(A::CacheReadTokens, "cache_read.input_tokens", 0);
    const std::int64_t writes = count(A::CacheWriteTokens, "cache_creation.input_tokens", 0);
    const std::int64_t reasoning = count(A::ReasoningTokens, "reasoning.output_tokens", 0);
    tokens[TokenField::CacheRead] = reads;
    tokens[TokenField::CacheWrite] = writes;
    tokens[TokenField::CacheWrite1h] = 0;
    tokens[TokenField::Reasoning] = reasoning;
    settleReading({input, output, reads + writes, reasoning,
                   count(A::TotalTokens, "total_tokens", kUnknownNumber)},
                  draft);
    for (const auto& [attribute, name] : kTagged)
        if (const std::int64_t some = count(attribute, name, 0); some > 0)
            draft.tag(name, std::to_string(some));
}

} // namespace ms::importers
