// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/revenue.h"
#include "tests/models/analysis/fake_event_source.h"

#include <string>
#include <vector>

namespace ms::test {

inline core::Moment at(const std::string& text) {
    const auto moment = core::parseMoment(text);
    CHECK(moment, "A test date cannot be read.");
    return *moment;
}
inline core::Day day(const std::string& text) {
    return {std::int32_t(at(text).value)};
}
inline core::Money units(const std::string& decimal) {
    const auto money = core::Money::parse(decimal);
    CHECK(money, "A test amount cannot be read.");
    return *money;
}
inline std::string text(core::MoneySum money) {
    return core::toDecimalText(money);
}

inline core::TenantFact tenant(const std::string& id, const std::string& tier,
                               const std::string& since = {}, const std::string& until = {}) {
    core::TenantFact fact;
    fact.tenant = id;
    fact.tier = tier;
    fact.segment = "smb";
    if (!since.empty())
        fact.since = at(since);
    if (!until.empty())
        fact.until = at(until);
    return fact;
}
inline core::PlanFact plan(const std::string& tier, const std::string& amount) {
    core::PlanFact fact;
    fact.tier = tier;
    fact.revenuePerTenantMonth = units(amount);
    fact.currency = "USD";
    return fact;
}
struct Period {
    std::string start;
    std::string end;
};
inline core::RevenueFact earned(const std::string& tenant, const Period& period,
                                const std::string& amount, const std::string& feature = {}) {
    core::RevenueFact fact;
    fact.tenant = tenant;
    fact.feature = feature;
    fact.periodStart = at(period.start);
    fact.periodEnd = at(period.end);
    fact.amount = units(amount);
    fact.currency = "USD";
    fact.kind = "subscription";
    return fact;
}
inline core::RevenueFact earnedByTier(const std::string& tier, const Period& period,
                                      const std::string& amount) {
    core::RevenueFact fact = earned({}, period, amount);
    fact.tier = tier;
    return fact;
}
inline query::Filter during(const std::string& from, const std::string& to,
                            const core::Zone& zone = {}) {
    query::Filter filter;
    filter.range = {zone.resolve(at(from)), zone.resolve(at(to))};
    return filter;
}
inline query::Condition only(query::Dimension dimension, std::vector<std::string> values) {
    return {dimension, query::Condition::Kind::In, std::move(values)};
}
inline query::Condition without(query::Dimension dimension, std::vector<std::string> values) {
    return {dimension, query::Condition::Kind::NotIn, std::move(values)};
}

/// Three tenants on two tiers in May 2026 (31 days):
///   acme    Free until the 10th, Pro from the 11th on; 3 requests: chat/small, chat/large with a
///           retry on small, search/small
///   bolt    Pro; 1 request chat/small; and one in staging
///   cargo   Pro, no request at all
inline std::vector<PlainEvent> companyEvents() {
    return {
        {"2026-05-02T08:00:00Z", "acme", "chat", "small", "u1", "r1", 100, 10, ""},
        {"2026-05-12T08:00:00Z", "acme", "chat", "large", "u2", "r2", 700, 20, "production"},
        {"2026-05-12T08:00:09Z", "acme", "chat", "small", "u2", "r2", 100, 20, "production"},
        {"2026-05-20T08:00:00Z", "acme", "search", "small", "u1", "r3", {}, 30, ""},
        {"2026-05-20T09:00:00Z", "bolt", "chat", "small", "u3", "r4", 100, 10, ""},
        {"2026-05-20T09:30:00Z", "bolt", "chat", "small", "u3", "r5", 500, 10, "staging"},
    };
}
inline std::vector<core::TenantFact> companyTenants() {
    return {tenant("acme", "Free", {}, "2026-05-11"), tenant("acme", "Pro", "2026-05-11"),
            tenant("bolt", "Pro"), tenant("cargo", "Pro")};
}

} // namespace ms::test
