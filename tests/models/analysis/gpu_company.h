// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/gpu_pools.h"
#include "tests/models/analysis/frame_of.h"

#include <memory>
#include <string>
#include <vector>

namespace ms::test {

/// A call as a test writes it down; `picos` below 0: its cost is not known.
struct Call {
    const char* time;
    const char* tenant;
    const char* feature;
    const char* model;
    std::int64_t tokens = 0; // half of them output; below 0: not known
    std::int64_t picos = -1;
    const char* environment = "";
};

inline Event eventOf(const Call& call) {
    Event event;
    event[core::NumberColumn::Time] = microsOf(call.time);
    if (call.tokens >= 0) {
        event[core::NumberColumn::Input] = call.tokens - call.tokens / 2;
        event[core::NumberColumn::Output] = call.tokens / 2;
    }
    if (call.picos >= 0) {
        event[core::NumberColumn::ReportedCost] = call.picos;
        event[core::TextColumn::Currency] = "USD";
    }
    event[core::TextColumn::Tenant] = call.tenant;
    event[core::TextColumn::Feature] = call.feature;
    event[core::TextColumn::Model] = call.model;
    event[core::TextColumn::Environment] = call.environment;
    return event;
}

inline std::shared_ptr<const query::EventSource> frameOf(const std::vector<Call>& calls) {
    std::vector<Event> events;
    for (const Call& call : calls)
        events.push_back(eventOf(call));
    return frameOf(events);
}

struct GpuHour {
    const char* start;
    const char* pool;
    const char* rate;
    const char* utilisation = ""; // empty: not stated
    const char* feature = "";
    const char* node = "";
    const char* gpus = "1";
    const char* currency = "USD";
};

inline core::GpuHourFact factOf(const GpuHour& hour) {
    core::GpuHourFact fact;
    fact.hourStart = *core::parseMoment(hour.start);
    fact.pool = hour.pool;
    fact.node = hour.node;
    fact.hourlyRate = *core::Money::parse(hour.rate);
    fact.currency = hour.currency;
    if (*hour.gpus)
        fact.gpus = *core::parseDecimal(hour.gpus);
    if (*hour.utilisation)
        fact.utilisation = *core::parseDecimal(hour.utilisation);
    fact.feature = hour.feature;
    return fact;
}

inline analysis::GpuBooks booksOf(const std::vector<GpuHour>& hours) {
    auto facts = std::make_shared<std::vector<core::GpuHourFact>>();
    for (const GpuHour& hour : hours)
        facts->push_back(factOf(hour));
    return {facts, {}, "USD"};
}

/// Hours of four pools around both changes of the clock in Berlin: one that serves a model, one a
/// provider, one kept for a feature, one that nobody is known to use.
inline std::vector<core::GpuHourFact> randomGpuHours(RandomEvents& random) {
    std::vector<core::GpuHourFact> hours;
    for (const char* start : {"2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z"})
        for (int hour = 0; hour < 5 * 24 + 6; ++hour)
            for (const auto& [pool, feature] : {std::pair{"small", ""},
                                                {"small", "chat"},
                                                {"q", ""},
                                                {"spare", "summary"},
                                                {"unknown", ""}}) {
                if (random.oneIn(4))
                    continue;
                core::GpuHourFact& fact = hours.emplace_back();
                fact.hourStart = {core::Moment::Kind::Instant,
                                  microsOf(start) +
                                      hour * std::int64_t(3'600) * core::kMicrosPerSecond};
                fact.pool = pool;
                fact.feature = feature;
                fact.hourlyRate =
                    core::Money::fromPicos(std::int64_t(random.below(4'000'000)) * 1'000'003);
                fact.currency = "USD";
                if (!random.oneIn(3))
                    fact.gpus = core::Decimal{core::Int128(random.below(9)), 0};
                if (!random.oneIn(4))
                    fact.utilisation = core::Decimal{core::Int128(random.below(101)), 2};
            }
    return hours;
}

struct RandomGpuCompany {
    std::vector<Event> events;
    std::shared_ptr<const query::EventSource> source;
    analysis::GpuBooks books;
};

inline RandomGpuCompany randomGpuCompany(unsigned seed) {
    RandomEvents random(seed);
    RandomGpuCompany company;
    company.events = random.make(2000);
    company.source = frameOf(company.events, *core::Zone::find("Europe/Berlin"));
    company.books = {
        std::make_shared<const std::vector<core::GpuHourFact>>(randomGpuHours(random)), {}, "USD"};
    return company;
}

} // namespace ms::test
