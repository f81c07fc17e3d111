// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: unit_attempts.cpp
#include "models/analysis/timeline.h"

#include "models/analysis/outliers.h"
#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <QTest>

#include <array>

using namespace ms;
using analysis::AttemptRole;
using analysis::NotCompared;
using analysis::Timeline;
using analysis::TimelineQuery;
using analysis::UnitAttempt;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Grain;
using test::Event;

namespace {

constexpr std::int64_t kSecond = core::kMicrosPerSecond;
const std::int64_t kStart = test::microsOf("2026-05-04T12:00:00Z"); // a Monday

/// A call of the model "small": a dollar a million prompt tokens, four a million of output.
Event call(const std::string& request, std::int64_t second, std::int64_t prompt,
           std::int64_t output) {
    Event event;
    event[NumberColumn::Time] = kStart + second * kSecond;
    event[NumberColumn::Attempt] = 1;
    event[NumberColumn::Input] = prompt;
    event[NumberColumn::Output] = output;
    event[NumberColumn::LatencyMs] = 2'000;
    event[TextColumn::Feature] = "chat";
    event[TextColumn::Provider] = "maker";
    event[TextColumn::Model] = "small";
    event[IdColumn::Request] = request;
    return event;
}

core::PriceRule rule(core::Bucket bucket, const char* amount) {
    core::PriceRule rule;
    rule.provider = "maker";
    rule.model = "small";
    rule.bucket = bucket;
    rule.per = 1'000'000;
    rule.amount = *core::Money::parse(amount);
    rule.currency = "USD";
    return rule;
}

std::shared_ptr<const query::EventSource> frameOf(const std::vector<Event>& events) {
    frame::Facts facts;
    facts.baseCurrency = "USD";
    facts.rules = {rule(core::Bucket::Input, "1"), rule(core::Bucket::Output, "4")};
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300));
    return *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
}

Timeline timelineOf(const std::vector<Event>& events, const TimelineQuery& query) {
    const auto timeline = analysis::timelineOf(query, *frameOf(events), {});
    if (!timeline)
        throw std::runtime_error(timeline.error().message);
    return *timeline;
}

/// 40 requests a minute apart; of n-th in order of cost: 100 + n prompt tokens, no output.
std::vector<Event> everyday() {
    std::vector<Event> events;
    for (int i = 0; i < 40; ++i)
        events.push_back(call("r" + std::to_string(i), 60 * i, 100 + (i * 7) % 40, 0));
    return events;
}

/// An agent: it plans, searches, is refused, tries again, and answers with another model.
std::vector<Event> agent() {
    std::vector<Event> events;
    const auto add = [&](const char* request, const char* parent, std::int64_t second) -> Event& {
        events.push_back(call(request, second, 1'000, 100));
        events.back()[IdColumn::Root] = "plan";
        events.back()[IdColumn::Parent] = parent;
        return events.back();
    };
    add("answer", "search", 20)[NumberColumn::Attempt] = 2;
    Event& refused = add("answer", "search", 15);
    refused[NumberColumn::Input] = refused[NumberColumn::Output] = core::kUnknownNumber;
    refused[NumberColumn::LatencyMs] = core::kUnknownNumber;
    refused[TextColumn::Status] = "error";
    refused[TextColumn::Error] = "timeout";
    Event& last = add("answer", "search", 30);
    last[NumberColumn::Attempt] = 3;
    last[NumberColumn::Fallback] = 1;
    last[NumberColumn::LatencyMs] = 7'500;
    last[NumberColumn::CacheRead] = 40;
    add("search", "plan", 5)[TextColumn::CallKind] = "search";
    add("plan", "", 0)[NumberColumn::CacheWrite1h] = 9;
    return events;
}

std::vector<std::string> rolesOf(const Timeline& timeline) {
    std::vector<std::string> roles;
    for (const UnitAttempt& attempt : timeline.attempts)
        roles.emplace_back(nameOf(attempt.role));
    return roles;
}

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anActionIsToldInOrder();
    void figuresAddUp();
    void timesThatNobodyKnowsAreUnknown();
    void offsetsCountWhereThereAreNoTimes();
    void parentsInACircleHaveNoDepth();
    void ownCacheUsesNoTokens();
    void theMedianUnitIsTheOneInTheMiddle();
    void whyAUnitIsNotCompared();
    void unitsOfOneIdAndSeveralTypesAreApart();
    void itCostsWhatTheOutlierDoes();
    void otherGrainsAreRefused();
};

void TestTimeline::anActionIsToldInOrder() {
    const Timeline timeline = timelineOf(agent(), {Grain::Action, "plan", {}});
    QCOMPARE(rolesOf(timeline),
             (std::vector<std::string>{"first try", "tool call", "step", "retry", "fallback"}));
    const auto& rows = timeline.attempts;
    QCOMPARE(rows.size(), std::size_t(5));
    const std::vector<std::int64_t> starts{0, 5, 15, 20, 30};
    const std::vector<std::int64_t> depths{0, 1, 2, 2, 2};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(*rows[i].start, starts[i] * kSecond);
        QCOMPARE(*rows[i].depth, depths[i]);
        QCOMPARE(rows[i].tries, std::size_t(i < 2 ? 1 : 3));
        QCOMPARE(rows[i].number, i < 2 ? std::size_t(1) : i - 1);
    }
    QCOMPARE(rows[2].error, std::string("timeout"));
    QVERIFY(!rows[2].cost && !rows[2].input && !rows[2].output && !rows[2].duration);
    QVERIFY(rows[0].cost == core::Money::fromPicos(1'009'000'000 + 400'000'000));
    QCOMPARE(*rows[0].cacheWrite, std::int64_t(9));
    QVERIFY(!rows[1].cacheWrite);
}

void TestTimeline::figuresAddUp() {
    const analysis::UnitFigures figures = timelineOf(agent(), {Grain::Action, "plan", {}}).figures;
    QCOMPARE(figures.attempts, std::size_t(5));
    QCOMPARE(figures.requests, std::size_t(3));
    QCOMPARE(figures.retries, std::size_t(2));
    QCOMPARE(figures.fallbacks, std::size_t(1));
    QCOMPARE(figures.toolCalls, std::size_t(1));
    QCOMPARE(*figures.depth, std::int64_t(2));
    QVERIFY(figures.input.sum == 4'000 && figures.input.unknown == 1);
    QVERIFY(figures.output.sum == 400 && figures.output.unknown == 1);
    QVERIFY(figures.cacheRead.sum == 40 && figures.cacheRead.unknown == 4);
    QVERIFY(figures.cacheWrite.sum == 9 && figures.cacheWrite.unknown == 4);
    QVERIFY(figures.cost == MoneySum::fromPicos(4'049'000'000 + 1'600'000'000));
    QCOMPARE(figures.unpriced, std::size_t(1));
    QCOMPARE(*figures.wallTime, 37'500'000);
    QCOMPARE(figures.withoutDuration, std::size_t(1));
}

void TestTimeline::timesThatNobodyKnowsAreUnknown() {
    std::vector<Event> events{call("r", 0, 1, 1), call("r", 9, 1, 1)};
    events[0][NumberColumn::Time] = core::kUnknownNumber;
    events[1][NumberColumn::LatencyMs] = -5;
    Timeline timeline = timelineOf(events, {Grain::Request, "r", {}});
    QCOMPARE(*timeline.attempts[0].start, std::int64_t(0)); // the one with a time
    QVERIFY(!timeline.attempts[0].duration);
    QVERIFY(!timeline.attempts[1].start);
    QVERIFY(!timeline.attempts[0].depth); // nobody says who called whom
    QCOMPARE(timeline.figures.withoutStart, std::size_t(1));
    QCOMPARE(timeline.attempts[0].number, std::size_t(1)); // a time goes before none
    events.pop_back();
    timeline = timelineOf(events, {Grain::Request, "r", {}});
    QVERIFY(!timeline.figures.wallTime);
    events[0][NumberColumn::Time] = kStart;
    events[0][NumberColumn::LatencyMs] = core::kUnknownNumber;
    QVERIFY(!timelineOf(events, {Grain::Request, "r", {}}).figures.wallTime);
    events[0][NumberColumn::LatencyMs] = INT64_MAX; // no call takes that long
    QVERIFY(!timelineOf(events, {Grain::Request, "r", {}}).figures.wallTime);
}

void TestTimeline::offsetsCountWhereThereAreNoTimes() {
    std::vector<Event> events{call("b", 0, 1, 1), call("a", 0, 1, 1)};
    for (std::size_t i = 0; i < 2; ++i) {
        events[i][NumberColumn::Time] = core::kUnknownNumber;
        events[i][NumberColumn::TimeOffsetMs] = 700 - 300 * std::int64_t(i);
        events[i][IdColumn::Root] = "x";
    }
    const Timeline timeline = timelineOf(events, {Grain::Action, "x", {}});
    QCOMPARE(timeline.attempts[0].request, std::string("a"));
    QCOMPARE(*timeline.attempts[1].start, std::int64_t(300'000));
}

void TestTimeline::parentsInACircleHaveNoDepth() {
    std::vector<Event> events{call("a", 0, 1, 1), call("b", 1, 1, 1), call("c", 2, 1, 1),
                              call("d", 3, 1, 1), call("e", 4, 1, 1)};
    const std::array parents{"b", "a", "x", "nobody", ""};
    for (std::size_t i = 0; i < events.size(); ++i) {
        events[i][IdColumn::Root] = "x";
        events[i][IdColumn::Parent] = parents[i];
    }
    const Timeline timeline = timelineOf(events, {Grain::Action, "x", {}});
    QVERIFY(!timeline.attempts[0].depth && !timeline.attempts[1].depth);
    QCOMPARE(*timeline.attempts[2].depth, std::int64_t(1)); // under a root that is no call
    QVERIFY(!timeline.attempts[3].depth);
    QCOMPARE(*timeline.attempts[4].depth, std::int64_t(0));
    QCOMPARE(*timeline.figures.depth, std::int64_t(1));
}

void TestTimeline::ownCacheUsesNoTokens() {
    std::vector<Event> events{call("r", 0, 500, 70)};
    events[0][NumberColumn::AppCacheHit] = 1;
    const Timeline timeline = timelineOf(events, {Grain::Request, "r", {}});
    QVERIFY(timeline.attempts[0].isFromAppCache);
    QVERIFY(timeline.figures.input.sum == 0 && timeline.figures.input.unknown == 0);
    QVERIFY(timeline.reason == NotCompared::WithoutCost);
}

void TestTimeline::theMedianUnitIsTheOneInTheMiddle() {
    std::vector<Event> events = everyday();
    events.push_back(call("dear", 5'000, 900, 9'000));
    events.push_back(call("dear", 5'010, 900, 9'000));
    events.back()[NumberColumn::Attempt] = 2;
    TimelineQuery query{Grain::Request, "dear", {}};
    query.leastUnits = 35;
    Timeline timeline = timelineOf(events, query); // 1,800 prompt tokens: alone in its band
    QVERIFY(timeline.reason == NotCompared::No);
    QVERIFY(timeline.baseline.level == stats::CohortLevel::Feature);
    QCOMPARE(timeline.baseline.units, std::size_t(41));
    // 41 costs: 100 to 139 tokens, then the dear one; the 21st has 120 = 100 + (i * 7) % 40.
    QCOMPARE(timeline.median.id, std::string("r20"));
    QVERIFY(timeline.median.figures.input.sum == 120);
    QVERIFY(timeline.median.figures.cost == MoneySum::fromPicos(120'000'000));
    QVERIFY(timeline.baseline.usual == timeline.median.figures.cost);
    QCOMPARE(*timeline.median.figures.wallTime, 2 * kSecond);
    QVERIFY(!timeline.median.isSame);
    query.id = "r20";
    timeline = timelineOf(events, query); // 40 in its band: the lower of two middles
    QVERIFY(timeline.baseline.level == stats::CohortLevel::Cohort);
    QVERIFY(timeline.median.figures.input.sum == 119);
    QCOMPARE(timeline.baseline.keys, (std::vector<std::string>{"chat", "small"}));
    query.id = timeline.median.id;
    QVERIFY(timelineOf(events, query).median.isSame);
}

void TestTimeline::whyAUnitIsNotCompared() {
    std::vector<Event> events = everyday();
    events.push_back(call("free", 0, 0, 0));
    events.push_back(call("unpriced", 0, 900, 900));
    events.back()[TextColumn::Model] = "unknown";
    const auto reasonOf = [&](const char* id, std::size_t least = 30) {
        TimelineQuery query{Grain::Request, id, {}};
        query.leastUnits = least;
        return timelineOf(events, query).reason;
    };
    QVERIFY(reasonOf("r1") == NotCompared::No);
    QVERIFY(reasonOf("r1", 50) == NotCompared::TooFewAlike);
    QVERIFY(reasonOf("free") == NotCompared::WithoutCost);
    QVERIFY(reasonOf("unpriced") == NotCompared::CostUnknown);
    QVERIFY(reasonOf("nobody") == NotCompared::NothingFound);
    QVERIFY(reasonOf("") == NotCompared::NothingFound);
}

void TestTimeline::unitsOfOneIdAndSeveralTypesAreApart() {
    std::vector<Event> events{call("a", 0, 10, 0), call("b", 1, 50, 0), call("c", 2, 20, 0)};
    for (Event& event : events)
        event[IdColumn::Unit] = "7";
    events[0][TextColumn::UnitType] = "ticket";
    events[1][TextColumn::UnitType] = "document";
    events[2][TextColumn::UnitType] = "ticket";
    const Timeline timeline = timelineOf(events, {Grain::Unit, "7", {}});
    QCOMPARE(timeline.unitType, std::string("document")); // the dearest
    QCOMPARE(timeline.attempts.size(), std::size_t(1));
    QCOMPARE(timeline.sameId, std::size_t(1));
}

/// In a period, with what began before it: as in the list.
void TestTimeline::itCostsWhatTheOutlierDoes() {
    std::vector<Event> events = everyday();
    for (int i = 0; i < 6; ++i) {
        events.push_back(call("dear", 86'400 * (i - 1), 900, 9'000));
        events.back()[NumberColumn::Attempt] = i + 1;
    }
    query::Filter filter;
    filter.range = {core::Instant{test::microsOf("2026-05-03T00:00:00Z")},
                    core::Instant{test::microsOf("2026-05-07T00:00:00Z")}};
    analysis::OutlierQuery ask;
    ask.filter = filter;
    const auto table = analysis::outliersBy(ask, *frameOf(events), {});
    QCOMPARE(table->rows.size(), std::size_t(1));
    const Timeline timeline = timelineOf(events, {Grain::Request, "dear", filter});
    QVERIFY(timeline.figures.cost == table->rows[0].cost);
    QVERIFY(timeline.baseline.usual == table->rows[0].usual);
    QCOMPARE(timeline.baseline.score, table->rows[0].score);
    QCOMPARE(timeline.baseline.units, table->rows[0].cohortUnits);
    QCOMPARE(timeline.attempts.size(), std::size_t(4));
    TimelineQuery known{Grain::Request, "dear", filter};
    known.known = table->rows[0].baseline();
    QCOMPARE(timelineOf(events, known).median.id, timeline.median.id);
    QVERIFY(timelineOf(events, known).baseline.usual == timeline.baseline.usual);
    TimelineQuery few{Grain::Request, "dear", filter};
    few.mostAttempts = 3;
    QCOMPARE(timelineOf(events, few).attempts.size(), std::size_t(3));
    QCOMPARE(timelineOf(events, few).matching, std::uint64_t(4));
}

void TestTimeline::otherGrainsAreRefused() {
    for (const Grain grain : {Grain::Attempt, Grain::User, Grain::Tenant}) {
        const auto timeline = analysis::timelineOf({grain, "x", {}}, *frameOf(everyday()), {});
        QVERIFY(!timeline && timeline.error().code == core::Error::Code::Usage);
    }
}

QTEST_APPLESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
