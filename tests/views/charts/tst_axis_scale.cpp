// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/axis_scale.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace ms;
using views::AxisEnds;
using views::AxisRange;
using views::AxisScale;
using Kind = report::Column::Kind;

class TestAxisScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksAreRound_data();
    void marksAreRound();
    void anyRangeHasMarksInOrderWithinItsEnds();
    void aRangeWithoutWidthGetsOne();
    void countsHaveNoHalves();
    void figuresThatAreNotFiniteDoNotCount();
    void lengthsStartAtZeroWhereItIsNear();
    void placesAreInProportion();
    void textsTellMarksApart_data();
    void textsTellMarksApart();
    void readingsAreThoseOfTheTables();
};

namespace {

AxisRange from(double low, double high) {
    return {low, high};
}

} // namespace

void TestAxisScale::marksAreRound_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QList<double>>("ticks");
    QTest::addColumn<int>("decimals");
    QTest::newRow("hundreds") << 0.0 << 480.0 << QList<double>{0, 100, 200, 300, 400, 500} << 0;
    QTest::newRow("twos") << 0.0 << 0.93 << QList<double>{0, 0.2, 0.4, 0.6, 0.8, 1} << 1;
    QTest::newRow("fives across zero")
        << -12.0 << 11.0 << QList<double>{-15, -10, -5, 0, 5, 10, 15} << 0;
    QTest::newRow("small amounts")
        << 0.0 << 0.00042 << QList<double>{0, 0.0001, 0.0002, 0.0003, 0.0004, 0.0005} << 4;
    QTest::newRow("far from zero")
        << 1000.0 << 1004.0 << QList<double>{1000, 1001, 1002, 1003, 1004} << 0;
}

void TestAxisScale::marksAreRound() {
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QList<double>, ticks);
    const AxisScale scale = views::axisScale(from(low, high), 6, AxisEnds::OnTicks);
    QCOMPARE(QList<double>(scale.ticks.begin(), scale.ticks.end()), ticks); // 0.6, not 0.6000...1
    QCOMPARE(scale.low, ticks.front());
    QCOMPARE(scale.high, ticks.back());
    QTEST(scale.decimals, "decimals");
}

void TestAxisScale::anyRangeHasMarksInOrderWithinItsEnds() {
    std::uint64_t state = 7;
    const auto next = [&state] { // xorshift
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return double(state % 1'000'003) / 1'000'003;
    };
    for (int i = 0; i < 20'000; ++i) {
        const double low = (next() - 0.5) * std::pow(10.0, int(next() * 24) - 12);
        const double high = low + next() * std::pow(10.0, int(next() * 24) - 12);
        for (const AxisEnds ends : {AxisEnds::OnTicks, AxisEnds::OnFigures}) {
            const AxisScale scale = views::axisScale(from(low, high), 6, ends);
            QVERIFY(scale.low < scale.high);
            QVERIFY(scale.ticks.size() <= 9);
            QVERIFY(std::is_sorted(scale.ticks.begin(), scale.ticks.end()));
            const double slack = (scale.high - scale.low) * 1e-5; // less than any pixel
            QVERIFY(scale.low <= low + slack && scale.high >= high - slack);
            QVERIFY(scale.ticks.empty() || (scale.ticks.front() >= scale.low - slack &&
                                            scale.ticks.back() <= scale.high + slack));
        }
    }
}

void TestAxisScale::aRangeWithoutWidthGetsOne() {
    const AxisScale nothing = views::axisScale({}, 5, AxisEnds::OnTicks);
    QCOMPARE(nothing.low, 0.0);
    QCOMPARE(nothing.high, 1.0);
    const AxisScale zero = views::axisScale(from(0, 0), 5, AxisEnds::OnTicks);
    QCOMPARE(zero.low, 0.0);
    QVERIFY(zero.high > 0);
    const AxisScale same = views::axisScale(from(40, 40), 5, AxisEnds::OnTicks);
    QVERIFY(same.low < 40 && same.high > 40);
}

void TestAxisScale::countsHaveNoHalves() {
    const AxisScale scale =
        views::axisScale(from(0, 2), 9, AxisEnds::OnTicks, views::leastStepOf(Kind::Count));
    QCOMPARE(scale.ticks, (std::vector<double>{0, 1, 2}));
}

void TestAxisScale::figuresThatAreNotFiniteDoNotCount() {
    AxisRange range;
    range.add(std::numeric_limits<double>::infinity());
    range.add(std::numeric_limits<double>::quiet_NaN());
    range.add(std::nullopt);
    QVERIFY(!range.low && !range.high);
    range.add(3);
    range.add(-1);
    QCOMPARE(*range.low, -1.0);
    QCOMPARE(*range.high, 3.0);
    for (const double far : {-1.7e308, 1.7e308}) // their distance is no number
        range.add(far);
    const AxisScale scale = views::axisScale(range, 5, AxisEnds::OnTicks);
    QVERIFY(scale.ticks.size() >= 2 && scale.ticks.size() <= 8);
    QVERIFY(std::isfinite(scale.high - scale.low));
    QVERIFY(!views::axisText(scale.high, 0, Kind::Money, tables::NumberFormat()).isEmpty());
}

void TestAxisScale::lengthsStartAtZeroWhereItIsNear() {
    AxisRange near{40, 100}, far{90, 100}, below{-100, -20}, empty;
    for (AxisRange* range : {&near, &far, &below, &empty})
        range->reachZeroWhereNear();
    QCOMPARE(*near.low, 0.0);
    QCOMPARE(*far.low, 90.0);
    QCOMPARE(*below.high, 0.0);
    QCOMPARE(*empty.low, 0.0);
}

void TestAxisScale::placesAreInProportion() {
    AxisScale scale;
    scale.low = -50;
    scale.high = 150;
    QCOMPARE(scale.positionOf(0, 100, 500), 200.0);
    QCOMPARE(scale.positionOf(0, 500, 100), 400.0); // upwards on a screen
    QCOMPARE(scale.positionOf(150, 100, 500), 500.0);
}

void TestAxisScale::textsTellMarksApart_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* fact, Kind kind, double value, int decimals, const char* text) {
        QTest::newRow(fact) << int(kind) << value << decimals << QString::fromUtf8(text);
    };
    row("thousands are grouped", Kind::Money, 15'000, 0, "$15,000");
    row("cents are two", Kind::Money, 0.5, 1, "$0.50");
    row("a small amount is not 0.00", Kind::Money, 0.00005, 5, "$0.00005");
    row("zero has the decimals of its axis", Kind::Money, 0, 5, "$0.00000");
    row("a loss", Kind::Money, -1500, 0, "-$1,500");
    row("large amounts are exact", Kind::Money, 3e9, 0, "$3,000,000,000");
    row("shares are percent", Kind::Ratio, 0.2, 1, "20%");
    row("parts of a percent", Kind::Ratio, 0.005, 3, "0.5%");
    row("tokens", Kind::Tokens, 2'500'000, 0, "2,500,000");
    row("numbers", Kind::Number, 2.5, 1, "2.5");
}

void TestAxisScale::textsTellMarksApart() {
    QFETCH(int, kind);
    QFETCH(double, value);
    QFETCH(int, decimals);
    QTEST(views::axisText(value, decimals, Kind(kind), tables::NumberFormat()), "text");
}

void TestAxisScale::readingsAreThoseOfTheTables() {
    const tables::NumberFormat format;
    QCOMPARE(views::readingOf(12.3, Kind::Money, format), QStringLiteral("$12.30"));
    QCOMPARE(views::readingOf(0.00042, Kind::Money, format), QStringLiteral("$0.00042"));
    QCOMPARE(views::readingOf(0.125, Kind::Ratio, format), QStringLiteral("12.5%"));
    QCOMPARE(views::readingOf(48'210, Kind::Count, format), QStringLiteral("48,210"));
    QCOMPARE(views::readingOf(61, Kind::Number, format), QStringLiteral("61"));
    QCOMPARE(views::readingOf(2.41, Kind::Number, format), QStringLiteral("2.41"));
}

QTEST_MAIN(TestAxisScale)
#include "tst_axis_scale.moc"
