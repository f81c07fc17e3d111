// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/job_queue.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace ms;
using session::JobQueue;

class TestJobQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jobsRunOneAfterTheOther();
    void aRunningJobIsCancelledWithin100Ms();
    void aWaitingJobIsDropped();
    void progressIsSeenWhileAJobRuns();
    void closingTheQueueEndsTheJobWithoutCallback();
    void thePaceIsRowsPerSecondAndWhatIsLeft();
};

namespace {

core::Status untilStopped(const core::ProgressFn&, std::stop_token stop) {
    for (int i = 0; i < 1000 && !stop.stop_requested(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return core::Error{core::Error::Code::Cancelled, "Cancelled.", {}};
}

} // namespace

void TestJobQueue::jobsRunOneAfterTheOther() {
    JobQueue queue;
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    QStringList order;
    for (const QString& name : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")})
        queue.add(
            name,
            [&](const core::ProgressFn&, std::stop_token) -> core::Status {
                most = std::max(most.load(), ++running);
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
                --running;
                return {};
            },
            [&order, name](const core::Status& status) {
                QVERIFY(bool(status));
                order << name;
            });
    QTRY_VERIFY(queue.isIdle());
    QCOMPARE(order.join(QString()), QStringLiteral("abc"));
    QCOMPARE(most.load(), 1);
}

void TestJobQueue::aRunningJobIsCancelledWithin100Ms() {
    JobQueue queue;
    std::optional<core::Error> error;
    const int id = queue.add(QStringLiteral("long"), untilStopped,
                             [&](const core::Status& status) { error = status.error(); });
    QTest::qWait(20);
    QElapsedTimer clock;
    clock.start();
    queue.cancel(id);
    QTRY_VERIFY(error.has_value());
    QVERIFY(clock.elapsed() < 100);
    QCOMPARE(error->code, core::Error::Code::Cancelled);
}

void TestJobQueue::aWaitingJobIsDropped() {
    JobQueue queue;
    bool ran = false;
    const int first = queue.add(QStringLiteral("first"), untilStopped, {});
    const int second = queue.add(QStringLiteral("second"),
                                 [&](const core::ProgressFn&, std::stop_token) -> core::Status {
                                     ran = true;
                                     return {};
                                 },
                                 {});
    queue.cancel(second);
    QCOMPARE(queue.jobs().size(), std::size_t{1});
    queue.cancel(first);
    QTRY_VERIFY(queue.isIdle());
    QVERIFY(!ran);
}

void TestJobQueue::progressIsSeenWhileAJobRuns() {
    JobQueue queue;
    const int id = queue.add(QStringLiteral("import"),
                             [](const core::ProgressFn& progress, std::stop_token stop) {
                                 progress({500, 1000, 42});
                                 return untilStopped(progress, stop);
                             },
                             {});
    QTRY_COMPARE(queue.jobs().front().progress.rows, std::uint64_t{42});
    QCOMPARE(queue.jobs().front().state, JobQueue::State::Running);
    queue.cancel(id);
    QTRY_VERIFY(queue.isIdle());
}

void TestJobQueue::closingTheQueueEndsTheJobWithoutCallback() {
    bool wasCalled = false;
    {
        JobQueue queue;
        queue.add(QStringLiteral("long"), untilStopped,
                  [&](const core::Status&) { wasCalled = true; });
    }
    QTest::qWait(20);
    QVERIFY(!wasCalled);
}

void TestJobQueue::thePaceIsRowsPerSecondAndWhatIsLeft() {
    using namespace std::chrono_literals;
    const session::Pace pace = session::paceOf({250, 1000, 80'000}, 2000ms);
    QCOMPARE(pace.rowsPerSecond, 40'000.0);
    QCOMPARE(pace.remaining->count(), 6);
    QVERIFY(!session::paceOf({250, 0, 80'000}, 2000ms).remaining);   // a pipe: size not known
    QVERIFY(!session::paceOf({250, 1000, 80'000}, 100ms).remaining); // too early to say
}

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_job_queue.moc"
