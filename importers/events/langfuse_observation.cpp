// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/langfuse_observation.h"

#include "importers/common/json_text.h"
#include "importers/events/langfuse_usage.h"
#include "importers/events/zero_cost.h"
#include "models/core/check.h"

#include <array>

namespace ms::importers {

using core::Flag;
using core::IdColumn;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;
using Key = LangfuseKey;

namespace {

/// One observation on its way into a draft.
class Observation {
public:
    Observation(Record& record, EventDraft& draft, const EventMapping& mapping)
        : m_record{record}, m_draft{draft}, m_mapping{mapping} {}
    Verdict take(LangfuseDurations durations);

private:
    bool has(Key key) const { return m_record.has(std::size_t(key)); }
    std::string_view text(Key key);
    JsonValue json(Key key);
    std::optional<core::Instant> time(Key key, std::string_view name);

    void takeIds();
    void takeTimes(std::int64_t millisPerUnit);
    void takeStatus();
    void takeCost(JsonValue usage);
    void tagUnpricedKeys(JsonValue usage, JsonValue costs);

    Record& m_record;
    EventDraft& m_draft;
    const EventMapping& m_mapping;
};

/// Some versions write the texts of CSV as JSON, with quotes of their own.
std::string_view Observation::text(Key key) {
    const std::string_view text = m_record.text(std::size_t(key));
    const bool isQuoted =
        !m_record.isObject() && text.size() >= 2 && text.front() == '"' && text.back() == '"';
    if (!isQuoted)
        return text;
    if (text.find('\\') == std::string_view::npos)
        return text.substr(1, text.size() - 2);
    return m_draft.keep(std::string(m_record.json(std::size_t(key)).text()));
}

/// Metadata may be any text; what looks like JSON must be JSON.
JsonValue Observation::json(Key key) {
    if (m_record.isText(std::size_t(key))) {
        const std::string_view text = m_record.jsonText(std::size_t(key));
        const std::size_t first = skipJsonBlanks(text, 0);
        if (first >= text.size() || (text[first] != '{' && text[first] != '['))
            return {};
    }
    return m_record.json(std::size_t(key));
}

void Observation::takeIds() {
    m_draft.set(IdColumn::Request, text(Key::Id));
    m_draft.set(IdColumn::Root, text(Key::Trace));
    m_draft.set(IdColumn::Parent, text(Key::Parent));
    m_draft.set(IdColumn::Session, text(Key::Session));
    m_draft.set(IdColumn::User, text(Key::User));
    const std::string_view model = text(Key::ProvidedModel);
    m_draft.set(TextColumn::Model, model.empty() ? text(Key::Model) : model);
    m_draft.set(TextColumn::PromptName, text(Key::PromptName));
    m_draft.set(TextColumn::PromptVersion, text(Key::PromptVersion));
    m_draft.set(TextColumn::Workflow, text(Key::TraceName));
    m_draft.set(TextColumn::CallKind, text(Key::Type) == "EMBEDDING" ? "embedding" : "chat");
    if (const std::string_view environment = text(Key::Environment); environment != "default")
        m_draft.setEnvironment(environment);
    attribute(m_draft, json(Key::Metadata), m_mapping);
    attribute(m_draft, json(Key::Tags), m_mapping);
}

std::optional<core::Instant> Observation::time(Key key, std::string_view name) {
    const std::string_view written = text(key);
    if (written.empty())
        return std::nullopt;
    const ReadTime time = m_mapping.time.read(written);
    if (time.problem == nullptr)
        return core::Instant{time.micros};
    m_draft.fail(name, "'" + std::string(written.substr(0, 80)) + "' is " + time.problem + ".");
    return std::nullopt;
}

void Observation::takeTimes(std::int64_t millisPerUnit) {
    static const EventField kTime = *eventFieldNamed("timestamp");
    m_draft.set(kTime, m_record.name(std::size_t(Key::StartTime)), text(Key::StartTime), m_mapping);
    const auto take = [&](NumberColumn column, Key duration, Key until) {
        m_draft.set(column, m_record.millis(std::size_t(duration), millisPerUnit));
        const std::int64_t begin = m_draft.numberOf(NumberColumn::Time);
        if (has(duration) || begin == kUnknownNumber)
            return;
        const auto end = time(until, m_record.name(std::size_t(until)));
        if (end && end->micros >= begin)
            m_draft.set(column, (end->micros - begin + 500) / 1000);
    };
    take(NumberColumn::LatencyMs, Key::Latency, Key::EndTime);
    take(NumberColumn::FirstTokenMs, Key::FirstTokenLatency, Key::FirstTokenTime);
}

/// A short reason, not the whole message.
std::string_view shortReason(std::string_view message) {
    constexpr std::size_t kMost = 100;
    message = message.substr(0, message.find_first_of("\r\n"));
    if (message.size() <= kMost)
        return message;
    std::size_t end = kMost;
    while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0U) == 0x80U)
        --end; // not within a character
    return message.substr(0, end);
}

void Observation::takeStatus() {
    const bool isFailed = text(Key::Level) == "ERROR";
    const bool isOpen =
        text(Key::EndTime).empty() && !has(Key::Latency) && !m_draft.tokens().areAnyGiven();
    m_draft.set(TextColumn::Status, isFailed ? "error" : isOpen ? "unknown" : "success");
    if (isFailed)
        m_draft.set(TextColumn::Error, shortReason(text(Key::StatusMessage)));
}

/// A key without a price counts as zero in the sum of costs.
void Observation::tagUnpricedKeys(JsonValue usage, JsonValue costs) {
    if (!costs.isObject() || costs.size() == 0 ||
        (costs.size() == 1 && costs["total"].isGiven())) // there is a sum only
        return;
    std::string unpriced;
    usage.eachMember([&](std::string_view key, JsonValue count) {
        if (count.integer().value_or(0) > 0 && key != "total" && !costs[key].isGiven())
            unpriced.append(unpriced.empty() ? "" : " ").append(key);
    });
    m_draft.tag("keys_without_price", unpriced);
}

void Observation::takeCost(JsonValue usage) {
    const JsonValue costs = json(Key::CostDetails);
    const Key key = has(Key::TotalCost) ? Key::TotalCost : Key::OlderTotalCost;
    auto cost = m_record.decimal(std::size_t(key));
    if (!cost && costs["total"].isGiven()) {
        constexpr std::array<std::string_view, 1> kPath{"total"};
        const auto sum = core::parseDecimal(
            rawNumberAt(m_record.jsonText(std::size_t(Key::CostDetails)), kPath));
        if (sum)
            cost = *sum;
    }
    m_draft.setCost(cost, m_record.name(std::size_t(key)));
    tagUnpricedKeys(usage, costs);
    doubtZeroCost(m_draft);
}

Verdict Observation::take(LangfuseDurations durations) {
    if (!m_record.isObject())
        m_record.forgetCells("null");
    JsonValue usage = json(Key::Usage);
    if (usage.size() == 0 && countsAnything(json(Key::OlderUsage)))
        usage = json(Key::OlderUsage);
    const std::string_view type = text(Key::Type);
    if (type != "GENERATION" && type != "EMBEDDING" && !countsAnything(usage))
        return Verdict::Skip;
    takeIds();
    const std::string_view unit = usage["unit"].text();
    if (unit.empty() || unit == "TOKENS")
        takeLangfuseUsage(usage, m_draft);
    else
        m_draft.tag("usage_unit", unit);
    takeTimes(durations == LangfuseDurations::Seconds ? 1000 : 1);
    takeStatus();
    takeCost(usage);
    const bool hasUsage = m_draft.tokens().areAnyGiven();
    m_draft.set(NumberColumn::Version, (hasUsage ? 4 : 0) + (text(Key::Session).empty() ? 0 : 2) +
                                           (text(Key::User).empty() ? 0 : 1));
    return Verdict::Take;
}

} // namespace

EventFormatSpec langfuseSpec(std::span<const std::string_view> keys, LangfuseDurations durations) {
    CHECK(keys.size() == std::size_t(Key::Count), "Each key of an observation has its name.");
    EventFormatSpec spec;
    for (const std::string_view key : keys)
        spec.keys.push_back({key});
    spec.source = "langfuse";
    spec.settle = [durations](Record& record, EventDraft& draft, const EventMapping& mapping) {
        return Observation(record, draft, mapping).take(durations);
    };
    return spec;
}

} // namespace ms::importers
