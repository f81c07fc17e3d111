// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/openrouter_generation.h"

#include "importers/events/event_format.h"

#include <array>

namespace ms::importers {

namespace {

using core::Flag;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;

constexpr std::array kKeys{
    SourceKey{"id", "request_id"},
    SourceKey{"request_id", "root_id"},
    SourceKey{"session_id", "session_id"},
    SourceKey{"created_at", "timestamp"},
    SourceKey{"model", "model"},
    SourceKey{"provider_name", "upstream_provider"},
    SourceKey{"total_cost", "reported_cost"},
    SourceKey{"usage"}, // the same, where there is no total_cost
    SourceKey{"upstream_inference_cost"},
    SourceKey{"is_byok"},
    SourceKey{"tokens_prompt"},
    SourceKey{"tokens_completion"},
    SourceKey{"native_tokens_prompt"},
    SourceKey{"native_tokens_completion"},
    SourceKey{"native_tokens_cached"},
    SourceKey{"native_tokens_reasoning"},
    SourceKey{"latency", "latency_ms"},
    SourceKey{"finish_reason"},
    SourceKey{"streamed", "stream"},
    SourceKey{"cancelled"},
    SourceKey{"service_tier", "service_tier"},
    SourceKey{"external_user", "user"},
};

/// The position of a key in the record at hand: those of bare records come first, then those of
/// records in an envelope.
std::size_t at(const Record& record, std::size_t key) {
    return record.has(key) ? key : kKeys.size() + key;
}

void takeTokens(Record& record, EventDraft& draft) {
    const auto count = [&](std::size_t key) { return record.count(at(record, key)); };
    TokenCounts& tokens = draft.tokens();
    draft.setTokenSource("provider");
    tokens[TokenField::Input] = count(keyAt(kKeys, "native_tokens_prompt"));
    if (tokens[TokenField::Input] == kUnknownNumber) {
        tokens[TokenField::Input] = count(keyAt(kKeys, "tokens_prompt"));
        tokens[TokenField::Output] = count(keyAt(kKeys, "tokens_completion"));
        draft.setTokenSource("estimated");
        if (tokens.areAnyGiven())
            draft.flag(Flag::NormalisedTokenizer);
        return;
    }
    tokens[TokenField::Output] = count(keyAt(kKeys, "native_tokens_completion"));
    tokens[TokenField::Reasoning] = count(keyAt(kKeys, "native_tokens_reasoning"));
    tokens[TokenField::CacheRead] = count(keyAt(kKeys, "native_tokens_cached"));
    if (tokens[TokenField::CacheRead] != kUnknownNumber)
        draft.flag(Flag::CacheWriteUnknown);
}

void takeCosts(Record& record, EventDraft& draft) {
    if (draft.numberOf(NumberColumn::ReportedCost) == kUnknownNumber)
        draft.setCost(record.decimal(at(record, keyAt(kKeys, "usage"))), "usage");
    if (!record.truth(at(record, keyAt(kKeys, "is_byok"))).value_or(false))
        return;
    draft.flag(Flag::Byok);
    if (const auto own = record.decimal(at(record, keyAt(kKeys, "upstream_inference_cost"))))
        draft.tag("upstream_inference_cost", toText(*own));
}

Verdict settle(Record& record, EventDraft& draft, const EventMapping&) {
    takeTokens(record, draft);
    takeCosts(record, draft);
    const bool isFailed = record.text(at(record, keyAt(kKeys, "finish_reason"))) == "error";
    const bool isCancelled = record.truth(at(record, keyAt(kKeys, "cancelled"))).value_or(false);
    draft.set(TextColumn::Status, isCancelled ? "cancelled" : isFailed ? "error" : "success");
    if (isFailed)
        draft.set(TextColumn::Error, "error");
    draft.set(NumberColumn::Version, 1); // the activity export has none
    return Verdict::Take;
}

/// The keys of bare records, and those of records in an envelope.
std::vector<SourceKey> keysOfBoth() {
    static const auto kInEnvelope = [] {
        std::array<std::string, kKeys.size()> paths;
        for (std::size_t i = 0; i < paths.size(); ++i)
            paths[i] = "data." + std::string(kKeys[i].path);
        return paths;
    }();
    std::vector<SourceKey> keys(kKeys.begin(), kKeys.end());
    for (std::size_t i = 0; i < kKeys.size(); ++i)
        keys.push_back({kInEnvelope[i], kKeys[i].field});
    return keys;
}

} // namespace

std::unique_ptr<Format> makeOpenrouterGeneration() {
    EventFormatSpec spec;
    spec.name = "openrouter_generation";
    spec.title = "OpenRouter generation";
    spec.signature = {{"data.native_tokens_prompt"}, {"data.provider_name"}};
    spec.otherSignatures = {{{"native_tokens_prompt"}, {"provider_name"}}};
    spec.keys = keysOfBoth();
    spec.mapping.constants = {{*eventFieldNamed("provider"), "openrouter"},
                              {*eventFieldNamed("currency"), "USD"}};
    spec.source = "openrouter";
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
