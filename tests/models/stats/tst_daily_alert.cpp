// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/daily_alert.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace ms;

class TestDailyAlert : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readings_data();
    void readings();
    void noEarlierWeeks();
    void equalWeeksHaveNoScore();
    void alerts_data();
    void alerts();
    void nullDataRarelyRaiseAnAlert();
};

void TestDailyAlert::readings_data() {
    // Median 100, MAD 2: the score is 0.33725 (total - 100).
    QTest::addColumn<double>("total");
    QTest::addColumn<double>("threshold");
    QTest::addColumn<bool>("isHigh");
    QTest::addColumn<bool>("isUrgent");
    QTest::newRow("usual") << 101.0 << 0.0 << false << false;
    QTest::newRow("far out, but below a fifth more") << 119.0 << 0.0 << false << false;
    QTest::newRow("a fifth more") << 120.0 << 0.0 << true << false;
    QTest::newRow("not worth the money") << 125.0 << 26.0 << false << false;
    QTest::newRow("worth it") << 126.0 << 26.0 << true << false;
    QTest::newRow("urgent") << 130.0 << 0.0 << true << true;
    QTest::newRow("unusually low") << 20.0 << 0.0 << false << false;
}

void TestDailyAlert::readings() {
    QFETCH(double, total);
    QFETCH(double, threshold);
    const std::vector<double> weeks{98, 102, 100, 97, 103, 100, 98, 102};
    const stats::DailyReading found =
        stats::readDailyTotal(total, weeks, {.moneyThreshold = threshold});
    QCOMPARE(*found.usual, 100.0);
    QVERIFY(std::abs(*found.score - 0.33725 * (total - 100)) < 1e-12);
    QTEST(found.isHigh, "isHigh");
    QTEST(found.isUrgent, "isUrgent");
}

void TestDailyAlert::noEarlierWeeks() {
    const stats::DailyReading found = stats::readDailyTotal(500, {}, {});
    QVERIFY(!found.usual && !found.score && !found.isHigh);
}

void TestDailyAlert::equalWeeksHaveNoScore() {
    const std::vector<double> weeks(8, 100.0);
    const stats::DailyReading found = stats::readDailyTotal(500, weeks, {});
    QVERIFY(!found.score && found.isHigh && !found.isUrgent);
    QVERIFY(
        !stats::readDailyTotal(100, std::vector<double>(8, 0.0), {.moneyThreshold = 200}).isHigh);
    QVERIFY(!stats::readDailyTotal(0, std::vector<double>(8, 0.0), {}).isHigh);
}

void TestDailyAlert::alerts_data() {
    // h a high day, u an urgent one, . a normal one; R raised, s suppressed.
    QTest::addColumn<QString>("days");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one high day is none") << "..h.."
                                          << ".....";
    QTest::newRow("the second in a row") << "..hh."
                                         << "...R.";
    QTest::newRow("the second of three") << ".h.h."
                                         << "...R.";
    QTest::newRow("too far apart") << "h..h."
                                   << ".....";
    QTest::newRow("an urgent day waits for none") << "..u.."
                                                  << "..R..";
    QTest::newRow("no repeats") << "hhhhh"
                                << ".Rsss";
    QTest::newRow("one normal day does not end it") << "hh.hh"
                                                    << ".R.ss";
    QTest::newRow("two normal days end it") << "hh..hh"
                                            << ".R...R";
    QTest::newRow("a lone high day starts the wait again") << "u.h.u"
                                                           << "R.s.s";
}

void TestDailyAlert::alerts() {
    QFETCH(QString, days);
    std::vector<stats::DailyReading> readings;
    for (const QChar day : days) {
        stats::DailyReading reading;
        reading.isUrgent = day == QLatin1Char('u');
        reading.isHigh = reading.isUrgent || day == QLatin1Char('h');
        readings.push_back(reading);
    }
    QString found;
    for (const stats::DayAlert alert : stats::dailyAlerts(readings))
        found += QLatin1Char(alert == stats::DayAlert::Raised       ? 'R'
                             : alert == stats::DayAlert::Suppressed ? 's'
                                                                    : '.');
    QTEST(found, "expected");
}

/// A year of days without any change, 500 times: weekends a third as dear, each day off by a tenth
/// of itself, one in a hundred by a third. The rule states one false alert a year at most.
void TestDailyAlert::nullDataRarelyRaiseAnAlert() {
    constexpr int kYears = 500;
    constexpr int kDays = 365;
    int raised = 0;
    for (int seed = 1; seed <= kYears; ++seed) {
        std::mt19937_64 random(std::uint64_t(seed) * 7919);
        std::normal_distribution<double> noise(0, 0.1);
        std::vector<double> totals;
        for (int day = 0; day < kDays + 56; ++day) {
            const double scale = random() % 100 == 0 ? 3.3 : 1;
            totals.push_back((day % 7 < 5 ? 100 : 30) * std::exp(scale * noise(random)));
        }
        std::vector<stats::DailyReading> readings;
        for (std::size_t day = 56; day < totals.size(); ++day) {
            std::vector<double> weeks;
            for (std::size_t week = 1; week <= 8; ++week)
                weeks.push_back(totals[day - 7 * week]);
            readings.push_back(stats::readDailyTotal(totals[day], weeks, {}));
        }
        for (const stats::DayAlert alert : stats::dailyAlerts(readings))
            raised += alert == stats::DayAlert::Raised ? 1 : 0;
    }
    qInfo("%d alerts in %d years without a change", raised, kYears);
    QVERIFY(raised <= kYears);
}

QTEST_APPLESS_MAIN(TestDailyAlert)
#include "tst_daily_alert.moc"
