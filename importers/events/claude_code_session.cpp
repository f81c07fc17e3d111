// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/claude_code_session.h"

#include "importers/events/anthropic_usage.h"
#include "importers/events/event_format.h"
#include "importers/events/project_name.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;

constexpr std::array kKeys{
    SourceKey{"type"},
    SourceKey{"sessionId", "session_id"},
    SourceKey{"timestamp", "timestamp"},
    SourceKey{"requestId", "request_id"},
    SourceKey{"uuid"},
    SourceKey{"isSidechain"},
    SourceKey{"cwd"},
    SourceKey{"costUSD"},
};

/// The answer that a line holds, if it holds one.
struct Answer {
    JsonValue message;
    bool isOnMainLine = false;
};

Answer answerOf(Record& record) {
    if (record.text(keyAt(kKeys, "type")) == "assistant")
        return {record.root()["message"], !record.root()["isSidechain"].isTrue()};
    return {record.root().at("data.message.message"), false};
}

/// What a line says that repeats an answer is no later in time, but larger.
std::int64_t versionOf(const Answer& answer) {
    constexpr std::int64_t kOnMainLine = std::int64_t{1} << 52; // more than any side chain's
    std::int64_t tokens = 0;
    answer.message["usage"].eachMember([&](std::string_view, JsonValue count) {
        tokens += std::min(count.integer().value_or(0), kLargestCount);
    });
    return tokens + (answer.isOnMainLine ? kOnMainLine : 0);
}

/// What tells the answer from others. Gateways number their answers anew in every session; they
/// give no request ids.
std::string recordIdOf(Record& record, const EventDraft& draft, std::string_view messageId) {
    const std::string_view request = draft.textOf(IdColumn::Request);
    if (messageId.empty())
        return std::string(request.empty() ? record.text(keyAt(kKeys, "uuid")) : request);
    if (!request.empty())
        return std::string(messageId);
    return std::string(draft.textOf(IdColumn::Session)) + "/" + std::string(messageId);
}

void takeNestedIds(JsonValue outer, EventDraft& draft, const EventMapping& mapping) {
    static const EventField kTime = *eventFieldNamed("timestamp");
    if (const std::string_view request = outer["requestId"].text(); !request.empty())
        draft.set(IdColumn::Request, request);
    draft.set(kTime, "timestamp", outer["timestamp"].text(), mapping);
}

Verdict settle(Record& record, EventDraft& draft, const EventMapping& mapping) {
    const Answer answer = answerOf(record);
    const JsonValue usage = answer.message["usage"];
    const std::string_view model = answer.message["model"].text();
    if (!usage.isObject() || model == "<synthetic>")
        return Verdict::Skip;
    if (record.text(keyAt(kKeys, "type")) != "assistant")
        takeNestedIds(record.root().at("data.message"), draft, mapping);
    const std::string_view id = answer.message["id"].text();
    draft.set(IdColumn::Record, draft.keep(recordIdOf(record, draft, id)));
    draft.set(NumberColumn::Version, versionOf(answer));
    draft.set(TextColumn::Model, model);
    draft.set(TextColumn::Status, "success");
    draft.setTokenSource("provider");
    draft.setCost(record.decimal(keyAt(kKeys, "costUSD")), "costUSD");
    draft.tag("message_id", id);
    draft.tag("project", projectOf(record.text(keyAt(kKeys, "cwd"))));
    takeAnthropicUsage(usage, draft);
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeClaudeCodeSession() {
    EventFormatSpec spec;
    spec.name = "claude_code_session";
    spec.title = "Claude Code session";
    spec.signature = {{"type"}, {"sessionId"}, {"message.usage"}, {"isSidechain"}};
    spec.otherSignatures = {
        {{"type"}, {"sessionId"}, {"data.message.message.usage"}, {"isSidechain"}}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.constants = {{*eventFieldNamed("application"), "claude-code"},
                              {*eventFieldNamed("provider"), "anthropic"},
                              {*eventFieldNamed("call_kind"), "chat"}};
    spec.settle = settle;
    spec.versions = EventFormatSpec::Versions::FinalOnly;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
