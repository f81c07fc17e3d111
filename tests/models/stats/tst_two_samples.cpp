// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/two_samples.h"

#include "models/stats/sequential.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ms;
using stats::Status;

/// Published results, and cases by hand.
class TestTwoSamples : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sleepData();
    void liftOfGrowthBook();
    void proportionsOfGrowthBook();
    void momentsByHand();
    void equalValuesHaveNoVariance();
    void orderOfRowsDoesNotMatter();
    void sumsGiveTheSameAsRows();
    void oneConstantSampleLeavesTheOthersDegrees();
    void whatCannotBeCompared_data();
    void whatCannotBeCompared();
    void liftOverNothingHasNoValue();
    void liftOverACreditKeepsItsSign();
};

namespace {

double rounded(double value, int digits) {
    const double power = std::pow(10, digits);
    return std::round(value * power) / power;
}

} // namespace

void TestTwoSamples::sleepData() { // R datasets::sleep, t.test; sign reversed
    const std::vector<double> a{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2};
    const std::vector<double> b{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    const stats::Estimate difference =
        stats::welchDifference(stats::momentsOf(a), stats::momentsOf(b), 0.05);
    QCOMPARE(rounded(*difference.statistic, 4), 1.8608);
    QCOMPARE(rounded(*difference.degreesOfFreedom, 3), 17.776);
    QCOMPARE(rounded(*difference.pValue, 5), 0.07939);
    QCOMPARE(rounded(difference.interval->low, 7), -0.2054832);
    QCOMPARE(rounded(difference.interval->high, 7), 3.3654832);
}

void TestTwoSamples::liftOfGrowthBook() {
    const auto a = stats::momentsOfSums(3407, 1396.87, 52377.9767);
    const auto b = stats::momentsOfSums(3461, 2422.7, 134698.29);
    const stats::Estimate lift = stats::welchLift(a, b, 0.05);
    QCOMPARE(rounded(*lift.value, 5), 0.70732);
    QCOMPARE(rounded(*lift.standardError, 5), 0.37879);
    QCOMPARE(rounded(lift.interval->low, 5), -0.03526);
    QCOMPARE(rounded(lift.interval->high, 5), 1.44989);
    QCOMPARE(rounded(*lift.pValue, 5), 0.06191);
    const stats::Estimate difference = stats::welchDifference(a, b, 0.05);
    QCOMPARE(rounded(difference.interval->low, 5), 0.04538);
    QCOMPARE(rounded(difference.interval->high, 5), 0.53462);
    QCOMPARE(rounded(*difference.pValue, 5), 0.02016);
    // Sequential, tuning 1000, of an arm of 3,000 with the same sums.
    const stats::Estimate fewer =
        stats::welchLift(stats::momentsOfSums(3000, 1396.87, 52377.9767), b, 0.05);
    const stats::AnytimeEstimate anytime = stats::asymptoticConfidenceSequence(
        *fewer.value, *fewer.standardError, 3000 + 3461, 1000, 0.05);
    QCOMPARE(rounded(anytime.interval->low, 5), -0.55844);
    QCOMPARE(rounded(anytime.interval->high, 5), 1.56516);
}

void TestTwoSamples::proportionsOfGrowthBook() { // sequential, tuning 5000
    const stats::Estimate lift = stats::welchLift(stats::momentsOfProportion(3000, 1396),
                                                  stats::momentsOfProportion(3461, 2422), 0.05);
    const stats::AnytimeEstimate anytime = stats::asymptoticConfidenceSequence(
        *lift.value, *lift.standardError, 3000 + 3461, 5000, 0.05);
    QCOMPARE(rounded(anytime.interval->low, 5), 0.40098);
    QCOMPARE(rounded(anytime.interval->high, 5), 0.60675);
}

void TestTwoSamples::momentsByHand() {
    const stats::SampleMoments moments = stats::momentsOf(std::vector<double>{2, 4, 9});
    QCOMPARE(*moments.mean, 5.0);
    QCOMPARE(*moments.variance, 13.0); // (9 + 1 + 16) / 2
}

void TestTwoSamples::equalValuesHaveNoVariance() {
    const std::vector<double> values(7, 0.1); // whose sum is not 7 x 0.1
    QCOMPARE(*stats::momentsOf(values).variance, 0.0);
    QCOMPARE(*stats::momentsOfSums(7, 0.7, 7 * 0.1 * 0.1).variance, 0.0);
}

void TestTwoSamples::orderOfRowsDoesNotMatter() {
    std::vector<double> values;
    for (int i = 1; i <= 2000; ++i)
        values.push_back(i % 3 == 0 ? 1e6 / i : 1e-3 * i);
    const stats::SampleMoments ascending = stats::momentsOf(values);
    std::reverse(values.begin(), values.end());
    std::rotate(values.begin(), values.begin() + 777, values.end());
    const stats::SampleMoments shuffled = stats::momentsOf(values);
    QCOMPARE(*shuffled.mean - *ascending.mean, 0.0);
    QCOMPARE(*shuffled.variance - *ascending.variance, 0.0);
}

void TestTwoSamples::sumsGiveTheSameAsRows() {
    const std::vector<double> values{0.25, 1.5, 3, 8.75, 2};
    double sum = 0, squares = 0;
    for (const double value : values) {
        sum += value;
        squares += value * value;
    }
    const auto rows = stats::momentsOf(values);
    const auto sums = stats::momentsOfSums(5, sum, squares);
    QCOMPARE(*sums.mean, *rows.mean);
    QCOMPARE(*sums.variance, *rows.variance);
}

void TestTwoSamples::oneConstantSampleLeavesTheOthersDegrees() {
    const stats::Estimate difference =
        stats::welchDifference(stats::momentsOf(std::vector<double>{3, 3, 3}),
                               stats::momentsOf(std::vector<double>{1, 2, 4, 9}), 0.05);
    QVERIFY(difference.status == Status::Ok);
    QCOMPARE(*difference.degreesOfFreedom, 3.0);
}

void TestTwoSamples::whatCannotBeCompared_data() {
    QTest::addColumn<std::vector<double>>("a");
    QTest::addColumn<std::vector<double>>("b");
    QTest::addColumn<QString>("status");
    QTest::addColumn<bool>("hasValue");
    const std::vector<double> some{1, 2, 3};
    QTest::newRow("no rows") << std::vector<double>{} << some << "zero_denominator" << false;
    QTest::newRow("one row") << some << std::vector<double>{5} << "insufficient_clusters" << true;
    QTest::newRow("two constants")
        << std::vector<double>{1, 1} << std::vector<double>{2, 2} << "zero_variance" << true;
}

void TestTwoSamples::whatCannotBeCompared() {
    QFETCH(std::vector<double>, a);
    QFETCH(std::vector<double>, b);
    QFETCH(bool, hasValue);
    for (const bool isLift : {false, true}) {
        const stats::SampleMoments inA = stats::momentsOf(a);
        const stats::SampleMoments inB = stats::momentsOf(b);
        const stats::Estimate found =
            isLift ? stats::welchLift(inA, inB, 0.05) : stats::welchDifference(inA, inB, 0.05);
        QTEST(QString::fromStdString(std::string(nameOf(found.status))), "status");
        QCOMPARE(found.value.has_value(), hasValue);
        QVERIFY(!found.interval && !found.standardError && !found.pValue);
    }
}

void TestTwoSamples::liftOverNothingHasNoValue() {
    const auto none = stats::momentsOf(std::vector<double>{-1, 1});
    const auto some = stats::momentsOf(std::vector<double>{1, 2});
    const stats::Estimate lift = stats::welchLift(none, some, 0.05);
    QVERIFY(lift.status == Status::BaselineZero && !lift.value);
}

void TestTwoSamples::liftOverACreditKeepsItsSign() {
    const auto credit = stats::momentsOf(std::vector<double>{-3, -5});
    const auto less = stats::momentsOf(std::vector<double>{-1, -3});
    QCOMPARE(*stats::welchLift(credit, less, 0.05).value, 0.5); // up by half of |-4|
}

QTEST_APPLESS_MAIN(TestTwoSamples)
#include "tst_two_samples.moc"
