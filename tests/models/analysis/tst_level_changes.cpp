// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: change_sums.cpp
#include "models/analysis/level_changes.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

#include <cmath>

using namespace ms;
using analysis::DailyMetric;
using analysis::LevelChange;
using analysis::LevelChangeTable;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using stats::SpikeType;
using test::Event;

namespace {

constexpr std::int64_t kDay = core::kMicrosPerDay;
const std::int64_t kStart = test::microsOf("2026-03-02T10:00:00Z"); // a Monday
const core::Day kFirst = *core::parseDay("2026-03-02");

/// What is sent on one day.
struct Traffic {
    int requests = 20;
    int attempts = 1; // of each request
    std::int64_t tokens = 1'000;
    std::int64_t picosPerToken = 1'000'000;
    const char* tenant = "acme";
    const char* version = "v1";
    const char* status = "success";
};

void send(std::vector<Event>& events, int day, const Traffic& traffic) {
    for (int request = 0; request < traffic.requests; ++request)
        for (int attempt = 1; attempt <= traffic.attempts; ++attempt) {
            Event event;
            event[NumberColumn::Time] = kStart + day * kDay + request;
            event[NumberColumn::Attempt] = attempt;
            // A little noise, so that there is something to weigh changes against.
            event[NumberColumn::Input] = traffic.tokens + (day * 37 + request * 11) % 23;
            event[NumberColumn::Output] = 0;
            event[NumberColumn::ReportedCost] = event[NumberColumn::Input] * traffic.picosPerToken;
            event[TextColumn::Currency] = "USD";
            event[TextColumn::Feature] = request % 2 == 0 ? "chat" : "mail";
            event[TextColumn::Model] = "small";
            event[TextColumn::Tenant] = traffic.tenant;
            event[TextColumn::PromptVersion] = traffic.version;
            event[TextColumn::Status] = traffic.status;
            event[IdColumn::Request] =
                std::string(traffic.tenant) + std::to_string(day) + "-" + std::to_string(request);
            events.push_back(event);
        }
}

LevelChangeTable tableOf(const std::vector<Event>& events, DailyMetric metric = DailyMetric::Cost) {
    frame::Facts facts;
    facts.baseCurrency = "USD";
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300));
    const auto frame = *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
    const auto table = analysis::levelChanges({metric, {}}, *frame, {});
    if (!table)
        throw std::runtime_error(table.error().message);
    return *table;
}

/// Eight weeks of `usual`; from day 30 on `then` besides or instead.
std::vector<Event> company(const Traffic& usual, const Traffic& then, bool isBesides = false) {
    std::vector<Event> events;
    for (int day = 0; day < 56; ++day) {
        if (day < 30 || isBesides)
            send(events, day, usual);
        if (day >= 30)
            send(events, day, then);
    }
    return events;
}

const analysis::Mover& moverOf(const LevelChange& change, Dimension dimension) {
    for (const analysis::Mover& mover : change.movers)
        if (mover.dimension == dimension)
            return mover;
    throw std::runtime_error("no mover");
}

} // namespace

class TestLevelChanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDayAndTheKindAreFound_data();
    void theDayAndTheKindAreFound();
    void oneTenantThatFloodsIsAbuse();
    void levelsAddUpToTheDays();
    void theCostPerRequestDoesNotCountRequests();
    void steadyTrafficHasNoChange();
    void whatFallsIsNoIncrease();
};

void TestLevelChanges::theDayAndTheKindAreFound_data() {
    QTest::addColumn<Traffic>("then");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, SpikeType kind, auto change) {
        Traffic then;
        change(then);
        QTest::newRow(name) << then << int(kind);
    };
    row("more requests", SpikeType::Volume, [](Traffic& t) { t.requests = 40; });
    row("retries", SpikeType::Retry, [](Traffic& t) { t.attempts = 2; });
    row("longer prompts", SpikeType::Token, [](Traffic& t) { t.tokens = 2'100; });
    row("dearer", SpikeType::PriceOrModel, [](Traffic& t) { t.picosPerToken = 1'900'000; });
    row("a new prompt", SpikeType::Deploy, [](Traffic& t) {
        t.tokens = 2'100;
        t.version = "v2";
    });
}

void TestLevelChanges::theDayAndTheKindAreFound() {
    QFETCH(Traffic, then);
    QFETCH(int, kind);
    const LevelChangeTable table = tableOf(company({}, then));
    QCOMPARE(table.changes.size(), std::size_t(1));
    QCOMPARE(table.levels[1].first.number, kFirst.number + 30);
    // Both methods that see the days one by one agree at once.
    const analysis::SecondLook& look = table.levels[1].look;
    QVERIFY(look.cusum && look.cusum->number - (kFirst.number + 30) <= 1);
    QVERIFY(look.probability && *look.probability > 0.9);
    QVERIFY(!table.levels[0].look.cusum && !table.levels[0].look.probability);
    const LevelChange& change = table.changes.front();
    QVERIFY(change.spike.type.has_value());
    QCOMPARE(int(*change.spike.type), kind);
    // One factor changed (and v2 with it): the others have no part, but for the noise.
    double sum = 0;
    for (const double share : *change.spike.shares)
        sum += share;
    QVERIFY(std::abs(sum - 1) < 1e-9);
    QVERIFY(*std::max_element(change.spike.shares->begin(), change.spike.shares->end()) > 0.97);
}

void TestLevelChanges::oneTenantThatFloodsIsAbuse() {
    Traffic flood;
    flood.tenant = "bolt";
    flood.requests = 60;
    flood.status = "error";
    const LevelChangeTable table = tableOf(company({}, flood, true));
    QCOMPARE(table.changes.size(), std::size_t(1));
    QVERIFY(table.changes[0].spike.type == SpikeType::Abuse);
    const analysis::Mover& mover = moverOf(table.changes[0], Dimension::Tenant);
    QCOMPARE(mover.key, std::string("bolt"));
    QVERIFY(*mover.share > 0.99 && *mover.share < 1.01);
    QVERIFY(!mover.isOnly);
    QVERIFY(moverOf(table.changes[0], Dimension::Model).isOnly);
}

void TestLevelChanges::levelsAddUpToTheDays() {
    Traffic then;
    then.requests = 50;
    std::vector<Event> events = company({}, then);
    std::erase_if(events, [](const Event& e) { // a day without events is a day
        return e[NumberColumn::Time] / kDay == (kStart + 12 * kDay) / kDay;
    });
    const LevelChangeTable table = tableOf(events);
    QCOMPARE(table.days.size(), std::size_t(56));
    QVERIFY(table.days[12].cost.isZero());
    MoneySum days, levels, all;
    std::int32_t count = 0;
    for (const analysis::DailyCost& day : table.days)
        days += day.cost;
    for (const analysis::Level& level : table.levels) {
        levels += level.cost;
        count += level.days;
    }
    for (const Event& event : events)
        all += core::Money::fromPicos(event[NumberColumn::ReportedCost]);
    QVERIFY(days == all);
    QVERIFY(levels == all);
    QCOMPARE(count, 56);
}

/// Twice the requests, each half as long again: volume for the cost, tokens for the request.
void TestLevelChanges::theCostPerRequestDoesNotCountRequests() {
    Traffic then;
    then.requests = 60;
    then.tokens = 1'500;
    const std::vector<Event> events = company({}, then);
    QVERIFY(tableOf(events).changes.at(0).spike.type == SpikeType::Volume);
    const LevelChangeTable perRequest = tableOf(events, DailyMetric::CostPerRequest);
    QCOMPARE(perRequest.changes.size(), std::size_t(1));
    const LevelChange& change = perRequest.changes.front();
    QVERIFY(change.spike.type == SpikeType::Token);
    QVERIFY((*change.spike.shares)[0] == 0);
    const MoneySum before = *perRequest.levels[0].mean(DailyMetric::CostPerRequest);
    const MoneySum after = *perRequest.levels[1].mean(DailyMetric::CostPerRequest);
    QVERIFY(moverOf(change, Dimension::Tenant).change == after - before);
}

void TestLevelChanges::steadyTrafficHasNoChange() {
    const LevelChangeTable table = tableOf(company({}, {}));
    QCOMPARE(table.changes.size(), std::size_t(0));
    QCOMPARE(table.levels.size(), std::size_t(1));
    QCOMPARE(tableOf({}).days.size(), std::size_t(0));
}

void TestLevelChanges::whatFallsIsNoIncrease() {
    Traffic then;
    then.requests = 8;
    const LevelChangeTable table = tableOf(company({}, then));
    QCOMPARE(table.changes.size(), std::size_t(1));
    QVERIFY(table.changes[0].spike.type == SpikeType::NoIncrease);
    QVERIFY(moverOf(table.changes[0], Dimension::Feature).change < MoneySum());
}

QTEST_APPLESS_MAIN(TestLevelChanges)
#include "tst_level_changes.moc"
