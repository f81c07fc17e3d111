// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/undo_history.h"

#include "tests/views/sample_company.h"

#include <QSignalSpy>
#include <QTest>

using namespace ms;
using session::UndoHistory;

namespace {

struct Rig {
    std::shared_ptr<test::SampleWorkspace> workspace = test::SampleWorkspace::company();
    session::Session session{test::accessTo(workspace)};
    session::FilterState filter;
    UndoHistory history{session, filter};

    Rig() {
        QSignalSpy changed(&session, &session::Session::changed);
        session.open(QStringLiteral("acme.margin"));
        changed.wait();
    }
    bool isActive(std::size_t batch) {
        const std::lock_guard lock{workspace->mutex};
        return workspace->batches[batch].isActive;
    }
    void setTenant(const char* tenant) {
        filter.setFilter(session::withValues({}, query::Dimension::Tenant, {tenant}));
    }
    QString tenant() const {
        const auto& values = session::keptValues(filter.place().filter, query::Dimension::Tenant);
        return values.empty() ? QString() : QString::fromStdString(values[0]);
    }
};

} // namespace

class TestUndoHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filtersAndBatchesAreOneHistory() {
        Rig rig;
        QVERIFY(!rig.history.canUndo());
        rig.setTenant("acme");
        rig.session.setBatchActive(1, false);
        QTRY_COMPARE(rig.history.undoText(), QStringLiteral("Put import of requests.jsonl back"));
        rig.setTenant("globex");
        QCOMPARE(rig.history.undoText(), QStringLiteral("Undo filter"));

        rig.history.undo();
        QCOMPARE(rig.tenant(), QStringLiteral("acme"));
        QSignalSpy switched(&rig.history, &UndoHistory::batchSwitched);
        rig.history.undo();
        QVERIFY(switched.wait());
        QVERIFY(rig.isActive(0));
        QCOMPARE(rig.tenant(), QStringLiteral("acme"));
        QCOMPARE(rig.history.redoText(), QStringLiteral("Take import of requests.jsonl out again"));
        rig.history.undo();
        QCOMPARE(rig.tenant(), QString());
        QVERIFY(!rig.history.canUndo());

        rig.history.redo();
        QCOMPARE(rig.tenant(), QStringLiteral("acme"));
        rig.history.redo();
        QVERIFY(switched.wait());
        QVERIFY(!rig.isActive(0));
        rig.history.redo();
        QCOMPARE(rig.tenant(), QStringLiteral("globex"));
        QVERIFY(!rig.history.canRedo());
    }

    void changesOfAScenarioAreSteps() {
        Rig rig;
        rig.filter.setOptions({{"top", "5"}});
        QCOMPARE(rig.history.undoText(), QStringLiteral("Undo setting"));
        rig.filter.setOptions({{"top", "5"}, {"scenario", "{}"}});
        QCOMPARE(rig.history.undoText(), QStringLiteral("Undo change of the scenario"));
        rig.setTenant("acme");
        rig.history.undo();
        rig.history.undo();
        QCOMPARE(rig.history.redoText(), QStringLiteral("Redo change of the scenario"));
        QVERIFY(!rig.filter.place().options.contains("scenario"));
        rig.history.redo();
        QCOMPARE(rig.filter.place().options.at("scenario"), std::string("{}"));
        QCOMPARE(rig.history.redoText(), QStringLiteral("Redo filter"));
    }

    void theLastImportIsUndone() {
        Rig rig;
        store::Batch receipt = rig.workspace->batches[2];
        rig.session.noteImport(receipt);
        QCOMPARE(rig.history.undoText(), QStringLiteral("Undo import of revenue.csv"));
        QSignalSpy switched(&rig.history, &UndoHistory::batchSwitched);
        rig.history.undo();
        QVERIFY(switched.wait());
        QVERIFY(!rig.isActive(2));
        QCOMPARE(rig.history.redoText(), QStringLiteral("Redo import of revenue.csv"));
        rig.history.redo();
        QVERIFY(switched.wait());
        QVERIFY(rig.isActive(2));
        receipt.id = 0; // nothing was written
        rig.session.noteImport(receipt);
        rig.history.undo();
        QVERIFY(switched.wait());
        QVERIFY(!rig.history.canUndo());
    }

    void manyAtOnceAreDoneInOrder() {
        Rig rig;
        for (int id = 1; id <= 3; ++id)
            rig.session.setBatchActive(id, false);
        QSignalSpy changed(&rig.session, &session::Session::batchChanged);
        QTRY_COMPARE(changed.count(), 3);
        for (int i = 0; i < 3; ++i)
            rig.history.undo();
        for (int i = 0; i < 2; ++i)
            rig.history.redo(); // nothing yet: none of them is undone so far
        QTRY_COMPARE(changed.count(), 6);
        QVERIFY(rig.isActive(0) && rig.isActive(1) && rig.isActive(2));
        rig.history.redo();
        rig.history.redo();
        QTRY_COMPARE(changed.count(), 8);
        QVERIFY(!rig.isActive(0) && !rig.isActive(1) && rig.isActive(2));
    }

    void whatCannotBeSwitchedIsForgotten() {
        Rig rig;
        rig.session.setBatchActive(1, false);
        QTRY_VERIFY(rig.history.canUndo());
        rig.workspace->refusesSwitches = true;
        QSignalSpy failed(&rig.session, &session::Session::failed);
        rig.history.undo();
        QVERIFY(failed.wait());
        QVERIFY(!rig.history.canUndo() && !rig.history.canRedo());
        rig.workspace->refusesSwitches = false;
        rig.session.setBatchActive(1, true); // a change of its own again
        QTRY_VERIFY(rig.history.canUndo());
    }

    void aFilterThatIsInForceAlreadyIsNoStep() {
        Rig rig;
        rig.setTenant("acme");
        rig.filter.back(); // to where there was no filter
        QCOMPARE(rig.tenant(), QString());
        rig.history.undo();
        QVERIFY(!rig.history.canUndo());
        QCOMPARE(rig.tenant(), QString());
    }

    void anotherWorkspaceStartsAnew() {
        Rig rig;
        rig.setTenant("acme");
        QSignalSpy opened(&rig.session, &session::Session::opened);
        rig.session.open(QStringLiteral("other.margin"));
        QVERIFY(opened.wait());
        QVERIFY(!rig.history.canUndo());
    }

    void longNamesAreCut() {
        Rig rig;
        store::Batch receipt = rig.workspace->batches[2];
        receipt.path = "/in/" + std::string(200, 'x') + ".csv";
        rig.session.noteImport(receipt);
        QVERIFY2(rig.history.undoText().size() < 70, qPrintable(rig.history.undoText()));
        QVERIFY(rig.history.undoText().endsWith(QStringLiteral(".csv")));
    }
};

QTEST_GUILESS_MAIN(TestUndoHistory)
#include "tst_undo_history.moc"
