// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/parallel.h"

#include <QTest>

#include <atomic>
#include <stdexcept>
#include <vector>

using ms::frame::parallelBlocks;

class TestParallel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyBlockIsDoneOnce() {
        for (const unsigned workers : {1U, 2U, 7U}) {
            std::vector<std::atomic<int>> done(1000);
            QVERIFY(
                parallelBlocks(done.size(), workers, {}, [&](unsigned worker, std::size_t block) {
                    if (worker < workers)
                        ++done[block];
                }));
            for (const auto& times : done)
                QCOMPARE(times.load(), 1);
        }
        QVERIFY(
            parallelBlocks(0, 4, {}, [](unsigned, std::size_t) { QFAIL("no block, no work"); }));
    }
    void aStopEndsTheWork() {
        std::stop_source stop;
        std::atomic<int> done = 0;
        QVERIFY(!parallelBlocks(1000, 2, stop.get_token(), [&](unsigned, std::size_t) {
            if (++done == 10)
                stop.request_stop();
        }));
        QVERIFY(done < 20);
    }
    void aThrowReachesTheCaller() {
        QVERIFY_EXCEPTION_THROWN(parallelBlocks(100, 3, {},
                                                [](unsigned, std::size_t block) {
                                                    if (block == 50)
                                                        throw std::runtime_error("no");
                                                }),
                                 std::runtime_error);
    }
    void thereIsAlwaysAWorker() {
        QVERIFY(ms::frame::workersOrAll(0) >= 1);
        QCOMPARE(ms::frame::workersOrAll(3), 3U);
    }
};

QTEST_APPLESS_MAIN(TestParallel)
#include "tst_parallel.moc"
