// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/main_drivers.h"

#include <QTest>

#include <random>

using namespace ms;

class TestMainDrivers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesAsFewAsCover();
    void namesAtMostFour();
    void nothingMoved();
    void equalAmountsGoById();
    void offsetting_data();
    void offsetting();
    void roundsToTheTotal();
    void roundingKeepsTheSum();
    void labels_data();
    void labels();
};

void TestMainDrivers::namesAsFewAsCover() {
    const std::vector<stats::ChangePart> parts{{"a", 10}, {"b", -30}, {"c", 50}, {"d", 10}};
    const stats::MainDrivers found = stats::mainDrivers(parts);
    QCOMPARE(found.named, (std::vector<std::size_t>{2, 1})); // 80 of 100
    QVERIFY(found.other == 20 && found.total == 40 && found.gross == 100);
}

void TestMainDrivers::namesAtMostFour() {
    const std::vector<stats::ChangePart> parts(10, {"x", 7});
    const stats::MainDrivers found = stats::mainDrivers(parts);
    QCOMPARE(found.named.size(), std::size_t(4));
    QVERIFY(found.other == 42);
}

void TestMainDrivers::nothingMoved() {
    const std::vector<stats::ChangePart> parts{{"a", 0}, {"b", 0}};
    QVERIFY(stats::mainDrivers(parts).named.empty());
    QVERIFY(!stats::mainDrivers(parts).offsetting);
    QVERIFY(stats::mainDrivers({}).named.empty());
}

void TestMainDrivers::equalAmountsGoById() {
    const std::vector<stats::ChangePart> parts{{"b", 5}, {"a", -5}};
    QCOMPARE(stats::mainDrivers(parts).named, (std::vector<std::size_t>{1, 0}));
}

void TestMainDrivers::offsetting_data() {
    QTest::addColumn<int>("gain");
    QTest::addColumn<int>("loss");
    QTest::addColumn<bool>("expected");
    QTest::newRow("only gains") << 10 << 0 << false;
    QTest::newRow("losses are half of the total") << 30 << -10 << false; // total 20
    QTest::newRow("losses exceed half of it") << 30 << -11 << true;
    QTest::newRow("they cancel") << 5 << -5 << true;
    QTest::newRow("mostly losses") << 10 << -40 << false;
}

void TestMainDrivers::offsetting() {
    QFETCH(int, gain);
    QFETCH(int, loss);
    const std::vector<stats::ChangePart> parts{{"a", gain}, {"b", loss}};
    QTEST(stats::mainDrivers(parts).offsetting, "expected");
}

void TestMainDrivers::roundsToTheTotal() {
    const std::vector<core::Int128> amounts{14, 14, 14, -7}; // 35 -> 40, half to even
    const std::vector<core::Int128> expected{20, 20, 10, -10};
    QVERIFY(stats::roundedToTotal(amounts, 10) == expected);
    QVERIFY(stats::roundedToTotal({}, 10).empty());
}

void TestMainDrivers::roundingKeepsTheSum() {
    std::mt19937_64 random(11);
    std::uniform_int_distribution<std::int64_t> amount(-1000, 1000);
    for (int round = 0; round < 500; ++round) {
        std::vector<core::Int128> amounts;
        core::Int128 total = 0, rounded = 0;
        for (int i = 0; i < round % 9; ++i) {
            amounts.push_back(amount(random));
            total += amounts.back();
        }
        const std::vector<core::Int128> found = stats::roundedToTotal(amounts, 25);
        for (std::size_t i = 0; i < found.size(); ++i) {
            const core::Int128 off = found[i] - amounts[i];
            QVERIFY(found[i] % 25 == 0 && off > -25 && off < 25);
            rounded += found[i];
        }
        const core::Int128 off = 2 * (rounded - total);
        QVERIFY(off >= -25 && off <= 25);
    }
}

void TestMainDrivers::labels_data() {
    QTest::addColumn<QList<double>>("movement"); // volume, unit cost, margin: before and after
    QTest::addColumn<int>("expected");
    using enum stats::MovementLabel;
    using L = QList<double>;
    QTest::newRow("growth") << L{100, 120, 2, 1.9, 50, 60} << int(Growth);
    QTest::newRow("more, but dearer") << L{100, 120, 2, 2.1, 50, 60} << int(None);
    QTest::newRow("more, cheaper, less margin") << L{100, 120, 2, 1.9, 50, 40} << int(None);
    QTest::newRow("dearer on flat volume") << L{100, 104, 2, 2.1, 50, 60} << int(Inefficiency);
    QTest::newRow("cheaper on flat volume") << L{100, 96, 2, 1.9, 50, 60} << int(None);
    QTest::newRow("less and dearer") << L{100, 80, 2, 2.1, 50, 40} << int(None);
}

void TestMainDrivers::labels() {
    QFETCH(QList<double>, movement);
    const auto label = stats::movementLabel(
        {movement[0], movement[1], movement[2], movement[3], movement[4], movement[5]});
    QTEST(int(label), "expected");
}

QTEST_APPLESS_MAIN(TestMainDrivers)
#include "tst_main_drivers.moc"
