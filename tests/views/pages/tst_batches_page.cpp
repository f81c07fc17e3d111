// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: export_name.cpp, receipt_view.cpp, reject_editor.cpp, rejects_panel.cpp
#include "views/pages/batches_page.h"

#include "models/session/reject_table_model.h"
#include "tests/views/sample_company.h"
#include "views/pages/export_name.h"
#include "views/pages/receipt_view.h"
#include "views/pages/reject_editor.h"
#include "views/pages/rejects_panel.h"
#include "views/widgets/pinned_table.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>

using namespace ms;
using Column = session::RejectTableModel::Column;
using State = session::RejectTableModel::State;

namespace {

struct Rig {
    std::shared_ptr<test::SampleWorkspace> workspace = test::SampleWorkspace::company();
    session::Session session{test::accessTo(workspace)};
    session::JobQueue jobs;
    test::SampleImports imports{workspace};
    std::unique_ptr<views::BatchesPage> page;

    /// Open the page and choose the batch.
    void open(qint64 batch = 1) {
        page = std::make_unique<views::BatchesPage>(imports, session, jobs);
        page->resize(850, 560);
        page->show();
        QSignalSpy changed(&session, &session::Session::changed);
        session.open(QStringLiteral("acme.margin"));
        QVERIFY(changed.wait());
        choose(batch);
    }
    void choose(qint64 batch) {
        const auto* list = page->findChild<views::PinnedTable*>();
        for (int row = 0; row < list->view()->model()->rowCount(); ++row)
            if (list->view()->model()->index(row, 0).data().toString() == QString::number(batch))
                list->view()->selectRow(row);
    }
    void showRejects() {
        page->findChild<QTabBar*>()->setCurrentIndex(1);
        QTRY_VERIFY(rejects().rowCount() > 0);
    }
    views::RejectsPanel& panel() const { return page->rejectsPanel(); }
    const session::RejectTableModel& rejects() const { return panel().rejects(); }
    QTableView& table() const { return *panel().findChild<QTableView*>(); }
    QPlainTextEdit& text() const {
        return *panel().findChild<views::RejectEditor*>()->findChildren<QPlainTextEdit*>().last();
    }
    QPushButton* button(const char* part) const {
        for (QPushButton* one : page->findChildren<QPushButton*>())
            if (one->text().contains(QString::fromLatin1(part)))
                return one;
        return nullptr;
    }
    QString receipt() const { return page->receipt().toPlainText(); }
};

} // namespace

class TestBatchesPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theReceiptOfTheChosenFileIsShown();
    void anUndoneFileIsShownAtOnce();
    void whatDoesNotAddUpIsSaid();
    void namesAreTextAndNoMarkup();
    void rowsAreCorrectedByKeyboard();
    void editedRowsAreTriedTogether();
    void correctionsAreOpenAgainAfterUndo();
    void whatFailsIsToldAndEditsStay();
    void rowsOfAnUndoneFileAreNotTried();
    void manyRejectsAreReadAsTheyAreSeen();
    void rejectsAreExported();
    void exportNamesAreFileNames();
    void aFileWithoutRejectsHasNoList();
    void aPageThatIsClosedWhileRowsAreTriedGetsNoCallback();
};

void TestBatchesPage::theReceiptOfTheChosenFileIsShown() {
    Rig rig;
    rig.open();
    for (const char* shown :
         {"requests.jsonl", "525 read = 520 accepted + 2 duplicates + 3 rejected + 0 skipped",
          "allocation_event", "Allocation event, 9 of 9 signature fields",
          "cached tokens within the input, reasoning within the output", "UTF-8, packed as gzip",
          "46.0 MiB (48,210,000 bytes)", "XXH3-64 9f86d081884c7d65",
          "2026-05-01 to 2026-06-20 (UTC)", "1 partial line left at the end"})
        QVERIFY2(rig.receipt().contains(QString::fromUtf8(shown)), shown);
    QTRY_VERIFY(rig.receipt().contains(QStringLiteral("All accepted rows count now.")));
    for (const char* total : {"1,204,551", "1,100,000", "104,551", "120,455.125"})
        QVERIFY2(rig.receipt().contains(QString::fromLatin1(total)), total);
    rig.choose(2);
    QVERIFY(rig.receipt().startsWith(QStringLiteral("prices.csv")));
    QVERIFY(!rig.receipt().contains(QStringLiteral("Control totals")));
}

void TestBatchesPage::anUndoneFileIsShownAtOnce() {
    Rig rig;
    rig.open();
    QSignalSpy switched(&rig.session, &session::Session::batchChanged);
    QSignalSpy changed(&rig.session, &session::Session::changed);
    rig.button("Undo this import")->click();
    QVERIFY(switched.wait());
    QCOMPARE(changed.count(), 0); // the figures follow
    QVERIFY(rig.receipt().contains(QStringLiteral("undone: nothing of it counts")));
    const auto* list = rig.page->findChild<views::PinnedTable*>();
    QCOMPARE(list->view()->model()->index(2, 3).data().toString(), QStringLiteral("undone"));
    QVERIFY(rig.button("Put this import back"));
    QVERIFY(changed.wait());
    QCOMPARE(rig.session.snapshot()->eventRows(), std::int64_t{0});
    QCOMPARE(list->currentRow(), 2); // the same file is chosen
    QTRY_VERIFY(rig.receipt().contains(QStringLiteral("None of its rows count")));
}

void TestBatchesPage::whatDoesNotAddUpIsSaid() {
    Rig rig;
    rig.workspace->batches[0].accepted = 519;
    rig.open();
    QVERIFY(rig.receipt().contains(QStringLiteral("This does not add up")));
    QVERIFY(!rig.receipt().contains(QStringLiteral("✓")));
}

void TestBatchesPage::namesAreTextAndNoMarkup() {
    Rig rig;
    rig.workspace->batches[0].path = "/in/" + std::string(200, 'x') + "<b>bold</b>.csv";
    rig.workspace->batches[0].notes = {"<img src=x>", "turned \u202E round"};
    rig.workspace->rejects[1][0].row.raw = "<b>5</b>";
    rig.open();
    QVERIFY(rig.receipt().contains(QStringLiteral("<b>bold</b>.csv")));
    QVERIFY(rig.receipt().contains(QStringLiteral("<img src=x>")));
    QVERIFY(rig.receipt().contains(QStringLiteral("turned <U+202E> round")));
    rig.showRejects();
    QCOMPARE(rig.text().toPlainText(), QStringLiteral("<b>5</b>"));
    for (const QLabel* label : rig.page->findChildren<QLabel*>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestBatchesPage::rowsAreCorrectedByKeyboard() {
    Rig rig;
    rig.open();
    rig.showRejects();
    QCOMPARE(rig.table().currentIndex().row(), 0);
    rig.page->activateWindow();
    rig.table().setFocus();
    QTest::keyClick(&rig.table(), Qt::Key_Return); // edits
    QTRY_VERIFY(rig.text().hasFocus());
    rig.text().selectAll();
    QTest::keyClicks(&rig.text(), QStringLiteral("{\"good\":1}"));
    QCOMPARE(rig.rejects().stateOf(0), State::Edited);
    QSignalSpy retried(&rig.panel(), &views::RejectsPanel::retried);
    QTest::keyClick(&rig.text(), Qt::Key_Return, Qt::ControlModifier); // tries it
    QVERIFY(retried.wait());
    QCOMPARE(rig.rejects().stateOf(0), State::Corrected);
    QVERIFY2(
        rig.panel().told().startsWith(QStringLiteral("Imported as batch 4: 1 read = 1 accepted")),
        qPrintable(rig.panel().told()));
    QVERIFY(rig.text().isReadOnly());
    QTest::keyClick(&rig.text(), Qt::Key_Escape);
    QTRY_VERIFY(rig.table().hasFocus());
    // The new receipt is in the list, and the file that was corrected is still the chosen one.
    const auto* list = rig.page->findChild<views::PinnedTable*>();
    QTRY_COMPARE(list->view()->model()->rowCount(), 4);
    QCOMPARE(list->currentRow(), 3);
    QTRY_VERIFY(rig.receipt().contains(QStringLiteral("Of the rejected rows 1 is in use")));
}

void TestBatchesPage::editedRowsAreTriedTogether() {
    Rig rig;
    rig.open();
    rig.showRejects();
    rig.text().setPlainText(QStringLiteral("good"));
    rig.table().selectRow(2);
    rig.text().setPlainText(QStringLiteral("bad"));
    rig.table().selectRow(1); // not edited
    QSignalSpy retried(&rig.panel(), &views::RejectsPanel::retried);
    QVERIFY(rig.button("Retry 2 edited rows"));
    rig.button("Retry 2 edited rows")->click();
    QVERIFY(!rig.button("Retry 2 edited rows")->isEnabled()); // under way
    QVERIFY(retried.wait());
    QCOMPARE(rig.rejects().stateOf(0), State::Corrected);
    QCOMPARE(rig.rejects().stateOf(1), State::Open);
    QCOMPARE(rig.rejects().stateOf(2), State::Refused);
    const auto cell = [&](Column column) {
        return rig.rejects().index(2, int(column)).data().toString();
    };
    QCOMPARE(cell(Column::Reason), QStringLiteral("This is still wrong."));
    QCOMPARE(cell(Column::Column), QStringLiteral("retried"));
    QCOMPARE(cell(Column::Row), QStringLiteral("bad"));
    QVERIFY(rig.panel().told().contains(QStringLiteral("1 row still rejected")));
    QVERIFY(!rig.button("Retry edited rows")->isEnabled());
}

void TestBatchesPage::correctionsAreOpenAgainAfterUndo() {
    Rig rig;
    rig.open();
    rig.showRejects();
    rig.text().setPlainText(QStringLiteral("good"));
    QSignalSpy retried(&rig.panel(), &views::RejectsPanel::retried);
    rig.button("Retry this row")->click();
    QVERIFY(retried.wait());
    QTRY_COMPARE(rig.rejects().stateOf(0), State::Corrected);
    {
        const std::lock_guard lock{rig.workspace->mutex};
        rig.workspace->rejects[1][0].correctedBy.reset(); // as the store says once it is undone
        rig.workspace->batches[0].corrected = 0;
    }
    rig.session.reload();
    QTRY_COMPARE(rig.rejects().stateOf(0), State::Open);
    QVERIFY(!rig.text().isReadOnly());
}

void TestBatchesPage::whatFailsIsToldAndEditsStay() {
    Rig rig;
    rig.imports.retryError = "The disk is full.";
    rig.open();
    rig.showRejects();
    rig.text().setPlainText(QStringLiteral("good"));
    QSignalSpy retried(&rig.panel(), &views::RejectsPanel::retried);
    rig.button("Retry this row")->click();
    QVERIFY(retried.wait());
    QCOMPARE(rig.panel().told(), QStringLiteral("The disk is full."));
    QCOMPARE(rig.rejects().stateOf(0), State::Edited);
    QVERIFY(rig.button("Retry this row")->isEnabled());
    rig.choose(2);
    rig.choose(1); // the text is kept meanwhile
    QTRY_COMPARE(rig.rejects().rowCount(), 3);
    QCOMPARE(rig.text().toPlainText(), QStringLiteral("good"));
}

void TestBatchesPage::rowsOfAnUndoneFileAreNotTried() {
    Rig rig;
    rig.workspace->batches[0].isActive = false;
    rig.open();
    rig.showRejects();
    QVERIFY(!rig.button("Retry this row")->isEnabled());
    QVERIFY(rig.button("Export rejects")->isEnabled());
    QTest::keyClick(&rig.table(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(rig.jobs.isIdle());
}

void TestBatchesPage::manyRejectsAreReadAsTheyAreSeen() {
    Rig rig;
    auto& rejects = rig.workspace->rejects[1];
    rejects.clear();
    for (int number = 1; number <= 10'000; ++number)
        rejects.push_back({number, {number, "cost", "No number.", std::string(4'000, 'x')}, {}});
    rig.workspace->batches[0].rejected = 10'000;
    rig.workspace->batches[0].rows += 10'000 - 3;
    rig.open();
    QElapsedTimer clock;
    clock.start();
    rig.showRejects();
    QCOMPARE(rig.rejects().rowCount(), 1'000);
    QVERIFY2(clock.elapsed() < 1'500, qPrintable(QString::number(clock.elapsed())));
    rig.table().scrollToBottom();
    QTRY_COMPARE(rig.rejects().rowCount(), 2'000);
    QVERIFY(rig.button("Rejected rows") == nullptr); // a tab, no button
    QCOMPARE(rig.page->findChild<QTabBar*>()->tabText(1), QStringLiteral("Rejected rows (10,000)"));
}

void TestBatchesPage::rejectsAreExported() {
    Rig rig;
    rig.open();
    rig.showRejects();
    QSignalSpy asked(rig.page.get(), &views::BatchesPage::exportRejectsRequested);
    rig.button("Export rejects")->click();
    QCOMPARE(asked.takeFirst()[0].toString(), QStringLiteral("requests-rejects.csv"));
    rig.page->exportRejects(QStringLiteral("/out/x.csv"));
    QTRY_VERIFY(rig.panel().told().startsWith(QStringLiteral("3 rows written to /out/x.csv")));
    QCOMPARE(rig.imports.exportedTo, std::string("/out/x.csv"));
}

void TestBatchesPage::exportNamesAreFileNames() {
    const auto name = [](const char* path) {
        return views::rejectsFileName(QString::fromUtf8(path));
    };
    QCOMPARE(name("/exports/may.csv"), QStringLiteral("may-rejects.csv"));
    QCOMPARE(name("may.2026.jsonl.gz"), QStringLiteral("may.2026-rejects.csv"));
    QCOMPARE(name("/in/a.zip/<b>:x|y?.csv"), QStringLiteral("-b--x-y--rejects.csv"));
    QCOMPARE(name("/in/tab\there\u202E.csv"), QStringLiteral("tab-here--rejects.csv"));
    QCOMPARE(name(""), QStringLiteral("file-rejects.csv"));
    QCOMPARE(name((std::string(300, 'x') + ".csv").c_str()).size(), 100 + 12);
}

void TestBatchesPage::aFileWithoutRejectsHasNoList() {
    Rig rig;
    rig.open(2);
    rig.page->findChild<QTabBar*>()->setCurrentIndex(1);
    QVERIFY(!rig.table().isVisible());
    rig.choose(1);
    QTRY_VERIFY(rig.table().isVisible());
}

void TestBatchesPage::aPageThatIsClosedWhileRowsAreTriedGetsNoCallback() {
    Rig rig;
    rig.open();
    rig.showRejects();
    rig.text().setPlainText(QStringLiteral("good"));
    rig.button("Retry this row")->click();
    rig.page.reset();
    QTRY_VERIFY(rig.jobs.isIdle()); // the job ends; nobody is there
}

QTEST_MAIN(TestBatchesPage)
#include "tst_batches_page.moc"
