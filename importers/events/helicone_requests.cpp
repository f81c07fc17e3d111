// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/helicone_requests.h"

#include "importers/common/provider_names.h"
#include "importers/events/event_format.h"
#include "importers/events/zero_cost.h"

#include <array>
#include <utility>

namespace ms::importers {

namespace {

using core::Flag;
using core::IdColumn;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;

constexpr std::array kKeys{
    SourceKey{"request_id", "request_id"},
    SourceKey{"response_id"},
    SourceKey{"request_created_at", "timestamp"},
    SourceKey{"response_status"},
    SourceKey{"status"}, // of the table, as all names without "request_" and "response_"
    SourceKey{"request_user_id", "user"},
    SourceKey{"user_id", "user"},
    SourceKey{"request_properties"},
    SourceKey{"properties"},
    SourceKey{"model_override"},
    SourceKey{"response_model"},
    SourceKey{"request_model"},
    SourceKey{"model"},
    SourceKey{"provider"},
    SourceKey{"delay_ms", "latency_ms"},
    SourceKey{"latency", "latency_ms"},
    SourceKey{"time_to_first_token", "ttft_ms"},
    SourceKey{"prompt_tokens", "input_tokens"},
    SourceKey{"prompt_cache_read_tokens", "cache_read_tokens"},
    SourceKey{"prompt_cache_write_tokens"},
    SourceKey{"completion_tokens", "output_tokens"},
    SourceKey{"reasoning_tokens", "reasoning_tokens"},
    SourceKey{"prompt_audio_tokens"},
    SourceKey{"completion_audio_tokens"},
    SourceKey{"cost"},
    SourceKey{"costUSD"},
    SourceKey{"cost_usd"},
    SourceKey{"cache_reference_id"},
    SourceKey{"prompt_id", "prompt_name"},
    SourceKey{"prompt_version", "prompt_version"},
    SourceKey{"ai_gateway_body_mapping"},
};

/// A row of the table has the status under another name; its cost is in other units.
bool isOfTable(const Record& record) {
    return record.has(keyAt(kKeys, "status")) && !record.has(keyAt(kKeys, "response_status"));
}

void takeTokens(Record& record, EventDraft& draft) {
    TokenCounts& tokens = draft.tokens();
    if (tokens[TokenField::Input] == kUnknownNumber) {
        tokens = TokenCounts();
        return;
    }
    const std::int64_t writes = record.count(keyAt(kKeys, "prompt_cache_write_tokens"));
    if (writes != kUnknownNumber) {
        tokens[TokenField::CacheWrite] = writes;
        tokens[TokenField::CacheWrite1h] = 0;
    }
    if (tokens[TokenField::CacheRead] > 0 || writes > 0)
        draft.flag(Flag::InputSemanticsInferred);
    // Until December 2025 the gateway did not count them.
    constexpr std::int64_t kWritesCountedSince = 1'764'547'200 * core::kMicrosPerSecond;
    const std::int64_t time = draft.numberOf(NumberColumn::Time);
    const bool isOfGateway = record.has(keyAt(kKeys, "ai_gateway_body_mapping"));
    const bool isTooEarly = time != kUnknownNumber && time < kWritesCountedSince;
    const bool isReadAlone =
        tokens[TokenField::CacheRead] != kUnknownNumber && writes == kUnknownNumber;
    if (writes <= 0 && (isReadAlone || (isOfGateway && isTooEarly)))
        draft.flag(Flag::CacheWriteUnknown);
    for (const auto& [key, name] :
         {std::pair{keyAt(kKeys, "prompt_audio_tokens"), "input_audio_tokens"},
          std::pair{keyAt(kKeys, "completion_audio_tokens"), "output_audio_tokens"}})
        if (record.countOrZero(key) > 0)
            draft.tag(name, record.text(key));
}

void takeStatus(Record& record, EventDraft& draft) {
    constexpr int kCancelled = -3;
    const std::size_t key =
        isOfTable(record) ? keyAt(kKeys, "status") : keyAt(kKeys, "response_status");
    draft.set(TextColumn::Status, "unknown"); // there is no answer yet, or it was lost
    const auto number = record.decimal(key);
    if (!number)
        return;
    const auto code = core::scaled(*number, 0, core::Rounding::Down);
    if (!code || number->scale != 0)
        return record.fail(record.name(key), "The status of the answer is no HTTP code.");
    if (*code == kCancelled)
        draft.set(TextColumn::Status, "cancelled");
    else if (*code >= 100)
        draft.set(TextColumn::Status, *code >= 200 && *code < 300 ? "success" : "error");
    if (*code >= 400)
        draft.set(TextColumn::Error, record.text(key));
}

void takeModel(Record& record, EventDraft& draft) {
    // What the customer says it is billed as, then what answered, then what was asked for.
    for (const std::size_t key : {keyAt(kKeys, "model_override"), keyAt(kKeys, "response_model"),
                                  keyAt(kKeys, "request_model"), keyAt(kKeys, "model")})
        if (draft.textOf(TextColumn::Model).empty())
            draft.set(TextColumn::Model, record.text(key));
    const std::string_view requested = record.text(keyAt(kKeys, "request_model"));
    if (requested != draft.textOf(TextColumn::Model))
        draft.set(TextColumn::ModelRequested, requested);
    std::string provider(record.text(keyAt(kKeys, "provider")));
    for (char& c : provider)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    draft.set(TextColumn::Provider, providerOf(draft.keep(std::move(provider))));
}

/// The command line tool doubles the quotes of JSON, and then those of the cell.
std::string withSingleQuotes(std::string_view text) {
    std::string single;
    for (std::size_t i = 0; i < text.size(); ++i) {
        single += text[i];
        if (text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"')
            ++i;
    }
    return single;
}

void attributeProperty(EventDraft& draft, std::string_view name, JsonValue value,
                       const EventMapping& mapping) {
    std::string key(name);
    for (char& c : key)
        c = c == '-' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (key == "helicone_session_id")
        draft.set(IdColumn::Session, draft.keep(value.toText()));
    else if (key == "helicone_session_name")
        attributeKey(draft, "workflow", value, mapping);
    else if (key == "helicone_session_path")
        draft.tag("session_path", value.text());
    else
        attributeKey(draft, key, value, mapping);
}

void takeProperties(Record& record, EventDraft& draft, const EventMapping& mapping) {
    const std::size_t key = record.has(keyAt(kKeys, "request_properties"))
                                ? keyAt(kKeys, "request_properties")
                                : keyAt(kKeys, "properties");
    const std::string_view text = record.isText(key) ? record.jsonText(key) : std::string_view();
    JsonParser parser;
    JsonValue properties;
    if (text.starts_with("{\"\"") && !text.starts_with("{\"\":")) {
        const auto parsed = parser.parse(withSingleQuotes(text));
        if (!parsed)
            return record.fail(record.name(key), "The properties are not valid JSON.");
        properties = *parsed;
    } else {
        properties = record.json(key);
    }
    JsonParser inner;
    if (!properties.text().empty()) // JSON in a text within JSON
        properties = inner.parse(properties.text()).value_or(JsonValue());
    properties.eachMember([&](std::string_view name, JsonValue value) {
        attributeProperty(draft, name, value, mapping);
    });
}

void takeCost(Record& record, EventDraft& draft) {
    constexpr int kBillionths = 9;
    for (const std::size_t key :
         {keyAt(kKeys, "costUSD"), keyAt(kKeys, "cost_usd"), keyAt(kKeys, "cost")}) {
        auto cost = record.decimal(key);
        if (!cost)
            continue;
        if (key == keyAt(kKeys, "cost") && isOfTable(record))
            cost->scale += kBillionths;
        draft.setCost(cost, record.name(key));
        break;
    }
    doubtZeroCost(draft);
}

/// What tells the request apart in all exports. The CSV knows it by its answer only; an answer out
/// of the cache may name the answer that it repeats.
void takeIds(Record& record, EventDraft& draft) {
    constexpr std::string_view kNone = "00000000-0000-0000-0000-000000000000";
    const std::string_view cached = record.text(keyAt(kKeys, "cache_reference_id"));
    const std::string_view answer = record.text(keyAt(kKeys, "response_id"));
    if (!cached.empty())
        draft.set(NumberColumn::AppCacheHit, cached == kNone ? 0 : 1);
    if (draft.textOf(IdColumn::Request).empty())
        draft.set(IdColumn::Request, answer);
    else
        draft.set(NumberColumn::Version, 1); // the CSV has none
    if (draft.numberOf(NumberColumn::AppCacheHit) != 1)
        draft.set(IdColumn::Record, answer);
}

Verdict settle(Record& record, EventDraft& draft, const EventMapping& mapping) {
    takeIds(record, draft);
    takeTokens(record, draft);
    takeStatus(record, draft);
    takeModel(record, draft);
    takeProperties(record, draft, mapping);
    takeCost(record, draft);
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeHeliconeRequests() {
    EventFormatSpec spec;
    spec.name = "helicone_requests";
    spec.title = "Helicone requests";
    spec.signature = {{"request_created_at"}, {"request_properties"}, {"cache_reference_id"}};
    spec.otherSignatures = {
        {{"request_created_at"}, {"request_properties"}, {"response_status"}, {"delay_ms"}},
        {{"response_id"}, {"request_created_at"}, {"request_properties"}, {"response_status"}},
        {{"request_created_at"}, {"properties"}, {"cache_reference_id"}, {"latency"}},
    };
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.tokens = {Part::Beside, Part::Beside, Part::Beside,
                           TokenConvention::Lifetime::NotStated};
    spec.mapping.constants = {{*eventFieldNamed("currency"), "USD"}};
    spec.mapping.cacheHit = EventMapping::CacheHit::DoubtBilled;
    spec.source = "helicone";
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
