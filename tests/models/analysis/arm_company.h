// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/frame.h"
#include "models/stats/splitmix64.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <memory>
#include <string>
#include <vector>

/// Tickets that two prompt versions answer, with everything that a comparison looks at.
namespace ms::test {

/// What one version does to a ticket.
struct Version {
    std::string name;
    int calls = 1;                      // requests a ticket, at most
    std::int64_t picos = 1'000'000'000; // a call of one token of length, about
    std::size_t successPerMille = 800;
    std::size_t pendingPerMille = 0;
    std::size_t longPerMille = 300; // tickets in the tier "Enterprise", which cost five times more
    std::size_t weight = 1;
    std::int64_t latencyMs = 0; // of a call, about; 0: no call has one
};

struct ArmCompany {
    std::vector<Version> versions;
    std::size_t tenants = 60;
    std::size_t tickets = 3'000;
    std::size_t days = 30;
    std::uint64_t seed = 1;
};

inline Event armEvent(const std::string& tenant, const std::string& version,
                      const std::string& request) {
    Event event;
    event[core::NumberColumn::Time] = microsOf("2026-05-01T12:00:00Z");
    event[core::NumberColumn::Attempt] = 1;
    event[core::NumberColumn::Input] = 1000;
    event[core::NumberColumn::Output] = 100;
    event[core::TextColumn::Currency] = "USD";
    event[core::TextColumn::Feature] = "reply";
    event[core::TextColumn::Tenant] = tenant;
    event[core::TextColumn::PromptVersion] = version;
    event[core::IdColumn::Request] = request;
    return event;
}

/// Each ticket is dealt to a version by weight; its tenant has a level of cost of its own.
inline std::vector<Event> ticketsOf(const ArmCompany& company) {
    stats::SplitMix64 random{company.seed};
    std::size_t weights = 0;
    for (const Version& version : company.versions)
        weights += version.weight;
    std::vector<Event> events;
    for (std::size_t ticket = 0; ticket < company.tickets; ++ticket) {
        std::size_t draw = random.below(weights);
        const Version* version = company.versions.data();
        while (draw >= version->weight)
            draw -= version++->weight;
        const std::size_t tenant = random.below(company.tenants);
        const bool isLong = random.below(1000) < version->longPerMille;
        const std::size_t calls = 1 + random.below(std::size_t(version->calls));
        const std::size_t fate = random.below(1000);
        for (std::size_t call = 0; call < calls; ++call) {
            Event event = armEvent("t" + std::to_string(tenant), version->name,
                                   "r" + std::to_string(ticket) + "-" + std::to_string(call));
            event[core::NumberColumn::Time] +=
                std::int64_t(ticket % company.days) * core::kMicrosPerDay + std::int64_t(call);
            const std::size_t noise = 500 + random.below(1000) + 20 * (tenant % 10);
            event[core::NumberColumn::ReportedCost] =
                version->picos / 1000 * std::int64_t(noise) * (isLong ? 5 : 1);
            if (version->latencyMs > 0) // no draw of its own: other figures stay
                event[core::NumberColumn::LatencyMs] = version->latencyMs *
                                                       std::int64_t(noise + 50 * (tenant % 7)) /
                                                       1000 * (isLong ? 3 : 1);
            event[core::NumberColumn::Input] = isLong ? 5000 : 1000;
            event[core::TextColumn::ServiceTier] = isLong ? "large" : "small";
            event[core::TextColumn::UnitType] = "ticket";
            event[core::IdColumn::Unit] = "u" + std::to_string(ticket);
            event[core::TextColumn::UnitOutcome] =
                fate < version->pendingPerMille ? "open"
                : fate < version->pendingPerMille +
                             (1000 - version->pendingPerMille) * version->successPerMille / 1000
                    ? "resolved"
                    : "rejected";
            events.push_back(event);
        }
    }
    return events;
}

inline std::shared_ptr<const query::EventSource> frameOfEvents(const std::vector<Event>& events) {
    frame::Facts facts;
    facts.baseCurrency = "USD";
    auto source = std::make_shared<MemoryColumnSource>(blocksOf(events, 5000));
    return *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
}

} // namespace ms::test
