// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/gemini_generate.h"

#include "importers/events/event_format.h"
#include "importers/events/usage_object.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ms::importers {

namespace {

using core::Flag;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;

constexpr std::array kKeys{
    SourceKey{"responseId", "request_id"},
    SourceKey{"modelVersion", "model"},
    SourceKey{"createTime", "timestamp"},
    SourceKey{"timestamp", "timestamp"},
    SourceKey{"promptFeedback.blockReason"},
    SourceKey{"error"},
    SourceKey{"candidates"}, // only whether they are there
    SourceKey{"usageMetadata"},
    SourceKey{"usageMetadata.promptTokenCount"},
    SourceKey{"usageMetadata.cachedContentTokenCount"},
    SourceKey{"usageMetadata.candidatesTokenCount"},
    SourceKey{"usageMetadata.thoughtsTokenCount"},
    SourceKey{"usageMetadata.toolUsePromptTokenCount"},
    SourceKey{"usageMetadata.totalTokenCount"},
    SourceKey{"usageMetadata.trafficType"},
    SourceKey{"usageMetadata.promptTokensDetails"},
    SourceKey{"usageMetadata.candidatesTokensDetails"},
};
constexpr std::size_t kUsage = keyAt(kKeys, "usageMetadata");
constexpr std::size_t kTraffic = keyAt(kKeys, "usageMetadata.trafficType");
constexpr std::size_t kBlocked = keyAt(kKeys, "promptFeedback.blockReason");
constexpr std::size_t kError = keyAt(kKeys, "error");

constexpr TokenConvention kThoughtsBeside{Part::Inside, Part::Inside, Part::Beside,
                                          TokenConvention::Lifetime::None};
constexpr TokenConvention kThoughtsInside{Part::Inside, Part::Inside, Part::Inside,
                                          TokenConvention::Lifetime::None};

/// The counts of a body as it states them.
struct Counts {
    std::int64_t prompt, candidates, thoughts, tool, total;

    explicit Counts(Record& record)
        : prompt{record.countOrZero(keyAt(kKeys, "usageMetadata.promptTokenCount"))},
          candidates{record.countOrZero(keyAt(kKeys, "usageMetadata.candidatesTokenCount"))},
          thoughts{record.countOrZero(keyAt(kKeys, "usageMetadata.thoughtsTokenCount"))},
          tool{record.countOrZero(keyAt(kKeys, "usageMetadata.toolUsePromptTokenCount"))},
          total{record.count(keyAt(kKeys, "usageMetadata.totalTokenCount"))} {}

    /// What the total is when the thoughts are within the candidates, and when they are beside.
    std::int64_t whole() const { return prompt + tool + candidates; }
    std::int64_t wholeAndThoughts() const { return whole() + thoughts; }
    bool areThoughtsBeside() const {
        if (thoughts == 0 || total == whole())
            return false;
        return total == kUnknownNumber || total >= wholeAndThoughts() ||
               total == wholeAndThoughts() - tool;
    }
    /// A total that leaves the tool prompt out, or has more in it than is told, says nothing
    /// against the reading. One that has room for a part of the thoughts only fits none.
    bool isTotalOddButFine() const {
        const std::int64_t expected = areThoughtsBeside() ? wholeAndThoughts() : whole();
        if (total == expected)
            return false;
        return total == expected - tool ||
               (total > expected && (thoughts == 0 || areThoughtsBeside()));
    }
};

void takeTokens(Record& record, EventDraft& draft) {
    const Counts counts(record);
    TokenCounts& tokens = draft.tokens();
    tokens[TokenField::Input] = counts.prompt + counts.tool;
    tokens[TokenField::CacheRead] =
        record.countOrZero(keyAt(kKeys, "usageMetadata.cachedContentTokenCount"));
    tokens[TokenField::CacheWrite5m] = 0;
    tokens[TokenField::CacheWrite1h] = 0;
    tokens[TokenField::Output] = counts.candidates;
    tokens[TokenField::Reasoning] = counts.thoughts;
    draft.useConvention(counts.areThoughtsBeside() ? kThoughtsBeside : kThoughtsInside);
    if (counts.isTotalOddButFine())
        draft.flag(Flag::TotalMismatch);
    else
        tokens[TokenField::Total] = counts.total;
    if (counts.tool > 0)
        draft.tag("tool_use_prompt_tokens", std::to_string(counts.tool));
    draft.set(NumberColumn::Version, counts.candidates + counts.thoughts);
}

/// Tokens of other kinds than text have prices of their own.
void tagModalities(JsonValue details, std::string_view direction, EventDraft& draft) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kModalities{
        {{"AUDIO", "audio"}, {"IMAGE", "image"}, {"VIDEO", "video"}, {"DOCUMENT", "document"}}};
    details.eachElement([&](JsonValue detail) {
        for (const auto& [modality, name] : kModalities)
            if (detail["modality"].text() == modality)
                tagUsageCount(draft, std::string(direction) + "_" + std::string(name) + "_tokens",
                              detail["tokenCount"]);
    });
}

std::string_view serviceTierOf(std::string_view traffic) {
    if (traffic == "PROVISIONED_THROUGHPUT")
        return "provisioned";
    return traffic == "ON_DEMAND_PRIORITY" ? "priority" : traffic == "ON_DEMAND_FLEX" ? "flex" : "";
}

void setOutcome(Record& record, EventDraft& draft) {
    const JsonValue error = record.root()["error"];
    std::string reason(record.text(kBlocked));
    if (record.has(kError))
        reason = firstGiven(error, "status", "code").toText();
    const bool isFailed = record.has(kError) || record.has(kBlocked);
    draft.set(TextColumn::Status, isFailed ? "error" : "success");
    draft.set(TextColumn::Error, draft.keep(isFailed && reason.empty() ? "error" : reason));
}

bool isOfGemini(const Record& record) {
    constexpr std::array kAny{kUsage, kError, kBlocked, keyAt(kKeys, "candidates"),
                              keyAt(kKeys, "responseId")};
    return std::any_of(kAny.begin(), kAny.end(), [&](std::size_t key) { return record.has(key); });
}

Verdict settle(Record& record, EventDraft& draft, const EventMapping&) {
    if (!isOfGemini(record))
        draft.fail("usageMetadata", "The record is neither an answer of Gemini nor an error.");
    const bool isVertex = record.has(keyAt(kKeys, "createTime")) || record.has(kTraffic);
    draft.set(TextColumn::Provider, isVertex ? "gcp.vertex_ai" : "gcp.gemini");
    draft.set(TextColumn::CallKind, "chat");
    draft.set(TextColumn::ServiceTier, serviceTierOf(record.text(kTraffic)));
    draft.setTokenSource("provider");
    setOutcome(record, draft);
    if (!record.has(kUsage)) {
        draft.set(NumberColumn::Version, 0);
        return Verdict::Take;
    }
    takeTokens(record, draft);
    tagModalities(record.json(keyAt(kKeys, "usageMetadata.promptTokensDetails")), "input", draft);
    tagModalities(record.json(keyAt(kKeys, "usageMetadata.candidatesTokensDetails")), "output",
                  draft);
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeGeminiGenerate() {
    EventFormatSpec spec;
    spec.name = "gemini_generate";
    spec.title = "Gemini generateContent";
    spec.signature = {{"usageMetadata.promptTokenCount"}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
