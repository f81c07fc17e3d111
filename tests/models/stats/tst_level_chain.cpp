// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/level_chain.h"

#include "models/stats/lmdi.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace ms;
using core::Int128;
using stats::LevelChain;

namespace {

using Amounts = std::vector<Int128>;

Int128 sumOf(const Amounts& amounts) {
    Int128 sum = 0;
    for (const Int128 amount : amounts)
        sum += amount;
    return sum;
}

LevelChain randomChain(std::mt19937_64& random) {
    LevelChain chain;
    chain.base = 1 + Int128(random() % 50);
    for (const std::uint64_t range : {1'000ULL, 5'000ULL, 20'000'000ULL, 3'000'000'000'000ULL})
        chain.levels.push_back(Int128(1 + random() % range) * chain.base);
    return chain;
}

} // namespace

class TestLevelChain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneFactorTakesAll();
    void twoFactorsShareByTheirLogarithms();
    void theBaseIsDividedBy();
    void closesOnRandomData();
    void runsBackwards();
    void theFirstLevelThatVanishesTakesAll();
    void nothingStaysNothing();
    void credits();
};

void TestLevelChain::oneFactorTakesAll() {
    // Requests double; attempts a request, tokens an attempt and the price stay.
    auto found = stats::chainEffects({1, {10, 12, 6000, 18'000}}, {1, {20, 24, 12'000, 36'000}});
    QVERIFY(*found.effects == (Amounts{18'000, 0, 0, 0}));
    // Only the price.
    found = stats::chainEffects({1, {10, 12, 6000, 18'000}}, {1, {10, 12, 6000, 27'000}});
    QVERIFY(*found.effects == (Amounts{0, 0, 0, 9000}));
    QVERIFY(!found.vanishing);
}

/// By hand: 100 -> 300 by requests x 2 and price x 1.5; L = 200 / ln 3.
void TestLevelChain::twoFactorsShareByTheirLogarithms() {
    const Int128 unit = 1'000'000;
    const auto found = stats::chainEffects({1, {10, 100 * unit}}, {1, {20, 300 * unit}});
    QVERIFY((*found.effects)[0] == 126'185'951); // 200 ln 2 / ln 3
    QVERIFY((*found.effects)[1] == 73'814'049);  // 200 ln 1.5 / ln 3
}

void TestLevelChain::theBaseIsDividedBy() {
    // The same cost for half as many successes.
    const auto found = stats::chainEffects({4, {4, 8000}}, {2, {4, 8000}});
    QVERIFY(*found.effects == (Amounts{2000, 0}));
}

void TestLevelChain::closesOnRandomData() {
    std::mt19937_64 random(7);
    for (int i = 0; i < 2000; ++i) {
        const LevelChain before = randomChain(random), after = randomChain(random);
        const auto found = stats::chainEffects(before, after);
        QVERIFY(found.effects);
        const Int128 change = after.levels.back() / after.base - before.levels.back() / before.base;
        const Int128 residual = change - sumOf(*found.effects);
        QVERIFY((residual < 0 ? -residual : residual) <= 4); // half a pico a level
        // The kernel that the oracles check, on the same factors.
        std::vector<double> factors[2];
        for (const LevelChain* chain : {&before, &after}) {
            double previous = double(chain->base);
            for (const Int128 level : chain->levels) {
                factors[chain == &after].push_back(double(level) / previous);
                previous = double(level);
            }
        }
        const auto kernel = stats::logMeanDecomposition(4, factors[0], factors[1]);
        for (std::size_t f = 0; f < 4; ++f)
            QVERIFY(std::abs(double((*found.effects)[f]) - kernel.effects[f]) <= 1);
    }
}

void TestLevelChain::runsBackwards() {
    std::mt19937_64 random(8);
    for (int i = 0; i < 200; ++i) {
        const LevelChain before = randomChain(random), after = randomChain(random);
        const auto forth = stats::chainEffects(before, after);
        const auto back = stats::chainEffects(after, before);
        for (std::size_t f = 0; f < 4; ++f) {
            const Int128 sum = (*forth.effects)[f] + (*back.effects)[f];
            QVERIFY(sum >= -1 && sum <= 1);
        }
    }
}

void TestLevelChain::theFirstLevelThatVanishesTakesAll() {
    auto found = stats::chainEffects({1, {10, 0, 0, 0}}, {1, {20, 5, 50, 700}});
    QVERIFY(*found.effects == (Amounts{0, 700, 0, 0}));
    QCOMPARE(*found.vanishing, std::size_t{1});
    found = stats::chainEffects({1, {10, 5, 50, 700}}, {1, {20, 5, 50, 0}});
    QVERIFY(*found.effects == (Amounts{0, 0, 0, -700})); // it is free now
    QCOMPARE(*found.vanishing, std::size_t{3});
    // The formula goes there: as the level shrinks, it takes nearly all.
    const Int128 big = 1'000'000'000'000'000;
    const auto near = stats::chainEffects({1, {10, 10, 10}}, {1, {20, 20 * big, 20 * big}});
    QVERIFY((*near.effects)[1] * 100 > 95 * sumOf(*near.effects));
}

void TestLevelChain::nothingStaysNothing() {
    const auto found = stats::chainEffects({1, {10, 0, 0}}, {1, {0, 0, 0}});
    QVERIFY(*found.effects == (Amounts{0, 0, 0}));
    QVERIFY(!found.vanishing);
}

void TestLevelChain::credits() {
    QVERIFY(!stats::chainEffects({1, {10, 0, 700}}, {1, {20, 50, 700}}).effects);
    QVERIFY(!stats::chainEffects({1, {10, 50, -700}}, {1, {20, 50, 700}}).effects);
}

QTEST_APPLESS_MAIN(TestLevelChain)
#include "tst_level_chain.moc"
