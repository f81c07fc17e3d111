// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: review_figures.cpp
#include "models/analysis/red_flags.h"

#include "models/analysis/review_figures.h"
#include "models/frame/frame.h"
#include "tests/models/analysis/company.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <QTest>

#include <set>

using namespace ms;
using analysis::Flag;
using analysis::FlagRule;
using analysis::FlagState;
using analysis::Review;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;

class TestRedFlags : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theCompanyHasFiveFlags();
    void everyRuleHasItsSay();
    void aFlagLeadsToItsAttempts();
    void attemptsWithoutAPriceAreNoCheapActions();
    void aFewDearCustomersStandForAll();
    void thePeriods_data();
    void thePeriods();
    void thresholdsAreTuned();
    void aThresholdThatIsNoneIsRefused();
};

namespace {

constexpr std::int64_t kCent = core::kPicosPerUnit / 100;

test::Event attempt(const char* time, const char* tenant, const char* feature, std::int64_t cents) {
    test::Event event;
    event[NumberColumn::Time] = test::microsOf(time);
    event[NumberColumn::ReportedCost] = cents * kCent;
    event[TextColumn::Currency] = "USD";
    event[TextColumn::Tenant] = tenant;
    event[TextColumn::Feature] = feature;
    return event;
}

/// On one day of each month: acme (Pro) has 30 chats at 0.10 that all succeed and 20 agent actions
/// of three requests at 0.20; cogs (Free) searches 100 times at 0.05. bolt (Pro) does nothing.
std::vector<test::Event> companyEvents() {
    std::vector<test::Event> events;
    for (const char* time : {"2026-05-01T08:00:00Z", "2026-06-30T08:00:00Z"}) {
        const std::string month = std::string(time).substr(5, 2);
        for (int i = 0; i < 30; ++i) {
            events.push_back(attempt(time, "acme", "chat", 10));
            events.back()[IdColumn::Unit] = month + "-" + std::to_string(i);
            events.back()[IdColumn::Request] = "chat" + month + std::to_string(i);
        }
        for (int i = 0; i < 60; ++i) {
            events.push_back(attempt(time, "acme", "agent", 20));
            events.back()[IdColumn::Request] = "step" + month + std::to_string(i);
            events.back()[IdColumn::Root] = "run" + month + std::to_string(i / 3);
        }
        for (int i = 0; i < 100; ++i) {
            events.push_back(attempt(time, "cogs", "search", 5));
            events.back()[IdColumn::Request] = "search" + month + std::to_string(i);
        }
    }
    return events;
}

std::shared_ptr<const query::EventSource> frameOf(const std::vector<test::Event>& events,
                                                  std::vector<core::TenantFact> tenants) {
    frame::Facts facts;
    facts.baseCurrency = "USD";
    facts.tenants = std::move(tenants);
    std::vector<core::OutcomeFact> outcomes;
    for (const test::Event& event : events)
        if (!event[IdColumn::Unit].empty()) {
            outcomes.emplace_back();
            outcomes.back().unitId = event[IdColumn::Unit];
            outcomes.back().outcome = "RESOLVED";
        }
    facts.outcomes.facts = query::outcomeFacts(std::move(outcomes));
    auto made = frame::makeFrame(frame::loadColumns(std::make_shared<test::MemoryColumnSource>(
                                     test::blocksOf(events, 100), std::vector<std::uint64_t>{})),
                                 facts, {{}, ""}, {});
    CHECK(made, "The frame could not be made.");
    return *made;
}

std::shared_ptr<const query::EventSource> company() {
    return frameOf(companyEvents(), {test::tenant("acme", "Pro"), test::tenant("bolt", "Pro"),
                                     test::tenant("cogs", "Free")});
}

analysis::RevenueBooks books() {
    analysis::RevenueBooks books;
    books.plans = {test::plan("Pro", "10"), test::plan("Free", "0")};
    return books;
}

Review ask(const query::EventSource& source, const analysis::FlagThresholds& thresholds = {}) {
    auto review = analysis::reviewOf({{}, thresholds}, {}, source, books(), {}, {});
    CHECK(review, "The review could not be made.");
    return *std::move(review);
}

std::string nameOf(const Flag& flag) {
    return std::string(analysis::nameOf(flag.rule)) + " " +
           (flag.severity ? test::text(*flag.severity) : std::string(analysis::nameOf(flag.state)));
}

std::vector<std::string> raised(const Review& review) {
    std::vector<std::string> names;
    for (const Flag& flag : review.flags)
        if (flag.state == FlagState::Raised)
            names.push_back(nameOf(flag));
    return names;
}

FlagState stateOf(const Review& review, FlagRule rule) {
    for (const Flag& flag : review.flags)
        if (flag.rule == rule)
            return flag.state;
    return FlagState::Unknown;
}

} // namespace

/// Cost: chat 6, agent 24, search 10. acme pays 20, a third of it for chat.
void TestRedFlags::theCompanyHasFiveFlags() {
    const std::vector<std::string> expected{
        "adoption_without_margin 13.333333333333", // agent: 24 - 80 % of 13.33
        "dear_actions 11.692307692308",            // 24 - 40 x 5 x 16 / 260
        "loss_making_customer 10",                 // acme: 30 - 20
        "free_tier_spend 6",                       // 10 - 10 % of 40
        "adoption_without_margin 0.666666666667",  // chat: 6 - 80 % of 6.67
    };
    const std::vector<std::string> actual = raised(ask(*company()));
    for (const std::string& name : actual)
        QVERIFY2(std::count(expected.begin(), expected.end(), name) == 1, name.c_str());
    QVERIFY(actual == expected);
}

void TestRedFlags::everyRuleHasItsSay() {
    const Review review = ask(*company());
    std::set<FlagRule> rules;
    FlagState state = FlagState::Raised;
    for (const Flag& flag : review.flags) {
        QVERIFY(state <= flag.state); // raised, unknown, clear
        state = flag.state;
        rules.insert(flag.rule);
    }
    QCOMPARE(rules.size(), analysis::kFlagRules);
    QVERIFY(stateOf(review, FlagRule::CostOutgrowsRevenue) == FlagState::Clear);
    QVERIFY(stateOf(review, FlagRule::DearerSuccess) == FlagState::Clear);
    QVERIFY(stateOf(review, FlagRule::CheaperAttempts) == FlagState::Clear);
    QVERIFY(stateOf(review, FlagRule::FailedSpend) == FlagState::Clear);
    QVERIFY(stateOf(review, FlagRule::DearCustomer) == FlagState::Unknown); // one customer
    QVERIFY(stateOf(review, FlagRule::SpendWithoutRetention) == FlagState::Unknown);
    QCOMPARE(review.periods,
             std::string("2026-06-01 to 2026-06-30 against 2026-05-01 to 2026-05-31"));
}

void TestRedFlags::aFlagLeadsToItsAttempts() {
    const auto source = company();
    for (const Flag& flag : ask(*source).flags) {
        if (flag.state != FlagState::Raised)
            continue;
        query::Filter filter;
        filter.conditions = flag.where;
        const auto behind = source->groups({{}, {query::Measure::Cost}, filter}, {});
        const auto cost = core::MoneySum::fromPicos(behind->total[0]);
        QVERIFY(cost > *flag.severity);
        QVERIFY2(flag.words.find("$" + std::string(test::text(cost))) != std::string::npos ||
                     flag.rule == FlagRule::DearActions ||
                     flag.rule == FlagRule::AdoptionWithoutMargin,
                 flag.words.c_str());
    }
}

void TestRedFlags::attemptsWithoutAPriceAreNoCheapActions() {
    std::vector<test::Event> events = companyEvents();
    const Review before = ask(*frameOf(events, {}));
    for (int i = 0; i < 500; ++i) { // would halve the cost of a single request
        events.push_back(attempt("2026-05-02T08:00:00Z", "acme", "chat", 0));
        events.back()[NumberColumn::ReportedCost] = core::kUnknownNumber;
    }
    const Review after = ask(*frameOf(events, {}));
    QCOMPARE(after.unpricedAttempts, std::int64_t(500));
    const auto figureOf = [](const Review& review) {
        for (const Flag& flag : review.flags)
            if (flag.rule == FlagRule::DearActions)
                return *flag.figure;
        return 0.0;
    };
    QCOMPARE(figureOf(after), figureOf(before));
}

void TestRedFlags::aFewDearCustomersStandForAll() {
    std::vector<test::Event> events;
    std::vector<core::TenantFact> tenants;
    for (int i = 0; i < 8; ++i) {
        const std::string name = "t" + std::to_string(i);
        events.push_back(attempt("2026-05-05T08:00:00Z", name.c_str(), "chat", 2000 + i));
        tenants.push_back(test::tenant(name, "Pro"));
    }
    const Review review = ask(*frameOf(events, tenants));
    QCOMPARE(
        std::count_if(review.flags.begin(), review.flags.end(),
                      [](const Flag& flag) { return flag.rule == FlagRule::LossMakingCustomer; }),
        std::ptrdiff_t(analysis::kMostOfARule));
    QCOMPARE(review.leftOut, std::int64_t(3));
}

void TestRedFlags::thePeriods_data() {
    QTest::addColumn<QString>("range"); // "from to", "-" is open
    QTest::addColumn<QString>("span");
    QTest::addColumn<QString>("expected"); // "before now end"
    const auto row = [](const char* name, const char* range, const char* span,
                        const char* expected) {
        QTest::newRow(name) << QString::fromLatin1(range) << QString::fromLatin1(span)
                            << QString::fromLatin1(expected);
    };
    const char* data = "2026-03-01T05:00:00Z 2026-06-30T22:00:00Z";
    row("all: the last whole month", "- -", data, "2026-05-01 2026-06-01 2026-07-01");
    row("a month and as many days before", "2026-05-01 2026-06-01", data,
        "2026-03-31 2026-05-01 2026-06-01");
    row("more than half of the data: its last month", "2026-04-01 2026-07-01", data,
        "2026-05-01 2026-06-01 2026-07-01");
    row("the first month has none before", "2026-03-01 2026-04-01", data, "");
    row("a broken last month does not count", "- -", "2026-03-01T05:00:00Z 2026-06-29T22:00:00Z",
        "2026-04-01 2026-05-01 2026-06-01");
    row("a broken first month is no period before", "- -",
        "2026-05-02T05:00:00Z 2026-06-30T22:00:00Z", "");
    row("open at one end", "- 2026-06-15", data, "2026-04-01 2026-05-01 2026-06-01");
    row("after the data", "2026-08-01 2026-09-01", data, "");
    row("no data", "- -", "- -", "");
}

void TestRedFlags::thePeriods() {
    QFETCH(QString, range);
    QFETCH(QString, span);
    QFETCH(QString, expected);
    const core::Zone zone;
    const auto rangeOf = [&](const QString& text) {
        const QStringList ends = text.split(u' ');
        const auto end = [&](const QString& one) {
            return one == u'-' ? std::nullopt
                               : std::optional(zone.resolve(test::at(one.toStdString())));
        };
        return core::TimeRange{end(ends[0]), end(ends[1])};
    };
    const auto pair = analysis::periodPairOf(rangeOf(range), rangeOf(span), zone);
    QString actual;
    if (pair)
        for (const core::Instant end : {*pair->before.from, *pair->now.from, *pair->now.to})
            actual += (actual.isEmpty() ? QString() : QStringLiteral(" ")) +
                      QString::fromStdString(core::toText(zone.dayOf(end)));
    QCOMPARE(actual, expected);
    if (pair)
        QVERIFY(pair->before.to == pair->now.from);
}

void TestRedFlags::thresholdsAreTuned() {
    analysis::FlagThresholds patient;
    patient.freeSharePct = 25;
    patient.actionTimes = 10; // it is 9.75
    patient.weakMarginPct = 5;
    const std::vector<std::string> expected{"adoption_without_margin 11.333333333333",
                                            "loss_making_customer 10"};
    const std::vector<std::string> actual = raised(ask(*company(), patient));
    QVERIFY2(actual == expected,
             actual.empty() ? "none" : (actual.front() + " ... " + actual.back()).c_str());
}

void TestRedFlags::aThresholdThatIsNoneIsRefused() {
    analysis::FlagThresholds wrong;
    wrong.retentionPct = -1;
    analysis::FlagThresholds nothing;
    nothing.fewest = 0;
    for (const analysis::FlagThresholds& thresholds : {wrong, nothing}) {
        const auto review = analysis::reviewOf({{}, thresholds}, {}, *company(), books(), {}, {});
        QVERIFY(!review);
        QVERIFY(review.error().code == core::Error::Code::Usage);
    }
}

QTEST_APPLESS_MAIN(TestRedFlags)
#include "tst_red_flags.moc"
