// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/check.h"
#include "models/query/event_source.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ms::test {

/// One event as a test writes it down.
struct PlainEvent {
    std::string time; // "2026-05-01T08:00:00Z"; empty: unknown
    std::string tenant;
    std::string feature;
    std::string model;
    std::string user;
    std::string request;
    std::optional<std::int64_t> costPicos = 0;
    std::int64_t inputTokens = 0;
    std::string environment;
};

/// Answers group queries by a loop over plain events that anybody can check by eye.
class FakeEventSource : public query::EventSource {
public:
    FakeEventSource(std::vector<PlainEvent> events, std::vector<core::TenantFact> tenants,
                    core::Zone zone = {})
        : m_events{std::move(events)}, m_tenants{tenants, {}, zone}, m_lens{zone, {}} {}

    core::Result<query::GroupTable> groups(const query::GroupQuery& ask,
                                           std::stop_token stop) const override {
        if (stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, {}, {}};
        std::map<std::vector<std::string>, std::vector<const PlainEvent*>> groups;
        std::vector<const PlainEvent*> all;
        for (const PlainEvent& event : m_events) {
            if (!matches(event, ask.filter))
                continue;
            std::vector<std::string> keys;
            for (query::Dimension d : ask.by)
                keys.push_back(value(event, d));
            groups[keys].push_back(&event);
            all.push_back(&event);
        }
        query::GroupTable table;
        for (const auto& [keys, events] : groups)
            table.rows.push_back({keys, measure(events, ask)});
        table.total = measure(all, ask);
        return table;
    }
    void setFeatures(const std::vector<core::FeatureFact>& features) {
        m_features = query::FeatureMap(features);
    }
    const query::FeatureMap& features() const override { return m_features; }
    core::Result<query::EntityTotals> entities(const query::EntityQuery&,
                                               std::stop_token) const override {
        return query::EntityTotals{};
    }
    core::Result<std::vector<std::string>> entityIds(query::Grain, std::span<const std::uint64_t>,
                                                     std::stop_token) const override {
        return std::vector<std::string>{};
    }
    core::Result<query::AttemptPage> attempts(const query::AttemptQuery&,
                                              std::stop_token) const override {
        return query::AttemptPage{};
    }
    core::Result<std::vector<query::Explanation>> explain(const std::string&,
                                                          std::stop_token) const override {
        return std::vector<query::Explanation>{};
    }
    core::Result<query::Explanation> explainRow(std::uint64_t, std::stop_token) const override {
        return core::Error{core::Error::Code::Usage, "There is no such row.", {}};
    }
    core::Status visitAttempts(const query::Filter&, const AttemptVisitor&,
                               std::stop_token) const override {
        return {};
    }
    core::Result<std::vector<std::string>> values(query::Dimension,
                                                  std::stop_token) const override {
        return std::vector<std::string>{};
    }
    core::Result<std::optional<core::TimeRange>> span(std::stop_token) const override {
        return std::optional<core::TimeRange>{};
    }
    const query::TenantTimeline& tenants() const override { return m_tenants; }
    const query::Lens& lens() const override { return m_lens; }

private:
    static std::optional<core::Instant> timeOf(const PlainEvent& event) {
        if (event.time.empty())
            return std::nullopt;
        const auto moment = core::parseMoment(event.time);
        CHECK(moment && moment->kind == core::Moment::Kind::Instant, "A test time is no instant.");
        return core::Instant{moment->value};
    }
    std::string value(const PlainEvent& event, query::Dimension dimension) const {
        using query::Dimension;
        if (dimension == Dimension::Tenant)
            return event.tenant;
        if (dimension == Dimension::Endpoint)
            return event.feature;
        if (dimension == Dimension::Feature)
            return m_features.featureOf(event.feature);
        if (dimension == Dimension::Model)
            return event.model;
        if (dimension == Dimension::User)
            return event.user;
        if (dimension == Dimension::Request || dimension == Dimension::Action)
            return event.request;
        if (dimension == Dimension::Environment)
            return event.environment;
        const auto time = timeOf(event);
        if (!time)
            return {};
        const core::Day day = m_lens.zone.dayOf(*time);
        switch (dimension) {
        case Dimension::Tier:
            return std::string(m_tenants.tierOf(event.tenant, day));
        case Dimension::Segment:
            return std::string(m_tenants.segmentOf(event.tenant, day));
        case Dimension::Day:
            return core::toText(day);
        case Dimension::Week:
            return core::isoWeekText(day);
        case Dimension::Month:
            return core::toText(core::monthOf(day));
        case Dimension::Hour: { // tests have no events in hours that occur twice
            const core::Instant local{time->micros + m_lens.zone.offsetAt(*time)};
            return core::toText(local).substr(0, 13);
        }
        default:
            return {};
        }
    }
    static bool inScope(const PlainEvent& event, const query::Scope& scope) {
        if (scope.kind == query::Scope::Kind::All)
            return true;
        if (scope.kind == query::Scope::Kind::Production)
            return event.environment.empty() || event.environment == "production";
        return std::count(scope.environments.begin(), scope.environments.end(), event.environment) >
               0;
    }
    bool matches(const PlainEvent& event, const query::Filter& filter) const {
        const auto time = timeOf(event);
        if (!filter.range.isOpen() && (!time || !filter.range.contains(*time)))
            return false;
        if (!inScope(event, filter.scope))
            return false;
        for (const query::Condition& c : filter.conditions) {
            const bool isIn =
                std::count(c.values.begin(), c.values.end(), value(event, c.dimension)) > 0;
            if (isIn != (c.kind == query::Condition::Kind::In))
                return false;
        }
        return true;
    }
    /// The earliest in-scope event of the request, whatever else is asked.
    bool isFirst(const PlainEvent& event, const query::Scope& scope) const {
        for (const PlainEvent& other : m_events) {
            if (&other == &event || other.request.empty() || other.request != event.request ||
                !inScope(other, scope))
                continue;
            if (other.time < event.time || (other.time == event.time && &other < &event))
                return false;
        }
        return true;
    }
    std::vector<core::Int128> measure(const std::vector<const PlainEvent*>& events,
                                      const query::GroupQuery& ask) const {
        std::map<query::Measure, core::Int128> sums;
        std::set<std::string> requests;
        std::set<std::string> users;
        for (const PlainEvent* event : events) {
            sums[query::Measure::Attempts] += 1;
            sums[query::Measure::Cost] += event->costPicos.value_or(0);
            sums[query::Measure::InputTokens] += event->inputTokens;
            sums[query::Measure::PromptTokens] += event->inputTokens;
            if (event->costPicos) { // all of it is that of the input
                sums[query::Measure::InputCost] += *event->costPicos;
                sums[query::Measure::PricedAttempts] += 1;
                sums[query::Measure::PricedInputTokens] += event->inputTokens;
            }
            if (!event->costPicos) {
                sums[query::Measure::UnpricedAttempts] += 1;
                sums[query::Measure::UnpricedTokens] += event->inputTokens;
            }
            if (isFirst(*event, ask.filter.scope))
                sums[query::Measure::FirstAttempts] += 1;
            requests.insert(event->request);
            if (!event->user.empty())
                users.insert(event->user);
        }
        sums[query::Measure::Requests] = core::Int128(requests.size());
        sums[query::Measure::Actions] = core::Int128(requests.size());
        sums[query::Measure::Users] = core::Int128(users.size());
        std::vector<core::Int128> values;
        for (query::Measure m : ask.measures)
            values.push_back(sums[m]);
        return values;
    }

    std::vector<PlainEvent> m_events;
    query::TenantTimeline m_tenants;
    query::FeatureMap m_features;
    query::Lens m_lens;
};

} // namespace ms::test
