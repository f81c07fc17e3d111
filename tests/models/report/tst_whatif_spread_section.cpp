// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: models/scenario/log_draws.cpp, models/scenario/log_draws.h
#include "models/report/whatif_spread_section.h"

#include "models/frame/frame.h"
#include "tests/models/analysis/company.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <QTest>

#include <cmath>

using namespace ms;
using namespace ms::test;
using scenario::Field;
using scenario::LeverKind;

namespace {

constexpr std::int64_t kOne = scenario::kBillion;

/// Tenant t of n makes t calls of a dollar; a cache answers a fifth, perhaps a tenth, perhaps half.
scenario::Replay replayOf(int tenants, bool hasRange) {
    frame::Facts facts;
    facts.book = "default";
    facts.baseCurrency = "USD";
    for (const core::Bucket bucket : {core::Bucket::Input, core::Bucket::Output}) {
        core::PriceRule& rule = facts.rules.emplace_back();
        rule.provider = "p";
        rule.model = "m";
        rule.bucket = bucket;
        rule.amount = units("1");
        rule.currency = "USD";
    }
    std::vector<Event> events;
    for (int t = 1; t <= tenants; ++t)
        for (int i = 0; i < t; ++i) {
            Event& event = events.emplace_back();
            event[core::NumberColumn::Time] = microsOf("2026-05-02") + i;
            event[core::NumberColumn::Input] = 1'000'000;
            event[core::NumberColumn::Output] = 0;
            event[core::TextColumn::Provider] = "p";
            event[core::TextColumn::Model] = "m";
            event[core::TextColumn::Tenant] = "t" + std::to_string(100 + t);
        }
    const auto source = *frame::makeFrame(
        frame::loadColumns(std::make_shared<MemoryColumnSource>(blocksOf(events, 100)), 1), facts,
        {{}, facts.book}, {});
    scenario::Scenario scenario;
    scenario.seed = 7;
    scenario.levers = {scenario::standardLever(LeverKind::ResponseCache)};
    scenario.levers[0][Field::HitRate] = kOne / 5;
    if (hasRange)
        scenario.ranges = {{0, Field::HitRate, kOne / 10, kOne / 2}};
    return *scenario::Replay::prepare(
        {scenario, {query::Dimension::Tenant}, {}}, *source, {},
        {facts.book, facts.baseCurrency, facts.rules, facts.aliases, {}}, {});
}

} // namespace

class TestWhatIfSpreadSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// A draw of n tenants changes the margin by the sum of n of 0.2 x t: mean and variance by
    /// hand.
    void drawsOfTheLogHaveTheMomentsOfTheBootstrap() {
        const int n = 12;
        const scenario::Replay replay = replayOf(n, false);
        const auto draws = scenario::drawChange(replay, 20'000, {});
        QVERIFY(draws);
        QCOMPARE(draws->tenants, std::size_t(n));
        double mean = 0, square = 0;
        for (int t = 1; t <= n; ++t) {
            mean += 0.2 * t / n;
            square += 0.04 * t * t / n;
        }
        QVERIFY(std::abs(draws->taken - n * mean) < 1e-9);
        QVERIFY(std::abs(draws->log.mean - n * mean) < 4 * draws->log.standardError);
        const double deviation = std::sqrt(n * (square - mean * mean));
        QVERIFY(std::abs(draws->log.deviation / deviation - 1) < 0.03);
        // Nothing is assumed: the assumptions do not vary, and both are the log alone.
        QCOMPARE(draws->assumptions.deviation, 0.0);
        QCOMPARE(draws->both.sorted, draws->log.sorted);
    }
    /// Independent factors: the variance of the product of means and of what is drawn.
    void bothVaryMoreThanEach() {
        const int n = 12;
        const scenario::Replay replay = replayOf(n, true);
        const auto draws = scenario::drawChange(replay, 20'000, {});
        const double rate = (0.1 + 0.2 + 0.5) / 3;
        const double rateVariance = (0.01 + 0.04 + 0.25 - 0.1 * 0.2 - 0.1 * 0.5 - 0.2 * 0.5) / 18;
        double calls = 0, squares = 0;
        for (int t = 1; t <= n; ++t) {
            calls += t;
            squares += double(t) * t;
        }
        const double callVariance = n * (squares / n - calls * calls / n / n);
        QVERIFY(std::abs(draws->both.mean - rate * calls) < 4 * draws->both.standardError);
        const double variance =
            rateVariance * callVariance + rateVariance * calls * calls + callVariance * rate * rate;
        QVERIFY(std::abs(draws->both.deviation / std::sqrt(variance) - 1) < 0.03);
        QVERIFY(std::abs(draws->assumptions.deviation / (std::sqrt(rateVariance) * calls) - 1) <
                0.03);
        QVERIFY(draws->both.p10 < draws->assumptions.p10);
    }
    void aSeedGivesTheSameAgain() {
        scenario::Replay replay = replayOf(5, true);
        const auto first = scenario::drawChange(replay, 500, {});
        QCOMPARE(scenario::drawChange(replay, 500, {})->both.sorted, first->both.sorted);
        scenario::Scenario other = replay.scenario();
        other.seed = 8;
        replay = *replay.withScenario(other);
        QVERIFY(scenario::drawChange(replay, 500, {})->both.sorted != first->both.sorted);
    }
    void stoppingEndsIt() {
        std::stop_source stop;
        stop.request_stop();
        const auto draws = scenario::drawChange(replayOf(5, true), 500, stop.get_token());
        QVERIFY(!draws && draws.error().code == core::Error::Code::Cancelled);
    }
    void theSectionTellsAllThree() {
        const scenario::Replay replay = replayOf(5, false);
        const auto draws = scenario::drawChange(replay, 500, {});
        const report::Section section =
            report::whatIfSpreadSection(replay, *draws, {"USD", "UTC", "default", "May 2026"});
        QCOMPARE(section.table.rows.size(), std::size_t(3));
        QVERIFY(section.finding.find("changes the margin by $3.00;") != std::string::npos);
        QCOMPARE(std::get<double>(section.table.rows[2].cells[4]), 1.0); // always cheaper
        QCOMPARE(section.charts.front().series.front().points.size(), std::size_t(3));
        bool saysFew = false, saysNone = false;
        for (const std::string& note : section.notes) {
            saysFew = saysFew || note.find("Fewer than ten") == 0;
            saysNone = saysNone || note.find("No assumption") == 0;
        }
        QVERIFY(saysFew && saysNone);
    }
};

QTEST_APPLESS_MAIN(TestWhatIfSpreadSection)
#include "tst_whatif_spread_section.moc"
