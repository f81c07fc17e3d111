// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: batch_table_model.cpp, kept_summary.cpp, recent_files.cpp, snapshot.cpp
#include "models/session/batch_table_model.h"
#include "models/session/kept_summary.h"
#include "models/session/place.h"
#include "models/session/recent_files.h"
#include "models/session/session.h"
#include "tests/views/sample_company.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace ms;
using session::Session;

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void openingGivesASnapshot();
    void aWorkspaceThatCannotBeOpenedLeavesThePresentOne();
    void undoingABatchReloads();
    void aChangeBySomebodyElseIsSeen();
    void keptAndHiddenAddUpToEverything();
    void theBatchListShowsReceipts();
    void recentFilesAreListedOnce();
    void answersSayWhereTheyComeFrom();
};

void TestSession::openingGivesASnapshot() {
    Session session(test::accessTo(test::SampleWorkspace::company()));
    QSignalSpy opened(&session, &Session::opened);
    QSignalSpy changed(&session, &Session::changed);
    session.open(QStringLiteral("acme.margin"));
    QVERIFY(session.isLoading());
    QVERIFY(!session.snapshot()); // nothing is read on this thread
    QVERIFY(changed.wait());
    QCOMPARE(opened.count(), 1);
    QCOMPARE(session.snapshot()->eventRows(), std::int64_t{520});
}

void TestSession::answersSayWhereTheyComeFrom() {
    Session session(test::accessTo(test::SampleWorkspace::company()));
    QSignalSpy changed(&session, &Session::changed);
    session.open(QStringLiteral("acme.margin"));
    QVERIFY(changed.wait());
    const report::Context context = session::contextOf(*session.snapshot(), {});
    QCOMPARE(context.currency, session.snapshot()->settings.baseCurrency);
    QCOMPARE(context.zone, session.snapshot()->source->lens().zone.name());
    QCOMPARE(context.book, session.snapshot()->book);
    QCOMPARE(context.period, std::string("all time"));
}

void TestSession::aWorkspaceThatCannotBeOpenedLeavesThePresentOne() {
    Session session(test::accessTo(test::SampleWorkspace::company()));
    QSignalSpy changed(&session, &Session::changed);
    session.open(QStringLiteral("acme.margin"));
    QVERIFY(changed.wait());
    QSignalSpy failed(&session, &Session::failed);
    session.open(QStringLiteral("missing.margin"));
    QVERIFY(failed.wait());
    QVERIFY(failed.front().front().toString().contains(QStringLiteral("missing.margin")));
    QCOMPARE(session.snapshot()->path, std::string("acme.margin"));
}

void TestSession::undoingABatchReloads() {
    Session session(test::accessTo(test::SampleWorkspace::company()));
    QSignalSpy changed(&session, &Session::changed);
    session.open(QStringLiteral("acme.margin"));
    QVERIFY(changed.wait());
    session.setBatchActive(1, false);
    QVERIFY(changed.wait());
    QCOMPARE(session.snapshot()->eventRows(), std::int64_t{0});
    session.setBatchActive(1, true);
    QVERIFY(changed.wait());
    QCOMPARE(session.snapshot()->eventRows(), std::int64_t{520});
}

void TestSession::aChangeBySomebodyElseIsSeen() {
    const auto workspace = test::SampleWorkspace::company();
    Session session(test::accessTo(workspace));
    QSignalSpy changed(&session, &Session::changed);
    session.open(QStringLiteral("acme.margin"));
    QVERIFY(changed.wait());
    session.checkForChanges();
    QTest::qWait(50);
    QCOMPARE(changed.count(), 1);
    workspace->version = 7;
    session.checkForChanges();
    QVERIFY(changed.wait());
    QCOMPARE(session.snapshot()->version, std::int64_t{7});
}

void TestSession::keptAndHiddenAddUpToEverything() {
    const auto snapshot = test::SampleWorkspace::company()->snapshot("acme.margin");
    const query::Filter filter =
        session::withValues({}, query::Dimension::Tenant, {"acme", "globex"});
    const auto summary = session::summariseKept(filter, *snapshot->source, {});
    QVERIFY(bool(summary));
    // By hand: a loop over the events.
    core::Int128 kept = 0;
    core::Int128 outside = 0;
    core::MoneySum all;
    for (const test::PlainEvent& event : test::companyEvents()) {
        all += core::Money::fromPicos(event.costPicos.value_or(0));
        if (event.tenant != "acme" && event.tenant != "globex")
            continue;
        (event.environment == "production" ? kept : outside) += 1;
    }
    QVERIFY(summary->kept.attempts == kept);
    QVERIFY(summary->outsideScope.attempts == outside);
    QVERIFY(summary->kept.attempts + summary->hidden.attempts == 520);
    QVERIFY(summary->kept.cost + summary->hidden.cost == all);
}

void TestSession::theBatchListShowsReceipts() {
    session::BatchTableModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBatches(test::SampleWorkspace::company()->batches);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.batchAt(0)->id, std::int64_t{3}); // newest first
    QVERIFY(!model.batchAt(3));
    using Column = session::BatchTableModel::Column;
    const auto text = [&](Column column) { return model.index(2, int(column)).data().toString(); };
    QCOMPARE(text(Column::File), QStringLiteral("requests.jsonl"));
    QCOMPARE(text(Column::Rows), QStringLiteral("525"));
    QCOMPARE(text(Column::Accepted), QStringLiteral("520"));
    QCOMPARE(text(Column::Rejected), QStringLiteral("3"));
    QCOMPARE(text(Column::State), QStringLiteral("in use"));
}

void TestSession::recentFilesAreListedOnce() {
    QList<session::RecentFile> files;
    for (int i = 0; i < 12; ++i)
        files = withRecent(files, {QString::number(i), i, {}, {}});
    QCOMPARE(files.size(), session::kRecentFiles);
    files = withRecent(files, {QStringLiteral("5"), 99, {}, {}});
    QCOMPARE(files.size(), session::kRecentFiles);
    QCOMPARE(files.front().rows, 99);
    QCOMPARE(std::count_if(files.begin(), files.end(),
                           [](const auto& f) { return f.path == QStringLiteral("5"); }),
             1);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
