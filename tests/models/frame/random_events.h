// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_block.h"
#include "models/core/zone.h"
#include "models/frame/column_source.h"

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace ms::test {

/// An event that owns its texts.
struct Event {
    std::array<std::int64_t, core::kNumberColumns> numbers;
    std::array<std::string, core::kTextColumns> texts;
    std::array<std::string, core::kIdColumns> ids;
    std::array<std::string, core::kBlobColumns> blobs;

    Event() {
        numbers.fill(core::kUnknownNumber);
        (*this)[core::NumberColumn::Flags] = 0;
    }
    std::int64_t& operator[](core::NumberColumn c) { return numbers[std::size_t(c)]; }
    std::string& operator[](core::TextColumn c) { return texts[std::size_t(c)]; }
    std::string& operator[](core::IdColumn c) { return ids[std::size_t(c)]; }
    std::int64_t operator[](core::NumberColumn c) const { return numbers[std::size_t(c)]; }
    const std::string& operator[](core::TextColumn c) const { return texts[std::size_t(c)]; }
    const std::string& operator[](core::IdColumn c) const { return ids[std::size_t(c)]; }
};

inline std::vector<core::EventBlock> blocksOf(const std::vector<Event>& events,
                                              std::size_t rowsPerBlock) {
    std::vector<core::EventBlock> blocks;
    for (std::size_t row = 0; row < events.size(); ++row) {
        if (row % rowsPerBlock == 0)
            blocks.emplace_back();
        core::EventRecord record;
        record.numbers = events[row].numbers;
        for (std::size_t c = 0; c < core::kTextColumns; ++c)
            record.texts[c] = events[row].texts[c];
        for (std::size_t c = 0; c < core::kIdColumns; ++c)
            record.ids[c] = events[row].ids[c];
        for (std::size_t c = 0; c < core::kBlobColumns; ++c)
            record.blobs[c] = events[row].blobs[c];
        blocks.back().append(record);
    }
    return blocks;
}

inline std::int64_t microsOf(std::string_view text) {
    return core::Zone().resolve(*core::parseMoment(text)).micros;
}

/// Small draws that make every special case frequent.
class RandomEvents {
public:
    explicit RandomEvents(unsigned seed) : m_random{seed} {}

    std::size_t below(std::size_t n) { return std::size_t(m_random() % n); }
    bool oneIn(std::size_t n) { return below(n) == 0; }
    std::string oneOf(std::initializer_list<const char*> texts) {
        return *(texts.begin() + below(texts.size()));
    }

    std::vector<Event> make(std::size_t count) {
        std::vector<Event> events;
        for (std::size_t i = 0; i < count; ++i)
            events.push_back(event());
        return events;
    }

    Event event() {
        using core::IdColumn;
        using core::NumberColumn;
        using core::TextColumn;
        Event e;
        // Around both changes of the clock in Berlin, few enough distinct times for ties.
        const std::int64_t start =
            microsOf(oneIn(2) ? "2026-03-27T00:00:00Z" : "2026-10-23T00:00:00Z");
        if (!oneIn(30))
            e[NumberColumn::Time] =
                start + std::int64_t(below(5 * 24 * 4)) * 900 * core::kMicrosPerSecond;
        e[NumberColumn::Attempt] = oneIn(3) ? core::kUnknownNumber : std::int64_t(below(3) + 1);
        e[NumberColumn::Input] = count(12);
        e[NumberColumn::CacheRead] = oneIn(2) ? core::kUnknownNumber : count(30);
        e[NumberColumn::CacheWrite5m] = oneIn(2) ? core::kUnknownNumber : count(30);
        e[NumberColumn::CacheWrite1h] = oneIn(5) ? count(30) : core::kUnknownNumber;
        e[NumberColumn::Output] = count(12);
        e[NumberColumn::Reasoning] = oneIn(2) ? std::int64_t(below(50)) : core::kUnknownNumber;
        e[NumberColumn::Queries] = oneIn(6) ? std::int64_t(below(4)) : core::kUnknownNumber;
        e[NumberColumn::AppCacheHit] = oneIn(9) ? 1 : oneIn(2) ? 0 : core::kUnknownNumber;
        e[NumberColumn::Fallback] = oneIn(7) ? 1 : oneIn(2) ? 0 : core::kUnknownNumber;
        if (oneIn(4))
            e[NumberColumn::ReportedCost] = std::int64_t(below(5'000'000'000));
        const auto sourceRow = std::int64_t(below(1000));
        e[NumberColumn::SourceRow] = sourceRow;
        if (sourceRow % 5 != 0) // no draw of its own: other tests keep their events
            e[NumberColumn::LatencyMs] = sourceRow * sourceRow % 4001;
        e[TextColumn::Currency] = oneOf({"", "USD", "EUR"});
        e[TextColumn::Environment] = oneOf({"", "production", "production", "staging", "dev"});
        e[TextColumn::DataMode] = oneOf({"", "real", "real", "real", "test"});
        e[TextColumn::Feature] = oneOf({"", "chat", "search", "summary"});
        e[TextColumn::Workflow] = oneOf({"", "search", "triage"});
        e[TextColumn::Team] = oneOf({"", "", "mail", "docs"});
        e[TextColumn::Tenant] = oneOf({"", "acme", "bolt", "cogs", "dune", "echo"});
        e[TextColumn::PlanTier] = oneOf({"", "", "Free", "Pro"});
        e[TextColumn::Provider] = oneOf({"p", "p", "q", ""});
        e[TextColumn::Model] = oneOf({"", "large", "small", "small", "tiny"});
        e[TextColumn::Account] = oneOf({"", "", "main"});
        e[TextColumn::ServiceTier] = oneOf({"", "standard", "batch"});
        e[TextColumn::PromptVersion] = oneOf({"v1", "v2"});
        e[TextColumn::Status] = oneOf({"success", "success", "error", ""});
        e[TextColumn::Error] =
            e[TextColumn::Status] == "error" ? oneOf({"429", "timeout", "500"}) : "";
        e[TextColumn::UnitOutcome] = oneOf({"", "RESOLVED", "ESCALATED", "open"});
        if (!oneIn(5))
            e[IdColumn::Request] = "r" + std::to_string(below(700));
        if (oneIn(2))
            e[IdColumn::Root] = "r" + std::to_string(below(300));
        if (!oneIn(4))
            e[IdColumn::User] = "u" + std::to_string(below(60));
        if (!oneIn(3)) {
            e[IdColumn::Unit] = "t" + std::to_string(below(900));
            e[TextColumn::UnitType] = oneOf({"", "ticket", "ticket", "document"});
        }
        return e;
    }

private:
    std::int64_t count(std::size_t unknownOneIn) {
        if (oneIn(unknownOneIn))
            return core::kUnknownNumber;
        if (oneIn(4))
            return 0;
        return std::int64_t(below(2000));
    }
    std::mt19937 m_random;
};

/// Of some units one fact, of some several, with and without type, time and reopening.
inline frame::OutcomeBook randomOutcomes() {
    std::mt19937 random(99);
    const auto below = [&random](std::size_t n) { return std::size_t(random() % n); };
    std::vector<core::OutcomeFact> facts;
    for (int i = 0; i < 500; ++i) {
        core::OutcomeFact& fact = facts.emplace_back();
        fact.unitId = 't';
        fact.unitId += std::to_string(below(1000));
        fact.unitType = std::array{"", "ticket", "document", "case"}[below(4)];
        fact.outcome = std::array{"RESOLVED", "rejected", "in progress", "Paused"}[below(4)];
        if (below(4) != 0)
            fact.outcomeAt = *core::parseMoment("2026-04-0" + std::to_string(1 + below(9)));
        if (below(5) == 0)
            fact.reopenedAt = *core::parseMoment("2026-04-1" + std::to_string(below(9)));
    }
    return {query::outcomeFacts(std::move(facts)), {{{"paused", query::UnitStatus::Failed}}, 7}};
}

/// Prices with every feature: bands, dates, accounts, tiers, fees, an alias, another currency.
/// Some endpoints are one feature, one is another's name, some have an owner.
inline std::vector<core::FeatureFact> someFeatures() {
    const auto rule = [](const char* endpoint, const char* feature, const char* owner) {
        core::FeatureFact fact;
        fact.endpoint = endpoint;
        fact.feature = feature;
        fact.ownerTeam = owner;
        return fact;
    };
    return {rule("s*", "summary", ""), rule("search", "chat", "find"), rule("triage", "first", ""),
            rule("triage", "Triage", "mail")};
}

inline frame::Facts randomFacts() {
    using core::Bucket;
    frame::Facts facts;
    facts.book = "default";
    facts.baseCurrency = "USD";
    const auto add = [&](std::string provider, std::string model, Bucket bucket,
                         std::string_view usd) {
        core::PriceRule& rule = facts.rules.emplace_back();
        rule.provider = std::move(provider);
        rule.model = std::move(model);
        rule.bucket = bucket;
        rule.amount = *core::Money::parse(usd);
        rule.currency = "USD";
        return &rule;
    };
    add("p", "large", Bucket::Input, "3");
    add("p", "large", Bucket::Output, "15");
    add("p", "large", Bucket::CacheRead, "0.3");
    add("p", "large", Bucket::Input, "6")->contextOver = 1500;
    add("p", "large", Bucket::Input, "2.5")->account = "main";
    add("p", "large", Bucket::Request, "0.00001")->per = 1;
    add("p", "large", Bucket::Query, "10")->per = 1000;
    add("p", "small", Bucket::Input, "0.1500000005")->validTo = *core::parseMoment("2026-03-29");
    add("p", "small", Bucket::Input, "0.25")->validFrom = *core::parseMoment("2026-03-29");
    add("p", "small", Bucket::Output, "0.6");
    add("p", "small", Bucket::Input, "0.1")->serviceTier = "batch";
    add("p", "small", Bucket::Output, "0.3")->serviceTier = "batch";
    add("q", "small", Bucket::Input, "0.2");
    add("q", "small", Bucket::Output, "0.7");
    add("q", "large", Bucket::Input, "1")->currency = "EUR";
    facts.aliases.push_back({"q", "tiny", "small", 1});
    const auto tenant = [&](std::string id, std::string tier, std::string segment) {
        core::TenantFact& fact = facts.tenants.emplace_back();
        fact.tenant = std::move(id);
        fact.tier = std::move(tier);
        fact.segment = std::move(segment);
        return &fact;
    };
    tenant("acme", "Pro", "SMB")->until = *core::parseMoment("2026-03-29");
    tenant("acme", "Enterprise", "Large")->since = *core::parseMoment("2026-03-29");
    tenant("bolt", "", "SMB");
    tenant("cogs", "Max", "")->since = *core::parseMoment("2026-10-24");
    facts.outcomes = randomOutcomes();
    return facts;
}

} // namespace ms::test
