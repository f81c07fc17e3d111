// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/openai_responses.h"

#include "importers/events/event_format.h"
#include "importers/events/openai_usage.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kKeys{
    SourceKey{"id", "request_id"},
    SourceKey{"previous_response_id", "parent_id"},
    SourceKey{"created_at", "timestamp"},
    SourceKey{"completed_at"},
    SourceKey{"model", "model"},
    SourceKey{"service_tier", "service_tier"},
    SourceKey{"user", "user"},
    SourceKey{"safety_identifier"},
    SourceKey{"prompt.id", "prompt_name"},
    SourceKey{"prompt.version", "prompt_version"},
    SourceKey{"status"},
    SourceKey{"error.code", "error"},
    SourceKey{"incomplete_details.reason"},
    SourceKey{"metadata"},
    SourceKey{"usage"},
};

enum Ended : std::int64_t {
    kRunning = 0,
    kEnded = 1
}; // of two states of an answer, which is later

Verdict settle(Record& record, EventDraft& draft, const EventMapping& mapping) {
    takeOpenaiUsage(record.json(keyAt(kKeys, "usage")), draft);
    draft.setTokenSource("provider");
    draft.set(core::TextColumn::Provider, "openai");
    draft.set(core::TextColumn::CallKind, "chat");
    if (record.has(keyAt(kKeys, "safety_identifier")))
        draft.set(core::IdColumn::User, record.text(keyAt(kKeys, "safety_identifier")));

    const std::string_view status = record.text(keyAt(kKeys, "status"));
    draft.set(core::TextColumn::Status, status == "failed"      ? "error"
                                        : status == "cancelled" ? "cancelled"
                                                                : "success");
    const bool isRunning = status == "in_progress" || status == "queued";
    draft.set(core::NumberColumn::Version, isRunning ? kRunning : kEnded);
    if (record.has(keyAt(kKeys, "incomplete_details.reason"))) {
        draft.flag(core::Flag::Incomplete);
        if (draft.textOf(core::TextColumn::Error).empty())
            draft.set(core::TextColumn::Error,
                      record.text(keyAt(kKeys, "incomplete_details.reason")));
    }
    if (const auto ended = record.time(keyAt(kKeys, "completed_at"), mapping.time)) {
        const std::int64_t begun = draft.numberOf(core::NumberColumn::Time);
        if (begun != core::kUnknownNumber && ended->micros >= begun)
            draft.set(core::NumberColumn::LatencyMs, (ended->micros - begun + 500) / 1000);
    }
    attribute(draft, record.json(keyAt(kKeys, "metadata")), mapping);
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeOpenaiResponses() {
    EventFormatSpec spec;
    spec.name = "openai_responses";
    spec.title = "OpenAI Responses";
    spec.signature = {{"object", "response"}, {"created_at"}, {"model"}, {"usage"}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.time = TimeReader(TimeFormat::UnixSeconds, std::nullopt);
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
