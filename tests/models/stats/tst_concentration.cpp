// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/concentration.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <random>

using namespace ms;

class TestConcentration : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("concentration"); }
    void oracle();
    void handComputed();
    void equalUnits();
    void oneUnitHasNoNormalizedIndex();
    void nothingToShare_data();
    void nothingToShare();
    void negativesEnterAsZero();
    void giniIsTheMeanDifference();
    void orderDoesNotMatter();
};

namespace {

nlohmann::json orNull(std::optional<double> value) {
    return value ? nlohmann::json(*value) : nlohmann::json();
}

} // namespace

void TestConcentration::oracle() {
    const nlohmann::json example = oracles::fetched();
    const auto x = example.at("inputs").at("x").get<std::vector<double>>();
    const stats::Concentration found = stats::concentration(x);
    nlohmann::json actual{{"total", found.total},
                          {"gini", orNull(found.gini)},
                          {"gini_unbiased", orNull(found.giniUnbiased)},
                          {"hhi", orNull(found.hhi)},
                          {"hhi_10000", found.hhi ? nlohmann::json(*found.hhi * 10000) : nullptr},
                          {"effective_number", orNull(found.effectiveNumber)},
                          {"normalized_hhi", orNull(found.hhiNormalized)},
                          {"top1", orNull(found.topShare(1))},
                          {"top3", orNull(found.topShare(3))},
                          {"top10pct", orNull(found.topTenthShare)},
                          {"theil_t", orNull(found.theil)},
                          {"lorenz", nlohmann::json::array()}};
    for (const stats::LorenzPoint& point : found.lorenz)
        actual["lorenz"].push_back({point.shareOfUnits, point.shareOfTotal});
    COMPARE_ORACLE(actual, example);
}

void TestConcentration::handComputed() {
    const stats::Concentration found = stats::concentration(std::vector<double>{3, 0, 1});
    QCOMPARE(found.total, 4.0);
    QCOMPARE(*found.gini, 0.5); // (-2 x 0 + 0 x 1 + 2 x 3) / (3 x 4)
    QCOMPARE(*found.giniUnbiased, 0.75);
    QCOMPARE(*found.hhi, 0.625); // 9/16 + 1/16
    QCOMPARE(*found.hhiNormalized, 0.4375);
    QCOMPARE(*found.effectiveNumber, 1.6);
    QCOMPARE(*found.theil, 0.75 * std::log(2.25) + 0.25 * std::log(0.75));
    QCOMPARE(*found.topTenthShare, 0.75); // ceil(0.3) = 1 unit
    QCOMPARE(*found.topShare(2), 1.0);
    QCOMPARE(*found.topShare(9), 1.0);
}

void TestConcentration::equalUnits() {
    const stats::Concentration found = stats::concentration(std::vector<double>(4, 2.5));
    QCOMPARE(*found.gini, 0.0);
    QCOMPARE(*found.hhiNormalized, 0.0);
    QCOMPARE(*found.effectiveNumber, 4.0);
    QCOMPARE(*found.theil, 0.0);
}

void TestConcentration::oneUnitHasNoNormalizedIndex() {
    const stats::Concentration found = stats::concentration(std::vector<double>{7});
    QVERIFY(found.status == stats::Status::Ok);
    QCOMPARE(*found.hhi, 1.0);
    QVERIFY(!found.giniUnbiased && !found.hhiNormalized);
}

void TestConcentration::nothingToShare_data() {
    QTest::addColumn<std::vector<double>>("values");
    QTest::newRow("no unit") << std::vector<double>{};
    QTest::newRow("only zeros") << std::vector<double>{0, 0};
    QTest::newRow("only credits") << std::vector<double>{-3, 0};
}

void TestConcentration::nothingToShare() {
    QFETCH(std::vector<double>, values);
    const stats::Concentration found = stats::concentration(values);
    QVERIFY(found.status == stats::Status::ZeroDenominator);
    QCOMPARE(found.units, values.size());
    QVERIFY(!found.gini && !found.hhi && !found.theil && !found.topShare(1));
    QVERIFY(found.lorenz.empty());
}

void TestConcentration::negativesEnterAsZero() {
    const stats::Concentration found = stats::concentration(std::vector<double>{-2, 3, 1, -0.5});
    const stats::Concentration zeros = stats::concentration(std::vector<double>{0, 3, 1, 0});
    QCOMPARE(found.negativeUnits, std::size_t(2));
    QCOMPARE(found.negativeTotal, -2.5);
    QCOMPARE(found.total, 4.0);
    QCOMPARE(*found.gini, *zeros.gini);
    QCOMPARE(*found.hhi, *zeros.hhi);
}

void TestConcentration::giniIsTheMeanDifference() {
    std::mt19937_64 random(1);
    std::lognormal_distribution<double> cost(0, 2);
    for (const std::size_t n : {2, 3, 10, 101}) {
        std::vector<double> x(n);
        for (double& value : x)
            value = cost(random);
        double differences = 0, total = 0;
        for (const double a : x) {
            total += a;
            for (const double b : x)
                differences += std::abs(a - b);
        }
        const double expected = differences / (2 * double(n) * total);
        QVERIFY(std::abs(*stats::concentration(x).gini - expected) < 1e-12);
    }
}

void TestConcentration::orderDoesNotMatter() {
    std::mt19937_64 random(2);
    std::lognormal_distribution<double> cost(0, 3);
    std::vector<double> x(1000);
    for (double& value : x)
        value = cost(random) - 0.1;
    const stats::Concentration before = stats::concentration(x);
    std::shuffle(x.begin(), x.end(), random);
    const stats::Concentration after = stats::concentration(x);
    QVERIFY(before.total == after.total && before.negativeTotal == after.negativeTotal);
    QVERIFY(before.gini == after.gini && before.hhi == after.hhi && before.theil == after.theil);
}

QTEST_APPLESS_MAIN(TestConcentration)
#include "tst_concentration.moc"
