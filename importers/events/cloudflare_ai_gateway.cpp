// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/cloudflare_ai_gateway.h"

#include "importers/common/provider_names.h"
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
    SourceKey{"created_at", "timestamp"},
    SourceKey{"provider"},
    SourceKey{"model", "model"},
    SourceKey{"success"},
    SourceKey{"status_code"},
    SourceKey{"cached", "app_cache_hit"},
    SourceKey{"cost", "reported_cost"},
    SourceKey{"custom_cost"},
    SourceKey{"duration", "latency_ms"},
    SourceKey{"tokens_in", "input_tokens"},
    SourceKey{"tokens_out", "output_tokens"},
    SourceKey{"step"},
    SourceKey{"metadata"},
    SourceKey{"request_type"},
};

std::string_view callKindOf(std::string_view type) {
    if (type == "embeddings")
        return "embedding";
    return type == "completion" || type == "completions" ? "chat" : type;
}

void takeStatus(Record& record, EventDraft& draft) {
    const auto isSuccess = record.truth(keyAt(kKeys, "success"));
    if (!isSuccess)
        return;
    draft.set(TextColumn::Status, *isSuccess ? "success" : "error");
    if (!*isSuccess)
        draft.set(TextColumn::Error, record.text(keyAt(kKeys, "status_code")));
}

/// Zero for what a provider bills is no price, but the answer to a question without one.
void doubtZeroCost(Record& record, EventDraft& draft) {
    const TokenCounts& tokens = draft.tokens();
    const bool isBilled = draft.textOf(TextColumn::Status) == "success" &&
                          draft.numberOf(NumberColumn::AppCacheHit) != 1 &&
                          (tokens[TokenField::Input] > 0 || tokens[TokenField::Output] > 0);
    const bool isOwnPrice = record.truth(keyAt(kKeys, "custom_cost")).value_or(false);
    if (draft.numberOf(NumberColumn::ReportedCost) != 0 || !isBilled || isOwnPrice)
        return;
    draft.set(NumberColumn::ReportedCost, kUnknownNumber);
    draft.flag(Flag::CostZeroUnknown);
}

Verdict settle(Record& record, EventDraft& draft, const EventMapping& mapping) {
    draft.set(TextColumn::Provider, providerOf(record.text(keyAt(kKeys, "provider"))));
    draft.set(TextColumn::CallKind, callKindOf(record.text(keyAt(kKeys, "request_type"))));
    const std::int64_t step = record.count(keyAt(kKeys, "step"));
    if (step != kUnknownNumber)
        draft.set(NumberColumn::Fallback, step > 0 ? 1 : 0);
    takeStatus(record, draft);
    doubtZeroCost(record, draft);
    attribute(draft, record.json(keyAt(kKeys, "metadata")), mapping);
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeCloudflareAiGateway() {
    EventFormatSpec spec;
    spec.name = "cloudflare_ai_gateway";
    spec.title = "Cloudflare AI Gateway logs";
    spec.signature = {{"tokens_in"}, {"tokens_out"}, {"cached"}, {"step"}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.constants = {{*eventFieldNamed("currency"), "USD"}};
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
