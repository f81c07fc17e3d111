// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/models/analysis/company.h"

#include <initializer_list>
#include <random>
#include <string>
#include <vector>

namespace ms::test {

struct Company {
    std::vector<PlainEvent> events;
    std::vector<core::TenantFact> tenants;
    analysis::RevenueBooks books;
    core::Zone zone = *core::Zone::find("Europe/Berlin");
    FakeEventSource source() const { return {events, tenants, zone}; }
};

class Dice {
public:
    explicit Dice(unsigned seed) : m_engine{seed} {}
    int upTo(int end) { return int(m_engine() % unsigned(end)); }
    std::string of(std::initializer_list<const char*> choices) {
        return *(choices.begin() + upTo(int(choices.size())));
    }
    std::mt19937& engine() { return m_engine; }

private:
    std::mt19937 m_engine;
};

/// A day of March to May 2026, which holds a change to summer time.
inline std::string randomDay(Dice& dice) {
    return core::toText(core::Day{day("2026-03-01").number + dice.upTo(92)});
}

inline core::RevenueFact randomFact(Dice& dice) {
    const core::Day start = day(randomDay(dice));
    const core::Day end{start.number + 1 + dice.upTo(60)};
    core::RevenueFact fact =
        earned(dice.of({"a", "b", "c", "d"}), {core::toText(start), core::toText(end)}, "0",
               dice.of({"", "", "chat", "search", "draft"}));
    if (dice.upTo(3) == 0) {
        fact.tenant.clear();
        fact.tier = dice.of({"Free", "Pro", "None"});
    }
    fact.amount = core::Money::fromPicos(std::int64_t(dice.engine()()) * (dice.upTo(5) ? 997 : -1));
    fact.currency = dice.of({"USD", "USD", "EUR"});
    return fact;
}

inline Company randomCompany(unsigned seed) {
    Dice dice{seed};
    Company company;
    for (int i = 0; i < 60; ++i) {
        const std::string time = randomDay(dice) + "T" + (dice.upTo(2) ? "08" : "22") + ":" +
                                 std::to_string(10 + i % 50) + ":00Z";
        company.events.push_back({time, dice.of({"a", "b", "c", ""}),
                                  dice.of({"chat", "search", ""}), dice.of({"small", "large"}),
                                  dice.of({"u", "v", "w"}), "r" + std::to_string(dice.upTo(45)),
                                  std::int64_t(dice.upTo(1000)), 1,
                                  dice.of({"", "production", "staging"})});
    }
    const std::string change = randomDay(dice);
    company.tenants = {tenant("a", "Free", {}, change), tenant("a", "Pro", change),
                       tenant("b", "Pro"), tenant("c", "Free"), tenant("d", "Pro")};
    company.books.plans = {plan("Free", "0.000000001"), plan("Pro", "49.99")};
    for (int i = dice.upTo(6); i > 0; --i)
        company.books.facts.push_back(randomFact(dice));
    company.books.fx = {{day("2026-03-20"), "EUR", *core::parseDecimal("1.0837"), 0},
                        {day("2026-04-20"), "EUR", *core::parseDecimal("1.1219"), 0}};
    return company;
}

/// Groupings of every kind: direct, by time, by what only requests have, and mixed.
inline const std::vector<std::vector<query::Dimension>> kGroupings{
    {query::Dimension::Tenant},
    {query::Dimension::Tier, query::Dimension::Segment},
    {query::Dimension::Month},
    {query::Dimension::Week, query::Dimension::Feature},
    {query::Dimension::Hour},
    {query::Dimension::Feature},
    {query::Dimension::Model, query::Dimension::Tenant, query::Dimension::User},
    {query::Dimension::Day, query::Dimension::Model, query::Dimension::Tier},
};

} // namespace ms::test
