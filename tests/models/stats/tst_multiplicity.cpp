// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/multiplicity.h"

#include "models/core/check.h"
#include "models/stats/splitmix64.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace ms;
using stats::Adjustment;

class TestMultiplicity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byHand_data();
    void byHand();
    void orderOfTheInputIsKept();
    void decisionsAreThoseOfTheDefinitions();
    void aloneNothingIsAdjusted();
    void eValues();
};

using Numbers = std::vector<double>;

void TestMultiplicity::byHand_data() {
    QTest::addColumn<int>("adjustment");
    QTest::addColumn<Numbers>("expected");
    // 0.03 0.01 0.04 0.5
    QTest::newRow("Bonferroni") << int(Adjustment::Bonferroni) << Numbers{0.12, 0.04, 0.16, 1};
    QTest::newRow("Holm") << int(Adjustment::Holm) << Numbers{0.09, 0.04, 0.09, 0.5};
    QTest::newRow("Benjamini-Hochberg")
        << int(Adjustment::BenjaminiHochberg) << Numbers{0.16 / 3, 0.04, 0.16 / 3, 0.5};
    QTest::newRow("Benjamini-Yekutieli: x 25/12")
        << int(Adjustment::BenjaminiYekutieli) << Numbers{1.0 / 9, 1.0 / 12, 1.0 / 9, 1};
}

void TestMultiplicity::byHand() {
    QFETCH(int, adjustment);
    QFETCH(Numbers, expected);
    const Numbers found =
        stats::adjustedPValues(Numbers{0.03, 0.01, 0.04, 0.5}, Adjustment(adjustment));
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(found[i], expected[i]);
}

void TestMultiplicity::orderOfTheInputIsKept() {
    stats::SplitMix64 random{1};
    Numbers p;
    for (int i = 0; i < 30; ++i)
        p.push_back(random.uniform());
    for (const auto adjustment : {Adjustment::Holm, Adjustment::BenjaminiHochberg}) {
        Numbers expected = stats::adjustedPValues(p, adjustment);
        Numbers reversed = p;
        std::reverse(reversed.begin(), reversed.end());
        Numbers found = stats::adjustedPValues(reversed, adjustment);
        std::reverse(found.begin(), found.end());
        QCOMPARE(found, expected);
    }
}

void TestMultiplicity::decisionsAreThoseOfTheDefinitions() {
    stats::SplitMix64 random{2};
    for (int round = 0; round < 50; ++round) {
        Numbers p;
        for (int i = 0; i < 12; ++i)
            p.push_back(random.uniform() * random.uniform() * random.uniform());
        Numbers sorted = p;
        std::sort(sorted.begin(), sorted.end());
        const double level = 0.07;
        std::size_t holm = 0, hochberg = 0; // how many are rejected
        while (holm < 12 && sorted[holm] <= level / double(12 - holm))
            ++holm;
        for (std::size_t k = 1; k <= 12; ++k)
            if (sorted[k - 1] <= double(k) * level / 12)
                hochberg = k;
        const auto below = [&](Adjustment adjustment) {
            const Numbers adjusted = stats::adjustedPValues(p, adjustment);
            return std::size_t(std::count_if(adjusted.begin(), adjusted.end(),
                                             [&](double value) { return value <= level; }));
        };
        QCOMPARE(below(Adjustment::Holm), holm);
        QCOMPARE(below(Adjustment::BenjaminiHochberg), hochberg);
    }
}

void TestMultiplicity::aloneNothingIsAdjusted() {
    for (const auto adjustment : {Adjustment::Bonferroni, Adjustment::Holm,
                                  Adjustment::BenjaminiHochberg, Adjustment::BenjaminiYekutieli}) {
        QCOMPARE(stats::adjustedPValues(Numbers{0.03}, adjustment), Numbers{0.03});
        QVERIFY(stats::adjustedPValues({}, adjustment).empty());
        QVERIFY_EXCEPTION_THROWN(stats::adjustedPValues(Numbers{1.5}, adjustment),
                                 core::CheckFailed);
    }
}

void TestMultiplicity::eValues() {
    using Indexes = std::vector<std::size_t>;
    // m / alpha = 40: thresholds 40, 20, 13.3, 10. The two 20s pass together, alone neither would.
    QCOMPARE(stats::rejectedByEValue(Numbers{20, 1, 20, 3}, 0.1), (Indexes{0, 2}));
    QCOMPARE(stats::rejectedByEValue(Numbers{20, 1, 2, 3}, 0.1), Indexes{});
    QCOMPARE(stats::rejectedByEValue({}, 0.1), Indexes{});
}

QTEST_APPLESS_MAIN(TestMultiplicity)
#include "tst_multiplicity.moc"
