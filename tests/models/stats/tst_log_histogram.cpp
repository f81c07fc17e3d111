// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/stats/log_histogram.h"

#include <cmath>
#include <random>

using namespace ms;
using stats::LogBin;
using stats::LogHistogram;

class TestLogHistogram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyValueIsInTheBinThatHoldsIt() {
        std::mt19937 random{1};
        LogHistogram histogram;
        std::vector<double> values;
        for (int i = 0; i < 3'000; ++i)
            values.push_back(std::pow(10.0, double(random() % 9'000) / 1'000 - 6));
        for (int i = -60; i <= 24; ++i)
            values.push_back(std::pow(10.0, double(i) / 12)); // edges
        for (std::size_t i = 0; i < values.size(); ++i)
            histogram.add(values[i], i % 5 == 0);
        const std::vector<LogBin> bins = histogram.bins();
        for (std::size_t b = 0; b < bins.size(); ++b) {
            std::size_t inside = 0, marked = 0;
            for (std::size_t i = 0; i < values.size(); ++i)
                if (values[i] >= bins[b].from && values[i] < bins[b].to) {
                    ++inside;
                    marked += i % 5 == 0 ? 1 : 0;
                }
            QCOMPARE(bins[b].values, inside);
            QCOMPARE(bins[b].marked, marked);
            if (b > 0)
                QCOMPARE(bins[b].from, bins[b - 1].to);
            QVERIFY(std::abs(bins[b].to / bins[b].from - std::pow(10.0, 1.0 / 12)) < 1e-12);
        }
        QVERIFY(bins.front().values > 0 && bins.back().values > 0);
    }
    void nothingHasNoBins() { QVERIFY(LogHistogram().bins().empty()); }
};

QTEST_APPLESS_MAIN(TestLogHistogram)
#include "tst_log_histogram.moc"
