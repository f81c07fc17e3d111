// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/codex_session.h"

#include "importers/common/provider_names.h"
#include "importers/events/event_format.h"
#include "importers/events/project_name.h"
#include "importers/events/usage_object.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

using core::Flag;
using core::IdColumn;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;

constexpr std::array kKeys{
    SourceKey{"type"},
    SourceKey{"timestamp", "timestamp"},
};

constexpr TokenConvention kConvention{Part::Inside, Part::Inside, Part::Inside,
                                      TokenConvention::Lifetime::None};

/// One usage object: the counts of a call, or running totals.
class Usage {
public:
    enum Count : std::size_t { Input, Cached, Output, Reasoning, kParts, Total = kParts, kAll };

    Usage() { m_counts.fill(0); }
    /// False when a count cannot be read, which spoils the event.
    bool read(JsonValue object, EventDraft& draft) {
        constexpr std::array<std::string_view, kAll> kNames{
            "input_tokens", "cached_input_tokens", "output_tokens", "reasoning_output_tokens",
            "total_tokens"};
        refuseRepeatedKeys(draft, object);
        bool isFine = true;
        for (std::size_t i = 0; i < kAll; ++i) {
            const JsonValue count = object[kNames[i]];
            m_counts[i] = usageCount(draft, kNames[i], count);
            isFine = isFine && (m_counts[i] != kUnknownNumber || !count.isGiven());
        }
        return isFine;
    }
    std::int64_t operator[](Count count) const { return m_counts[count]; }
    std::int64_t orZero(std::size_t count) const {
        return std::max<std::int64_t>(m_counts[count], 0); // unknown is negative
    }
    /// Is one of its counts smaller than before?
    bool isBelow(const Usage& before) const {
        for (std::size_t i = 0; i < kParts; ++i)
            if (isKnownIn(before, i) && m_counts[i] < before.m_counts[i])
                return true;
        return false;
    }
    bool isSameAs(const Usage& other) const { return !isBelow(other) && !other.isBelow(*this); }
    bool isNothing() const { return isSameAs(Usage()); }
    Usage since(const Usage& before) const { return combined(before, -1); }
    Usage plus(const Usage& more) const { return combined(more, 1); }

private:
    bool isKnownIn(const Usage& other, std::size_t count) const {
        return m_counts[count] != kUnknownNumber && other.m_counts[count] != kUnknownNumber;
    }
    Usage combined(const Usage& other, std::int64_t sign) const {
        Usage result;
        for (std::size_t i = 0; i < kAll; ++i)
            result.m_counts[i] =
                isKnownIn(other, i) ? m_counts[i] + sign * other.m_counts[i] : kUnknownNumber;
        return result;
    }
    std::array<std::int64_t, kAll> m_counts;
};

void takeTokens(const Usage& used, EventDraft& draft) {
    draft.useConvention(kConvention);
    TokenCounts& tokens = draft.tokens();
    tokens[TokenField::Input] = used[Usage::Input];
    tokens[TokenField::Output] = used[Usage::Output];
    tokens[TokenField::Reasoning] = used[Usage::Reasoning];
    tokens[TokenField::Total] = used[Usage::Total];
    tokens[TokenField::CacheRead] = used[Usage::Cached];
    if (used[Usage::Cached] == kUnknownNumber)
        return;
    tokens[TokenField::CacheWrite5m] = 0;
    tokens[TokenField::CacheWrite1h] = 0;
}

class SessionMemory final : public EventMemory {
public:
    Verdict settle(Record& record, EventDraft& draft, const EventMapping&) override {
        const JsonValue payload = record.root()["payload"];
        const std::string_view type = record.text(keyAt(kKeys, "type"));
        if (type == "session_meta")
            takeSession(payload);
        else if (type == "turn_context" && !payload["model"].text().empty())
            m_model = payload["model"].text();
        const bool isCount = type == "event_msg" && payload["type"].text() == "token_count";
        return isCount ? takeCount(payload["info"], record, draft) : Verdict::Skip;
    }

private:
    void takeSession(JsonValue meta) {
        const std::string_view id = meta["id"].text();
        const std::string_view parent = meta["forked_from_id"].text();
        if (id == m_origin) { // an ancestor within a fork, or the session goes on
            if (!parent.empty())
                m_origin = parent;
            return;
        }
        if (id == m_session)
            return;
        *this = SessionMemory();
        m_session = id;
        m_origin = parent.empty() ? id : parent;
        m_project = projectOf(meta["cwd"].text());
        if (!meta["model_provider"].text().empty())
            m_provider = providerOf(meta["model_provider"].text());
    }

    Verdict takeCount(JsonValue info, Record& record, EventDraft& draft) {
        const JsonValue last = info["last_token_usage"];
        const JsonValue running = info["total_token_usage"];
        Usage used;
        Usage total;
        if (!used.read(last, draft) || !total.read(running, draft))
            return Verdict::Take; // to be rejected
        if (!last.isObject() && !running.isObject())
            return Verdict::Skip;
        if (running.isObject() && total.isSameAs(m_seen))
            return Verdict::Skip;
        const bool isRestart = running.isObject() && total.isBelow(m_seen);
        m_restarts += isRestart ? 1 : 0;
        if (!last.isObject()) {
            used = isRestart ? total : total.since(m_seen);
            draft.flag(Flag::DeltaFromCumulative);
            if (isRestart)
                draft.flag(Flag::CounterReset);
        }
        m_seen = running.isObject() ? total : m_seen.plus(used);
        if (used.isNothing())
            return Verdict::Skip;
        takeTokens(used, draft);
        describe(record, draft);
        return Verdict::Take;
    }

    void describe(Record& record, EventDraft& draft) {
        draft.setTokenSource("provider");
        draft.set(TextColumn::Status, "success");
        draft.set(TextColumn::Provider, m_provider);
        draft.set(TextColumn::Model, m_model);
        draft.set(IdColumn::Session, m_session);
        draft.tag("project", m_project);
        const std::string_view time = record.text(keyAt(kKeys, "timestamp"));
        if (m_origin.empty() && time.empty())
            return; // nothing tells it apart
        std::string id = m_origin.empty() ? std::string(time) : m_origin;
        id += "#" + std::to_string(m_restarts);
        for (std::size_t i = 0; i < Usage::kParts; ++i)
            id += "/" + std::to_string(m_seen.orZero(i));
        draft.set(IdColumn::Record, draft.keep(std::move(id)));
        if (const std::int64_t at = draft.numberOf(NumberColumn::Time); at != kUnknownNumber)
            draft.set(NumberColumn::Version, kLargestCount - at); // the earliest is the largest
    }

    std::string m_session;
    std::string m_origin; // the session that the running totals began in
    std::string m_project;
    std::string m_provider = "openai";
    std::string m_model;
    Usage m_seen; // running totals
    std::int64_t m_restarts = 0;
};

} // namespace

std::unique_ptr<Format> makeCodexSession() {
    EventFormatSpec spec;
    spec.name = "codex_session";
    spec.title = "Codex session";
    spec.signature = {{"type", "event_msg"}, {"payload.type", "token_count"}};
    // The first counts may stand behind long instructions.
    spec.otherSignatures = {{{"type", "session_meta"}, {"payload.id"}, {"payload.cwd"}},
                            {{"type", "turn_context"}, {"payload.model"}}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.constants = {{*eventFieldNamed("application"), "codex"},
                              {*eventFieldNamed("call_kind"), "chat"}};
    spec.makeMemory = [] { return std::make_unique<SessionMemory>(); };
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
