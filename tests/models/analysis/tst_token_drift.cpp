// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/token_drift.h"

#include "tests/models/analysis/frame_of.h"

#include <QTest>

#include <functional>
#include <random>

using namespace ms;
using analysis::TokenDrift;
using analysis::TokenDriftTable;
using analysis::TokenSide;
using core::NumberColumn;
using test::Event;

namespace {

constexpr int kRequests = 60; // a day

/// Requests of about 1,000 prompt tokens times `promptAt(day)`, a third of them read from a cache,
/// and about 200 of output; a token costs a pico-dollar.
std::vector<Event> sent(int days, const std::function<double(int)>& promptAt, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::lognormal_distribution<double> spread(0, 0.5);
    std::vector<Event> events;
    for (int day = 0; day < days; ++day)
        for (int i = 0; i < kRequests; ++i) {
            const auto prompt = std::int64_t(1000 * promptAt(day) * spread(random));
            const auto output = std::int64_t(200 * spread(random));
            Event event = test::attemptOn(day, i, "chat", prompt + output);
            event[NumberColumn::CacheRead] = prompt / 3;
            event[NumberColumn::Input] = prompt - prompt / 3;
            event[NumberColumn::Output] = output;
            events.push_back(event);
        }
    return events;
}

TokenDriftTable tableOf(const std::vector<Event>& events, query::Filter filter = {}) {
    const auto table = analysis::tokenDrift({filter}, *test::frameOf(events), {});
    if (!table)
        throw std::runtime_error(table.error().message);
    return *table;
}

double constant(int) {
    return 1;
}

} // namespace

class TestTokenDrift : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Prompts twice as long from the seventh week on: told once, with exact figures.
    void longerPromptsAreToldOnce() {
        const std::vector<Event> events = sent(
            84, [](int day) { return day < 42 ? 1.0 : 2.0; }, 3);
        const TokenDriftTable table = tableOf(events);
        QCOMPARE(table.slices, std::size_t(1));
        QCOMPARE(table.judged, std::size_t(2 * 8));
        QCOMPARE(table.drifts.size(), std::size_t(1));
        const TokenDrift& drift = table.drifts[0];
        QCOMPARE(drift.side, TokenSide::Prompt);
        QCOMPARE(drift.week.number, test::kMonday.number + 42);
        QCOMPARE(drift.requests, std::int64_t(7 * kRequests));
        QVERIFY(drift.psi > 0.25);
        core::Int128 costBefore = 0, costAfter = 0, promptBefore = 0, promptAfter = 0;
        for (int i = 14 * kRequests; i < 49 * kRequests; ++i) {
            const bool isAfter = i >= 42 * kRequests;
            (isAfter ? costAfter : costBefore) +=
                events[std::size_t(i)][NumberColumn::ReportedCost];
            (isAfter ? promptAfter : promptBefore) +=
                events[std::size_t(i)][NumberColumn::Input] +
                events[std::size_t(i)][NumberColumn::CacheRead];
        }
        QCOMPARE(drift.before, double(promptBefore) / (28 * kRequests));
        QCOMPARE(drift.after, double(promptAfter) / (7 * kRequests));
        QCOMPARE(drift.excess.picos(), costAfter - costBefore / 4);
    }
    /// A period sees the weeks before it, but tells its own only.
    void onlyThePeriodIsTold() {
        const std::vector<Event> events = sent(
            84, [](int day) { return day < 42 ? 1.0 : 2.0; }, 3);
        query::Filter filter;
        const auto at = [](int day) { return core::Zone().startOf({test::kMonday.number + day}); };
        filter.range = {at(42), at(49)};
        QCOMPARE(tableOf(events, filter).drifts.size(), std::size_t(1));
        QCOMPARE(tableOf(events, filter).judged, std::size_t(2));
        filter.range = {at(35), at(42)};
        QCOMPARE(tableOf(events, filter).drifts.size(), std::size_t(0));
    }
    void requestsOfUnknownLengthAreCounted() {
        std::vector<Event> events = sent(42, constant, 4);
        for (int i = 0; i < 10; ++i)
            events[std::size_t(i)][NumberColumn::Output] = core::kUnknownNumber;
        QCOMPARE(tableOf(events).unknown, std::int64_t(10));
    }
    void fewRequestsAreNotJudged() {
        std::vector<Event> events = sent(
            84, [](int day) { return day < 42 ? 1.0 : 8.0; }, 5);
        std::erase_if(events, [i = 0](const Event&) mutable { return i++ % 4 != 0; });
        const TokenDriftTable table = tableOf(events);
        QCOMPARE(table.judged, std::size_t(0));
        QVERIFY(table.drifts.empty() && tableOf({}).drifts.empty());
    }
    /// Forty records of twelve weeks without a change.
    void nullDataRarelyRaiseAnAlarm() {
        std::size_t drifts = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed)
            drifts += tableOf(sent(84, constant, seed * 13)).drifts.size();
        QVERIFY(double(drifts) <= TokenDriftTable::kFalseAlarms * 40);
    }
};

QTEST_APPLESS_MAIN(TestTokenDrift)
#include "tst_token_drift.moc"
