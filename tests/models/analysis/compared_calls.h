// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// Calls of April and May that anybody can price by eye.
namespace ms::test {

/// One attempt. A repeated one belongs to the request of the attempt before it.
struct Call {
    const char* feature = "chat";
    const char* model = "small";
    std::int64_t input = 1000;
    std::int64_t cacheRead = 0;
    std::int64_t output = 100;
    std::int64_t queries = 0;
    bool isRepeated = false;
    bool isOwnCache = false;
    std::int64_t reported = core::kUnknownNumber;
    const char* unit = "";
    const char* outcome = "";
    const char* error = "";
};
using Calls = std::vector<Call>;

inline Calls times(std::size_t count, const Call& call) {
    return Calls(count, call);
}
inline Calls operator+(Calls a, const Calls& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

inline Event eventOf(const Call& call, const char* time, const std::string& request) {
    Event event;
    event[core::NumberColumn::Time] = microsOf(time);
    event[core::NumberColumn::Input] = call.input;
    event[core::NumberColumn::CacheRead] = call.cacheRead;
    event[core::NumberColumn::Output] = call.output;
    event[core::NumberColumn::Queries] = call.queries;
    event[core::NumberColumn::ReportedCost] = call.reported;
    if (call.isOwnCache)
        event[core::NumberColumn::AppCacheHit] = 1;
    event[core::TextColumn::Feature] = call.feature;
    event[core::TextColumn::Provider] = "p";
    event[core::TextColumn::Model] = call.model;
    event[core::TextColumn::UnitType] = *call.unit ? "ticket" : "";
    event[core::TextColumn::UnitOutcome] = call.outcome;
    event[core::TextColumn::Status] = *call.error ? "error" : "success";
    event[core::TextColumn::Error] = call.error;
    event[core::IdColumn::Request] = request;
    event[core::IdColumn::Unit] = call.unit;
    return event;
}

/// Picos a token; a price a month.
struct Prices {
    std::int64_t input = 1'000'000;
    std::int64_t cacheRead = 100'000;
    std::int64_t output = 5'000'000;
    std::int64_t request = 0;
};

inline void addRules(frame::Facts& facts, const Prices& prices, const char* from, const char* to) {
    for (const char* model : {"small", "large"}) {
        const std::int64_t factor = std::string(model) == "large" ? 10 : 1;
        const auto add = [&](core::Bucket bucket, std::int64_t picos) {
            core::PriceRule& rule = facts.rules.emplace_back();
            rule.provider = "p";
            rule.model = model;
            rule.bucket = bucket;
            rule.per = 1;
            rule.amount = core::Money::fromPicos(picos * factor);
            rule.currency = "USD";
            rule.validFrom = *core::parseMoment(from);
            rule.validTo = *core::parseMoment(to);
        };
        add(core::Bucket::Input, prices.input);
        add(core::Bucket::CacheRead, prices.cacheRead);
        add(core::Bucket::Output, prices.output);
        add(core::Bucket::Request, prices.request);
        add(core::Bucket::Query, 7'000'000);
    }
}

inline std::shared_ptr<const query::EventSource> frameOf(const Calls& april, const Calls& may,
                                                         const Prices& aprilPrices = {},
                                                         const Prices& mayPrices = {}) {
    std::vector<Event> events;
    int request = 0;
    for (const Call& call : april)
        events.push_back(eventOf(call, "2026-04-10T12:00:00Z",
                                 "r" + std::to_string(call.isRepeated ? request : ++request)));
    for (const Call& call : may)
        events.push_back(eventOf(call, "2026-05-10T12:00:00Z",
                                 "r" + std::to_string(call.isRepeated ? request : ++request)));
    auto source = std::make_shared<MemoryColumnSource>(blocksOf(events, 1000));
    frame::Facts facts;
    facts.baseCurrency = "USD";
    addRules(facts, aprilPrices, "2026-04-01", "2026-05-01");
    addRules(facts, mayPrices, "2026-05-01", "2026-06-01");
    return *frame::makeFrame(frame::loadColumns(source, 1), facts, {{}, ""}, {});
}

inline core::TimeRange range(const char* from, const char* to) {
    return {core::Instant{microsOf(from)}, core::Instant{microsOf(to)}};
}

inline Call of(const std::function<void(Call&)>& change) {
    Call call;
    change(call);
    return call;
}

inline const Call kChat{};
inline const Call kMail = of([](Call& c) {
    c.feature = "mail";
    c.input = 4000;
});
inline const Call kLarge = of([](Call& c) { c.model = "large"; });
inline const Call kFree = of([](Call& c) { c.isOwnCache = true; });
inline const Call kAgain = of([](Call& c) { c.isRepeated = true; });
inline const Call kRefused = of([](Call& c) { // not billed
    c.isRepeated = true;
    c.input = c.output = core::kUnknownNumber;
    c.error = "429";
});
inline const Call kTimeout = of([](Call& c) { // nobody knows
    c.input = c.output = core::kUnknownNumber;
    c.error = "timeout";
});
inline const Call kStated = of([](Call& c) {
    c.model = "preview";
    c.reported = 900'000'000;
});

} // namespace ms::test
