// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/core/at_once.h"

#include <array>
#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace ms;

class TestAtOnce : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allRunAtTheSameTime() {
        std::latch all{3}; // nobody passes before everybody is there
        std::thread::id first;
        const auto meet = [&all] { all.arrive_and_wait(); };
        core::atOnce({[&] {
                          first = std::this_thread::get_id();
                          meet();
                      },
                      meet, meet});
        QVERIFY(all.try_wait());
        QVERIFY(first == std::this_thread::get_id());
    }
    void halvesAreAllOfIt() {
        for (const std::size_t count : {0, 1, 2, 7}) {
            std::array<std::vector<std::size_t>, 2> done;
            core::inHalves(count, [&](std::size_t half, std::size_t from, std::size_t to) {
                for (; from < to; ++from)
                    done[half].push_back(from);
            });
            QCOMPARE(done[0].size(), count / 2);
            done[0].insert(done[0].end(), done[1].begin(), done[1].end());
            QCOMPARE(done[0].size(), count);
            for (std::size_t i = 0; i < count; ++i)
                QCOMPARE(done[0][i], i);
        }
    }
    void nothingToDoIsDone() { core::atOnce({}); }
    void whatIsThrownComesAfterAllHaveEnded_data() {
        QTest::addColumn<int>("thrower");
        QTest::newRow("the caller's part") << 0;
        QTest::newRow("another's") << 1;
    }
    void whatIsThrownComesAfterAllHaveEnded() {
        QFETCH(int, thrower);
        std::atomic<int> ended = 0;
        std::vector<std::function<void()>> works;
        for (int i = 0; i < 3; ++i)
            works.push_back([&ended, isThrower = i == thrower] {
                if (isThrower)
                    throw std::runtime_error("no");
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
                ++ended;
            });
        QVERIFY_EXCEPTION_THROWN(core::atOnce(works), std::runtime_error);
        QCOMPARE(ended.load(), 2);
    }
};

QTEST_APPLESS_MAIN(TestAtOnce)
#include "tst_at_once.moc"
