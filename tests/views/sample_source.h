// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/workspace_access.h"
#include "tests/models/analysis/fake_event_source.h"

#include <algorithm>
#include <map>
#include <set>

namespace ms::test {

/// A FakeEventSource whose attempts can be listed and explained, for pages.
class SampleSource : public FakeEventSource {
public:
    SampleSource(const std::vector<PlainEvent>& events, std::vector<core::TenantFact> tenants)
        : FakeEventSource(events, std::move(tenants)), m_events{events} {}

    core::Result<query::AttemptPage> attempts(const query::AttemptQuery& ask,
                                              std::stop_token stop) const override {
        query::AttemptPage page;
        for (std::size_t row = 0; row < m_events.size(); ++row)
            if (isKept(m_events[row], ask.filter, stop))
                page.attempts.push_back(attempt(row));
        std::stable_sort(page.attempts.begin(), page.attempts.end(),
                         [](const query::Attempt& a, const query::Attempt& b) {
                             if (!a.cost || !b.cost)
                                 return a.cost && !b.cost;
                             return *b.cost < *a.cost;
                         });
        page.matching = page.attempts.size();
        const std::size_t first = std::min(ask.offset, page.attempts.size());
        page.attempts.erase(page.attempts.begin(), page.attempts.begin() + std::ptrdiff_t(first));
        if (page.attempts.size() > ask.limit)
            page.attempts.resize(ask.limit);
        return page;
    }
    /// Each event is a request and an action of its own; nothing is grouped.
    core::Result<query::EntityTotals> entities(const query::EntityQuery& ask,
                                               std::stop_token stop) const override {
        query::EntityTotals totals;
        if (!ask.by.empty())
            return totals;
        std::map<std::string, std::size_t> numbers;
        totals.values.resize(ask.measures.size());
        totals.groups.resize(1);
        for (std::size_t row = 0; row < m_events.size(); ++row) {
            const std::string name = entityOf(row, ask.grain);
            if (name.empty() || !isKept(m_events[row], ask.filter, stop))
                continue;
            const auto [number, isNew] = numbers.try_emplace(name, totals.firstRow.size());
            if (isNew) {
                totals.firstRow.push_back(row);
                totals.groupOf.push_back(0);
                for (std::vector<std::int64_t>& column : totals.values)
                    column.push_back(0);
            }
            for (std::size_t m = 0; m < ask.measures.size(); ++m)
                totals.values[m][number->second] += figureOf(m_events[row], ask.measures[m]);
        }
        return totals;
    }
    core::Result<std::vector<std::string>> entityIds(query::Grain grain,
                                                     std::span<const std::uint64_t> rows,
                                                     std::stop_token) const override {
        std::vector<std::string> ids;
        for (const std::uint64_t row : rows)
            ids.push_back(entityOf(std::size_t(row), grain));
        return ids;
    }
    core::Result<std::vector<query::Explanation>> explain(const std::string& request,
                                                          std::stop_token) const override {
        std::vector<query::Explanation> all;
        for (std::size_t row = 0; row < m_events.size(); ++row)
            if (m_events[row].request == request)
                all.push_back(explanation(row));
        return all;
    }
    core::Result<query::Explanation> explainRow(std::uint64_t row, std::stop_token) const override {
        if (row >= m_events.size())
            return core::Error{core::Error::Code::Usage, "There is no such row.", {}};
        return explanation(std::size_t(row));
    }
    core::Status visitAttempts(const query::Filter& filter, const AttemptVisitor& visit,
                               std::stop_token stop) const override {
        std::vector<query::Attempt> run;
        for (std::size_t row = 0; row < m_events.size(); ++row)
            if (isKept(m_events[row], filter, stop))
                run.push_back(attempt(row));
        if (!run.empty())
            visit(run);
        return {};
    }
    core::Result<std::vector<std::string>> values(query::Dimension dimension,
                                                  std::stop_token stop) const override {
        query::GroupQuery ask{{dimension}, {}, {}};
        ask.filter.scope.kind = query::Scope::Kind::All;
        const auto table = groups(ask, stop);
        std::vector<std::string> values;
        for (const query::GroupRow& row : table->rows)
            values.push_back(row.keys[0]);
        return values;
    }
    core::Result<std::optional<core::TimeRange>> span(std::stop_token) const override {
        std::optional<core::TimeRange> range;
        for (const PlainEvent& event : m_events) {
            const core::Instant t{core::parseMoment(event.time)->value};
            if (!range)
                range = core::TimeRange{t, t};
            range->from = std::min(*range->from, t);
            range->to = std::max(*range->to, t);
        }
        return range;
    }

private:
    std::string entityOf(std::size_t row, query::Grain grain) const {
        const PlainEvent& event = m_events[row];
        return grain == query::Grain::User     ? event.user
               : grain == query::Grain::Tenant ? event.tenant
               : grain == query::Grain::Unit   ? std::string()
                                               : event.request;
    }
    static std::int64_t figureOf(const PlainEvent& event, query::Measure measure) {
        using query::Measure;
        switch (measure) {
        case Measure::Attempts:
            return 1;
        case Measure::Cost:
            return event.costPicos.value_or(0);
        case Measure::UnpricedAttempts:
            return event.costPicos ? 0 : 1;
        case Measure::InputTokens:
        case Measure::PromptTokens:
            return event.inputTokens;
        case Measure::OutputTokens:
            return event.inputTokens / 4;
        default:
            return 0;
        }
    }
    bool isKept(const PlainEvent& event, const query::Filter& filter, std::stop_token stop) const {
        const FakeEventSource one({event}, {});
        query::GroupQuery ask{{}, {query::Measure::Attempts}, filter};
        return one.groups(ask, stop)->total[0] == 1;
    }
    query::Attempt attempt(std::size_t row) const {
        const PlainEvent& event = m_events[row];
        query::Attempt a;
        a.row = row;
        a.numbers.fill(core::kUnknownNumber);
        a.numbers[std::size_t(core::NumberColumn::Time)] = core::parseMoment(event.time)->value;
        a.numbers[std::size_t(core::NumberColumn::Input)] = event.inputTokens;
        a.numbers[std::size_t(core::NumberColumn::Output)] = event.inputTokens / 4;
        a.numbers[std::size_t(core::NumberColumn::Attempt)] = 1;
        a.numbers[std::size_t(core::NumberColumn::SourceRow)] = std::int64_t(row) + 1;
        a.texts[std::size_t(core::TextColumn::Tenant)] = event.tenant;
        a.texts[std::size_t(core::TextColumn::Feature)] = event.feature;
        a.texts[std::size_t(core::TextColumn::Model)] = event.model;
        a.texts[std::size_t(core::TextColumn::Provider)] = "openai";
        a.texts[std::size_t(core::TextColumn::Status)] = "success";
        a.ids[std::size_t(core::IdColumn::Request)] = event.request;
        if (event.costPicos)
            a.cost = core::Money::fromPicos(*event.costPicos);
        a.basis = event.costPicos ? query::CostBasis::Priced : query::CostBasis::Unknown;
        a.batch = 1;
        a.file = "requests.jsonl";
        return a;
    }
    /// One input line that is the whole cost.
    query::Explanation explanation(std::size_t row) const {
        query::Explanation e;
        e.attempt = attempt(row);
        e.book = "default";
        e.billedModel = m_events[row].model;
        if (!e.attempt.cost) {
            e.reason = "The price book has no rule for openai " + m_events[row].model + ".";
            return e;
        }
        e.reason = "Priced with the rules in force at the time of the attempt.";
        query::CostLine line;
        line.quantity = m_events[row].inputTokens;
        line.rule.provider = "openai";
        line.rule.model = m_events[row].model;
        line.rule.amount = core::Money::fromPicos(2'500'000'000'000);
        line.rule.currency = "USD";
        line.rule.source = "list page";
        line.rule.validFrom =
            core::Moment{core::Moment::Kind::Day, core::dayFromCivil(2026, 1, 1).number};
        line.rule.line = 12;
        line.rule.file = "prices.csv";
        line.cost = *e.attempt.cost;
        e.lines.push_back(line);
        return e;
    }

    std::vector<PlainEvent> m_events;
};

} // namespace ms::test
