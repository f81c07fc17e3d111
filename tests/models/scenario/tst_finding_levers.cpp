// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/finding_levers.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

using namespace ms;
using analysis::Finding;
using analysis::Lever;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using scenario::FindingLevers;
using test::Event;

namespace {

const core::Day kFirst = *core::parseDay("2026-03-02");

/// A dollar a million tokens of "large", half a dollar of "small", whatever they are.
std::vector<core::PriceRule> rules() {
    std::vector<core::PriceRule> rules;
    for (const auto& [model, picos] : {std::pair{"large", 2}, {"small", 1}})
        for (const core::Bucket bucket : {core::Bucket::Input, core::Bucket::Output}) {
            core::PriceRule rule;
            rule.provider = "p";
            rule.model = model;
            rule.bucket = bucket;
            rule.per = 1'000'000;
            rule.amount = core::Money::fromPicos(picos * core::kPicosPerUnit / 2);
            rule.currency = "USD";
            rules.push_back(rule);
        }
    return rules;
}

struct Call {
    const char* feature;
    std::string tenant;
    std::int64_t input;
    std::int64_t output;
    const char* model = "large";
    std::int64_t attempt = 1;
    std::string request = {};
    int day = 0;
};

std::vector<Event> eventsOf(const std::vector<Call>& calls) {
    std::vector<Event> events;
    for (const Call& call : calls) {
        Event event;
        event[NumberColumn::Time] = core::Zone().startOf({kFirst.number + call.day}).micros +
                                    std::int64_t(events.size()) * core::kMicrosPerSecond;
        event[NumberColumn::Attempt] = call.attempt;
        event[NumberColumn::Input] = call.input;
        event[NumberColumn::Output] = call.output;
        event[TextColumn::Provider] = "p";
        event[TextColumn::Model] = call.model;
        event[TextColumn::Feature] = call.feature;
        event[TextColumn::Tenant] = call.tenant;
        event[IdColumn::Request] =
            call.request.empty() ? "r" + std::to_string(events.size()) : call.request;
        events.push_back(event);
    }
    return events;
}

/// What fits a finding about the feature "chat".
FindingLevers leversFor(Lever lever, const std::vector<Call>& calls, core::TimeRange range = {}) {
    frame::Facts facts;
    facts.baseCurrency = "USD";
    facts.rules = rules();
    auto columns = std::make_shared<test::MemoryColumnSource>(test::blocksOf(eventsOf(calls), 300));
    const auto source = *frame::makeFrame(frame::loadColumns(columns, 2), facts, {{}, ""}, {});
    analysis::FindingTable table;
    Finding finding;
    finding.lever = lever;
    finding.drill = {{Dimension::Feature, query::Condition::Kind::In, {"chat"}}};
    finding.range = range;
    table.findings = {finding};
    const auto levers = scenario::leversFor(
        table, *source, pricing::PriceBook("", "USD", rules(), {}, core::Zone()), {});
    if (!levers)
        throw std::runtime_error(levers.error().message);
    return levers->front();
}

std::string optionsOf(const FindingLevers& levers) {
    std::string text;
    for (const auto& [name, value] : levers.levers)
        text += name + "=" + value + ";";
    return text;
}

/// Tokens of "large" as money.
MoneySum tokens(std::int64_t count) {
    return MoneySum::fromPicos(core::Int128(count) * (core::kPicosPerUnit / 1'000'000));
}

} // namespace

class TestFindingLevers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Answers of 1 to 100 tokens: those above 95 lose 1 to 5.
    void aCapIsWhatNearlyAllAnswersKeepTo() {
        std::vector<Call> calls;
        for (int i = 1; i <= 100; ++i)
            calls.push_back({"chat", "acme", 0, i});
        calls.push_back({"mail", "acme", 0, 9'000}); // another's
        const FindingLevers levers = leversFor(Lever::Cap, calls);
        QCOMPARE(optionsOf(levers), std::string("output-cap=95;"));
        QVERIFY(*levers.saving == tokens(15));
    }
    /// Nine customers of two requests, one of twelve.
    void aLimitIsWhatNearlyAllCustomersKeepTo() {
        std::vector<Call> calls;
        for (int tenant = 0; tenant < 9; ++tenant)
            for (int i = 0; i < 2; ++i)
                calls.push_back({"chat", "t" + std::to_string(tenant), 7, 0});
        for (int i = 0; i < 12; ++i)
            calls.push_back({"chat", "heavy", 7, 0});
        const FindingLevers levers = leversFor(Lever::Limit, calls);
        QCOMPARE(optionsOf(levers), std::string("quota=2;"));
        QVERIFY(*levers.saving == tokens(10 * 7));
    }
    void aRouteGoesToTheUsualModelThatCostsLess() {
        std::vector<Call> calls{{"chat", "acme", 400, 0}};
        for (int i = 0; i < 3; ++i)
            calls.push_back({"mail", "acme", 1, 0, "small"});
        calls.push_back({"mail", "acme", 1, 0, "without a price"});
        const FindingLevers levers = leversFor(Lever::Route, calls);
        QCOMPARE(optionsOf(levers), std::string("route-share=0.5;route-to=p/small;"));
        QVERIFY(*levers.saving == tokens(100)); // half of the calls at half the price
        QVERIFY(!levers.isMeasured);
    }
    void withoutACheaperModelNoRouteFits() {
        const FindingLevers levers = leversFor(
            Lever::Route, {{"chat", "acme", 400, 0, "small"}, {"mail", "acme", 1, 0, "large"}});
        QVERIFY(levers.levers.empty());
        QVERIFY(!levers.saving);
    }
    void retriesBeyondTheSecondAttemptAreSaved() {
        std::vector<Call> calls;
        for (int attempt = 1; attempt <= 4; ++attempt)
            calls.push_back({"chat", "acme", 50, 0, "large", attempt, "r"});
        const FindingLevers levers = leversFor(Lever::PreValidate, calls);
        QCOMPARE(optionsOf(levers), std::string("retry-limit=2;"));
        QVERIFY(*levers.saving == tokens(100));
        QVERIFY(levers.isMeasured);
    }
    /// The same without a retry: there is nothing to save, and no scenario to open.
    void aLeverThatSavesNothingIsNotOffered() {
        const FindingLevers levers = leversFor(Lever::PreValidate, {{"chat", "acme", 50, 0}});
        QVERIFY(levers.levers.empty());
        QVERIFY(levers.saving->isZero());
    }
    void onlyThePeriodOfTheFindingIsReplayed() {
        const std::vector<Call> calls{{"chat", "acme", 1'000, 0},
                                      {"chat", "acme", 5'000, 0, "large", 1, "later", 1}};
        const core::TimeRange second{core::Zone().startOf({kFirst.number + 1}), {}};
        QVERIFY(*leversFor(Lever::Compress, calls).saving == tokens(1'800));
        QVERIFY(*leversFor(Lever::Compress, calls, second).saving == tokens(1'500));
    }
    void goingBackToAVersionIsNoScenario() {
        const FindingLevers levers = leversFor(Lever::FixVersion, {{"chat", "acme", 50, 0}});
        QVERIFY(levers.levers.empty() && !levers.saving);
    }
};

QTEST_APPLESS_MAIN(TestFindingLevers)
#include "tst_finding_levers.moc"
