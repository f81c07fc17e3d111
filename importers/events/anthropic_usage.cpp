// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/anthropic_usage.h"

#include "importers/events/usage_object.h"

namespace ms::importers {

using core::kUnknownNumber;

namespace {

constexpr TokenConvention kConvention{Part::Beside, Part::Beside, Part::Inside,
                                      TokenConvention::Lifetime::NotStated};

std::int64_t orZero(std::int64_t count) {
    return count == kUnknownNumber ? 0 : count;
}

void replace(std::string& text, JsonValue value) {
    if (!value.text().empty())
        text = value.text();
}

} // namespace

void AnthropicUsage::take(JsonValue usage, EventDraft& draft) {
    if (!usage.isObject())
        return;
    refuseRepeatedKeys(draft, usage);
    m_isGiven = true;
    const auto replaceCount = [&](std::int64_t& count, std::string_view name, JsonValue object) {
        count = usageCount(draft, name, object[name], count);
    };
    replaceCount(m_input, "input_tokens", usage);
    replaceCount(m_output, "output_tokens", usage);
    replaceCount(m_thinking, "thinking_tokens", usage["output_tokens_details"]);
    replaceCount(m_reads, "cache_read_input_tokens", usage);
    replaceCount(m_writes, "cache_creation_input_tokens", usage);
    const JsonValue lifetimes = usage["cache_creation"];
    replaceCount(m_writes5m, "ephemeral_5m_input_tokens", lifetimes);
    replaceCount(m_writes1h, "ephemeral_1h_input_tokens", lifetimes);
    replaceCount(m_searches, "web_search_requests", usage["server_tool_use"]);
    replace(m_serviceTier, usage["service_tier"]);
    replace(m_region, usage["inference_geo"]);
    replace(m_speed, usage["speed"]);
    if (usage["iterations"].size() > 0)
        takeIterations(usage["iterations"], draft);
}

void AnthropicUsage::takeCacheDetails(JsonValue details, EventDraft& draft) {
    if (!details.isList())
        return;
    m_writes5m = m_writes1h = 0;
    details.eachElement([&](JsonValue detail) {
        const std::string_view lifetime = detail["ttl"].text();
        const std::int64_t writes = usageCount(draft, "inputTokens", detail["inputTokens"], 0);
        if (lifetime == "5m")
            m_writes5m += writes;
        else if (lifetime == "1h")
            m_writes1h += writes;
    });
}

std::int64_t AnthropicUsage::ownTokens() const {
    return orZero(m_input) + orZero(m_output);
}

void AnthropicUsage::takeIterations(JsonValue iterations, EventDraft& draft) {
    m_ofIterations = 0;
    iterations.eachElement([&](JsonValue iteration) {
        for (const std::string_view name : {"input_tokens", "output_tokens"})
            m_ofIterations += usageCount(draft, name, iteration[name], 0);
    });
    if (iterations.size() > 1 || m_ofIterations != ownTokens()) // else it says nothing new
        m_iterations = iterations.toText();
}

void AnthropicUsage::giveTokens(EventDraft& draft) const {
    if (!m_isGiven)
        return;
    draft.useConvention(kConvention);
    TokenCounts& tokens = draft.tokens();
    tokens[TokenField::Input] = m_input;
    tokens[TokenField::Output] = m_output;
    tokens[TokenField::Reasoning] = m_thinking;
    if (m_input == kUnknownNumber)
        return;
    tokens[TokenField::CacheRead] = orZero(m_reads);
    giveWriteLifetimes(draft, m_writes);
}

void AnthropicUsage::giveWriteLifetimes(EventDraft& draft, std::int64_t writes) const {
    TokenCounts& tokens = draft.tokens();
    tokens[TokenField::CacheWrite5m] = orZero(m_writes5m);
    tokens[TokenField::CacheWrite1h] = orZero(m_writes1h);
    const std::int64_t stated = orZero(m_writes5m) + orZero(m_writes1h);
    if (writes == kUnknownNumber || writes == stated)
        return;
    if (writes > stated)
        tokens[TokenField::CacheWrite] = writes - stated;
    else
        draft.fail("cache_creation", "The cache writes by lifetime (" + std::to_string(stated) +
                                         ") exceed all cache writes (" + std::to_string(writes) +
                                         ").");
}

void AnthropicUsage::giveAll(EventDraft& draft) const {
    giveTokens(draft);
    draft.setServiceTier(draft.keep(m_serviceTier));
    if (m_searches != kUnknownNumber)
        draft.set(core::NumberColumn::Queries, m_searches);
    if (m_searches > 0)
        draft.tag("web_search_requests", std::to_string(m_searches));
    draft.tag("inference_geo", m_region);
    draft.tag("speed", m_speed);
    draft.tag("iterations", m_iterations);
    if (m_ofIterations != kUnknownNumber && m_ofIterations != ownTokens())
        draft.flag(core::Flag::TotalMismatch);
}

void takeAnthropicUsage(JsonValue usage, EventDraft& draft) {
    AnthropicUsage taken;
    taken.take(usage, draft);
    taken.giveAll(draft);
}

} // namespace ms::importers
