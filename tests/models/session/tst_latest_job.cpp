// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/latest_job.h"

#include "models/core/check.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <thread>

using namespace ms;
using session::LatestJob;

class TestLatestJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNewestQuestionWins();
    void anOwnerThatIsGoneGetsNoCallback();
    void aCancelledQuestionGetsNoCallback();
    void aFailedCheckBecomesAnInternalError();
};

namespace {

/// Works until it is asked to stop or a second is over; says whether it was asked.
bool waitForStop(const std::stop_token& stop) {
    for (int i = 0; i < 200 && !stop.stop_requested(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return stop.stop_requested();
}

} // namespace

void TestLatestJob::theNewestQuestionWins() {
    QObject owner;
    LatestJob<int> job(&owner);
    std::vector<int> answers;
    std::atomic<bool> wasStopped = false;
    job.start(
        [&wasStopped](std::stop_token stop) -> core::Result<int> {
            wasStopped = waitForStop(stop);
            return 1;
        },
        [&](const core::Result<int>& answer) { answers.push_back(*answer); });
    job.start([](std::stop_token) -> core::Result<int> { return 2; },
              [&](const core::Result<int>& answer) { answers.push_back(*answer); });
    QVERIFY(job.isRunning());
    QTRY_VERIFY(!job.isRunning());
    QTRY_VERIFY(wasStopped);
    QTest::qWait(50);
    QCOMPARE(answers, std::vector{2});
}

void TestLatestJob::anOwnerThatIsGoneGetsNoCallback() {
    struct Page : QObject {
        LatestJob<int> job{this};
    };
    bool wasCalled = false;
    auto stopped = std::make_shared<std::atomic<bool>>(false);
    auto page = std::make_unique<Page>();
    page->job.start(
        [stopped](std::stop_token stop) -> core::Result<int> {
            *stopped = waitForStop(stop);
            return 1;
        },
        [&](const core::Result<int>&) { wasCalled = true; });
    page.reset();
    QTRY_VERIFY(*stopped);
    QTest::qWait(50);
    QVERIFY(!wasCalled);
}

void TestLatestJob::aCancelledQuestionGetsNoCallback() {
    QObject owner;
    LatestJob<int> job(&owner);
    bool wasCalled = false;
    std::atomic<bool> isOver = false;
    job.start(
        [&](std::stop_token stop) -> core::Result<int> {
            waitForStop(stop);
            isOver = true;
            return 1;
        },
        [&](const core::Result<int>&) { wasCalled = true; });
    job.cancel();
    QVERIFY(!job.isRunning());
    QTRY_VERIFY(isOver);
    QTest::qWait(50);
    QVERIFY(!wasCalled);
}

void TestLatestJob::aFailedCheckBecomesAnInternalError() {
    QObject owner;
    LatestJob<int> job(&owner);
    std::optional<core::Error> error;
    job.start(
        [](std::stop_token) -> core::Result<int> {
            CHECK(1 == 2, "One is two.");
            return 1;
        },
        [&](const core::Result<int>& answer) { error = answer.error(); });
    QTRY_VERIFY(error.has_value());
    QCOMPARE(error->code, core::Error::Code::Internal);
    QVERIFY(error->message.find("One is two.") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestLatestJob)
#include "tst_latest_job.moc"
