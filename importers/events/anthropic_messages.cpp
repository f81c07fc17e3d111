// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/anthropic_messages.h"

#include "importers/events/anthropic_usage.h"
#include "importers/events/event_format.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;

constexpr std::array kKeys{
    SourceKey{"type"},
    SourceKey{"id", "request_id"},
    SourceKey{"model", "model"},
    SourceKey{"usage"}, // of a body or a message_delta
    SourceKey{"error.type"},
    SourceKey{"request_id"},
    SourceKey{"timestamp", "timestamp"},
    // a line of a batch
    SourceKey{"custom_id", "root_id"},
    SourceKey{"result.type"},
    SourceKey{"result.error"},
    SourceKey{"result.message.id", "request_id"},
    SourceKey{"result.message.model", "model"},
    SourceKey{"result.message.usage"},
    // a message_start
    SourceKey{"message.id", "request_id"},
    SourceKey{"message.model", "model"},
    SourceKey{"message.usage"},
};
constexpr std::size_t kType = keyAt(kKeys, "type");
constexpr std::size_t kUsage = keyAt(kKeys, "usage");
constexpr std::size_t kErrorType = keyAt(kKeys, "error.type");
constexpr std::size_t kResultType = keyAt(kKeys, "result.type");

void setFailure(EventDraft& draft, std::string_view status, std::string_view error) {
    draft.set(TextColumn::Status, status);
    draft.set(TextColumn::Error, error);
}

void settleBatchResult(Record& record, EventDraft& draft) {
    takeAnthropicUsage(record.json(keyAt(kKeys, "result.message.usage")), draft);
    if (draft.textOf(TextColumn::ServiceTier).empty())
        draft.setServiceTier("batch");
    const std::string_view type = record.text(kResultType);
    if (type == "succeeded")
        return draft.set(TextColumn::Status, "success");
    const JsonValue error = record.json(keyAt(kKeys, "result.error"));
    const std::string_view cause = error.at("error.type").text();
    setFailure(draft, type == "canceled" ? "cancelled" : "error", cause.empty() ? type : cause);
}

void settleError(Record& record, EventDraft& draft) {
    if (draft.textOf(IdColumn::Request).empty())
        draft.set(IdColumn::Request, record.text(keyAt(kKeys, "request_id")));
    const std::string_view type = record.text(kErrorType);
    setFailure(draft, "error", type.empty() ? "error" : type);
}

/// Events of a stream that say nothing about what it costs.
bool isWithoutUsage(std::string_view type) {
    return type == "ping" || type.starts_with("content_block_");
}

/// Remembers the stream that is open: only its first event says what and whose it is.
class StreamMemory final : public EventMemory {
public:
    Verdict settle(Record& record, EventDraft& draft, const EventMapping&) override {
        draft.set(TextColumn::Provider, "anthropic");
        draft.set(TextColumn::CallKind, "chat");
        draft.setTokenSource("provider");
        const std::string_view type = record.text(kType);
        if (record.has(kResultType)) {
            settleBatchResult(record, draft);
        } else if (type == "message_start") {
            start(record, draft);
        } else if (type == "message_delta") {
            goOn(record, draft);
        } else if (type == "message_stop") {
            m_stream.reset();
            return Verdict::Skip;
        } else if (isWithoutUsage(type)) {
            return Verdict::Skip;
        } else if (type == "error" && m_stream) {
            breakOff(record, draft);
        } else if (type == "error") {
            settleError(record, draft);
        } else if (type == "message") {
            takeAnthropicUsage(record.json(kUsage), draft);
            draft.set(TextColumn::Status, "success");
        } else {
            draft.fail("type", "The record is no message, result or stream event of Anthropic.");
        }
        return Verdict::Take;
    }

private:
    struct Stream {
        std::string id;
        std::string model;
        AnthropicUsage usage;
        std::int64_t version = 0; // of what is known about it
    };

    void start(Record& record, EventDraft& draft) {
        Stream stream;
        stream.id = draft.textOf(IdColumn::Request);
        stream.model = draft.textOf(TextColumn::Model);
        stream.usage.take(record.json(keyAt(kKeys, "message.usage")), draft);
        stream.usage.forgetOutput();
        if (stream.id.empty())
            return draft.fail("message.id", "The stream has no message id.");
        m_stream = std::move(stream);
        give(draft, "unknown"); // if nothing follows
    }

    void goOn(Record& record, EventDraft& draft) {
        if (!m_stream)
            return draft.fail("type", "The message_delta belongs to no stream that is open: its "
                                      "message_start is missing, or streams are mixed.");
        m_stream->usage.take(record.json(kUsage), draft);
        give(draft, "success");
    }

    void breakOff(Record& record, EventDraft& draft) {
        give(draft, "error");
        settleError(record, draft);
        m_stream.reset();
    }

    void give(EventDraft& draft, std::string_view status) {
        draft.set(IdColumn::Request, draft.keep(m_stream->id));
        draft.set(TextColumn::Model, draft.keep(m_stream->model));
        draft.set(TextColumn::Status, status);
        draft.set(NumberColumn::Stream, 1);
        draft.set(NumberColumn::Version, m_stream->version++);
        m_stream->usage.giveAll(draft);
    }

    std::optional<Stream> m_stream;
};

} // namespace

std::unique_ptr<Format> makeAnthropicMessages() {
    EventFormatSpec spec;
    spec.name = "anthropic_messages";
    spec.title = "Anthropic Messages";
    spec.signature = {{"type", "message"}, {"usage.input_tokens"}};
    spec.otherSignatures = {{{"custom_id"}, {"result.type"}},
                            {{"type", "message_start"}, {"message.usage"}}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.makeMemory = [] { return std::make_unique<StreamMemory>(); };
    spec.versions = EventFormatSpec::Versions::FinalOnly;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
