// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/cost_drift.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

#include <functional>
#include <random>

using namespace ms;
using analysis::CostDrift;
using analysis::CostDriftTable;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using test::Event;

namespace {

const core::Day kFirst = *core::parseDay("2026-03-02");

/// Two requests an hour of about 1,000 pico-dollars times `levelAt(day)`, for `days` days.
void send(std::vector<Event>& events, const char* feature, int days,
          const std::function<double(int)>& levelAt, std::uint64_t seed = 1) {
    std::mt19937_64 random(seed);
    std::lognormal_distribution<double> cost(0, 0.5);
    const std::int64_t start = core::Zone().startOf(kFirst).micros;
    for (int hour = 0; hour < days * 24; ++hour)
        for (int request = 0; request < 2; ++request) {
            Event event;
            event[NumberColumn::Time] =
                start + std::int64_t(hour) * 3600 * core::kMicrosPerSecond + request;
            event[NumberColumn::ReportedCost] =
                std::int64_t(1000 * levelAt(hour / 24) * cost(random));
            event[TextColumn::Currency] = "USD";
            event[TextColumn::Feature] = feature;
            event[IdColumn::Request] =
                std::string(feature) + std::to_string(hour) + "-" + std::to_string(request);
            events.push_back(event);
        }
}

CostDriftTable tableOf(const std::vector<Event>& events, analysis::CostDriftQuery query = {}) {
    frame::Facts facts;
    facts.baseCurrency = "USD";
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 5000));
    const auto frame = *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
    const auto table = analysis::costDrift(query, *frame, {});
    if (!table)
        throw std::runtime_error(table.error().message);
    return *table;
}

/// Cost and requests of a feature on days [from, to).
std::pair<core::Int128, std::int64_t> sums(const std::vector<Event>& events, const char* feature,
                                           int from, int to) {
    const std::int64_t start = core::Zone().startOf(kFirst).micros;
    core::Int128 cost = 0;
    std::int64_t requests = 0;
    for (const Event& event : events) {
        const std::int64_t day = (event[NumberColumn::Time] - start) / core::kMicrosPerDay;
        if (event[TextColumn::Feature] != feature || day < from || day >= to)
            continue;
        cost += event[NumberColumn::ReportedCost];
        ++requests;
    }
    return {cost, requests};
}

double constant(int) {
    return 1;
}

} // namespace

class TestCostDrift : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Half as dear again from day 35 on: seen within two weeks, told once, with exact figures.
    void aRiseIsToldOnce() {
        std::vector<Event> events;
        send(events, "chat", 112, [](int day) { return day < 35 ? 1.0 : 1.5; });
        send(events, "mail", 112, constant, 2);
        const CostDriftTable table = tableOf(events);
        QCOMPARE(table.slices, std::size_t(2));
        QCOMPARE(table.drifts.size(), std::size_t(1));
        const CostDrift& drift = table.drifts.front();
        QCOMPARE(drift.keys, std::vector<std::string>{"chat"});
        const int day = drift.day.number - kFirst.number;
        QVERIFY2(day >= 35 && day <= 49, qPrintable(QString::number(day)));
        QCOMPARE(drift.since.number, kFirst.number + 28);
        const auto [costBefore, requestsBefore] = sums(events, "chat", 0, 28);
        const auto [costAfter, requestsAfter] = sums(events, "chat", 28, day + 1);
        QCOMPARE(drift.requests, requestsAfter);
        QCOMPARE(drift.excess.picos(), costAfter - costBefore * requestsAfter / requestsBefore);
        QVERIFY(drift.before.picos() - costBefore / requestsBefore <= 1);
        QVERIFY(drift.after.picos() - costAfter / requestsAfter <= 1);
        QVERIFY(drift.isRise() && drift.change.low > 0.1);
        const double ratio = double(costAfter) / double(requestsAfter) /
                             (double(costBefore) / double(requestsBefore));
        QVERIFY(drift.change.low < ratio - 1 && ratio - 1 < drift.change.high);
        QVERIFY(drift.range.contains(core::Zone().startOf(drift.day)));
        QVERIFY(!drift.range.contains(core::Zone().startOf({drift.day.number + 1})));
        // "mail": days 0-27 learned, then three times four weeks; "chat" learns anew from the
        // alarm.
        QVERIFY(table.watches >= 5 && table.watches <= 6);
    }
    void aFallIsToldToo() {
        std::vector<Event> events;
        send(events, "chat", 70, [](int day) { return day < 30 ? 1.0 : 0.6; });
        const CostDriftTable table = tableOf(events);
        QCOMPARE(table.drifts.size(), std::size_t(1));
        QVERIFY(!table.drifts[0].isRise() && table.drifts[0].excess < MoneySum());
    }
    void aRecordThatIsTooShortIsNotWatched() {
        std::vector<Event> events;
        send(events, "chat", 28, constant);
        CostDriftTable table = tableOf(events);
        QCOMPARE(table.tooShort, std::size_t(1));
        QCOMPARE(table.watches, std::size_t(0));
        events.clear();
        send(events, "chat", 30, constant);
        table = tableOf(events);
        QCOMPARE(table.tooShort, std::size_t(0));
        QCOMPARE(table.watches, std::size_t(1));
        QVERIFY(tableOf({}).drifts.empty());
    }
    /// The dearest first, and a slice for each pair of keys.
    void slicesAreApart() {
        std::vector<Event> events;
        send(events, "chat", 60, [](int day) { return day < 30 ? 1.0 : 2.0; });
        send(
            events, "mail", 60, [](int day) { return day < 30 ? 3.0 : 6.0; }, 5);
        for (std::size_t i = 0; i < events.size(); ++i)
            events[i][TextColumn::PromptVersion] = "v1";
        analysis::CostDriftQuery query;
        query.by = {query::Dimension::Feature, query::Dimension::PromptVersion};
        const CostDriftTable table = tableOf(events, query);
        QCOMPARE(table.drifts.size(), std::size_t(2));
        QCOMPARE(table.drifts[0].keys, (std::vector<std::string>{"mail", "v1"}));
        QVERIFY(table.drifts[0].excess > table.drifts[1].excess);
    }
    /// Forty records of twelve weeks without a change: two watches each, of four weeks.
    void nullDataRarelyRaiseAnAlarm() {
        std::size_t drifts = 0;
        std::size_t watches = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            std::vector<Event> events;
            send(events, "chat", 84, constant, seed * 17);
            const CostDriftTable table = tableOf(events);
            drifts += table.drifts.size();
            watches += table.watches;
        }
        QCOMPARE(watches, std::size_t(80));
        QVERIFY(double(drifts) <= CostDriftTable::kFalseAlarms * double(watches));
    }
};

QTEST_APPLESS_MAIN(TestCostDrift)
#include "tst_cost_drift.moc"
