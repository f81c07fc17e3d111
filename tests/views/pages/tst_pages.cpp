// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: attempts_page.cpp, drill_crumbs.cpp, explanation_view.cpp
// Covers: import_files_model.cpp, import_page.cpp, margin_page.cpp, rejects_table.cpp
// Covers: start_page.cpp
#include "app/services/local_mapping_service.h"
#include "models/tables/margin_table_model.h"
#include "tests/views/sample_company.h"
#include "views/pages/attempts_page.h"
#include "views/pages/drill_crumbs.h"
#include "views/pages/explanation_view.h"
#include "views/pages/import_files_model.h"
#include "views/pages/import_page.h"
#include "views/pages/margin_page.h"
#include "views/pages/rejects_table.h"
#include "views/pages/start_page.h"
#include "views/widgets/pinned_table.h"
#include "views/widgets/text_table_model.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <thread>

using namespace ms;
using session::Page;

class TestPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMarginPageShowsEveryTenantAndCopiesWhatItShows();
    void aPageThatIsClosedWhileAJobRunsGetsNoCallback();
    void everyDimensionCanBeAskedFor();
    void attemptsAreExplained();
    void anAttemptWithoutARequestIdIsExplainedToo();
    void importFilesHoldTheModelRules();
    void filesAreLookedAtBeforeTheyAreImported();
    void missingRecentFilesCannotBeOpened();
};

namespace {

struct Rig {
    std::shared_ptr<test::SampleWorkspace> workspace = test::SampleWorkspace::company();
    session::Session session{test::accessTo(workspace)};
    session::FilterState state;
    session::JobQueue jobs;
    test::SampleImports imports{workspace};
    app::LocalMappingService mapping;

    void open(Page page) {
        QSignalSpy changed(&session, &session::Session::changed);
        session.open(QStringLiteral("acme.margin"));
        QVERIFY(changed.wait());
        state.visitPage(page);
    }
};

} // namespace

void TestPages::aMarginPageShowsEveryTenantAndCopiesWhatItShows() {
    Rig rig;
    views::MarginPage page(rig.session, rig.state);
    page.show();
    QSignalSpy shown(&page, &views::MarginPage::shown);
    rig.open(Page::Margin);
    QTRY_COMPARE(shown.count(), 1);
    const auto& model = page.model();
    QCOMPARE(model.rowCount(), 14); // 13 with usage, one with revenue only
    page.copyTable();
    const QStringList lines = QApplication::clipboard()->text().trimmed().split(u'\n');
    QCOMPARE(lines.size(), 1 + 14 + 1);
    for (int row = 0; row < model.rowCount(); ++row) {
        const QStringList cells = lines[row + 1].split(u'\t');
        QCOMPARE(cells.size(), model.columnCount());
        for (int column = 0; column < model.columnCount(); ++column)
            QCOMPARE(cells[column], model.index(row, column).data().toString());
    }
    QCOMPARE(lines.back().split(u'\t')[0], QStringLiteral("Total"));
}

void TestPages::aPageThatIsClosedWhileAJobRunsGetsNoCallback() {
    Rig rig;
    rig.open(Page::Margin);
    auto page = std::make_unique<views::MarginPage>(rig.session, rig.state);
    page->show();
    QVERIFY(page->isBusy());
    page.reset();
    QTest::qWait(100); // the job ends; nobody is there
}

void TestPages::everyDimensionCanBeAskedFor() {
    Rig rig;
    views::MarginPage page(rig.session, rig.state);
    page.show();
    rig.open(Page::Margin);
    QSignalSpy failed(&page, &views::MarginPage::failed);
    for (const query::Dimension dimension : query::allDimensions()) {
        session::Place place = rig.state.place();
        place.by = {dimension};
        rig.state.visit(place);
        QTRY_VERIFY(!page.isBusy());
        QCOMPARE(page.model().table().query.by, std::vector{dimension});
    }
    QCOMPARE(failed.count(), 0);
}

void TestPages::anAttemptWithoutARequestIdIsExplainedToo() {
    Rig rig;
    for (test::PlainEvent& event : rig.workspace->events)
        event.request.clear();
    views::AttemptsPage page(rig.session, rig.state);
    page.show();
    QSignalSpy explained(&page, &views::AttemptsPage::explained);
    rig.open(Page::Attempts);
    QTRY_VERIFY(explained.count() > 0);
    QCOMPARE(page.explanation().findChild<views::TextTableModel*>()->rowCount(), 1);
}

void TestPages::attemptsAreExplained() {
    Rig rig;
    views::AttemptsPage page(rig.session, rig.state);
    page.show();
    QSignalSpy explained(&page, &views::AttemptsPage::explained);
    rig.open(Page::Attempts);
    QTRY_VERIFY(explained.count() > 0);
    const QString text = page.explanation().text();
    QVERIFY(text.contains(QStringLiteral("Priced")));
    QVERIFY(text.contains(QStringLiteral("From requests.jsonl, line ")));
    const auto* lines = page.explanation().findChild<views::TextTableModel*>();
    QCOMPARE(lines->rowCount(), 1);
    QCOMPARE(lines->index(0, 2).data().toString(), QStringLiteral("$2.50 per 1,000,000"));
    QVERIFY(lines->index(0, 6).data().toString().contains(QStringLiteral("prices.csv, line 12")));
}

void TestPages::importFilesHoldTheModelRules() {
    views::ImportFilesModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    Rig rig;
    model.setFiles(rig.imports.recognise({"/a/log.jsonl", "/a/invoice.pdf"}, {}, {}));
    QCOMPARE(model.importableRows(), std::vector{0}); // a PDF is nothing we read
    using Column = views::ImportFilesModel::Column;
    const auto text = [&](int row, Column column) {
        return model.index(row, int(column)).data().toString();
    };
    QCOMPARE(text(0, Column::Result), QStringLiteral("9 of 9 signature fields"));
    QCOMPARE(text(0, Column::Size), QStringLiteral("46.0 MiB"));
    QVERIFY(text(1, Column::Result).contains(QStringLiteral("PDF")));
    model.setReceipt(0, test::batchOf(7, core::FileKind::Events, "/a/log.jsonl", 48'000, 10));
    QCOMPARE(text(0, Column::Result),
             QStringLiteral("48,012 read = 48,000 accepted + 2 duplicates + 10 rejected + "
                            "0 skipped"));
    QVERIFY(model.importableRows().empty());
}

void TestPages::filesAreLookedAtBeforeTheyAreImported() {
    Rig rig;
    views::ImportPage page(rig.imports, rig.mapping, rig.session, rig.jobs);
    QSignalSpy needed(&page, &views::ImportPage::workspaceNeeded);
    QSignalSpy finished(&page, &views::ImportPage::finished);
    page.showFiles({QStringLiteral("/a/log.jsonl"), QStringLiteral("/a/invoice.pdf")});
    QTRY_COMPARE(page.files().rowCount(), 2);
    QCOMPARE(rig.workspace->batches.size(), std::size_t{3}); // nothing was written
    page.importAll();
    QCOMPARE(needed.count(), 1); // no workspace is open yet
    rig.open(Page::Import);
    page.importAll();
    QVERIFY(finished.wait());
    QCOMPARE(rig.workspace->batches.size(), std::size_t{4});
    const auto* file = page.files().fileAt(0);
    QVERIFY(file->receipt.has_value());
    QCOMPARE(file->receipt->rows, file->receipt->accepted + file->receipt->duplicates +
                                      file->receipt->rejected + file->receipt->skipped);
    // Undone from anywhere, the receipt says so.
    rig.session.setBatchActive(file->receipt->id, false);
    QTRY_VERIFY(!page.files().fileAt(0)->receipt->isActive);
}

void TestPages::missingRecentFilesCannotBeOpened() {
    views::StartPage page;
    page.setRecent({{QStringLiteral("/nowhere/gone.margin"), 5, QStringLiteral("May 2026"),
                     QDateTime(QDate(2026, 11, 20), QTime(14, 3))},
                    {QApplication::applicationFilePath(), 1'204'551, {}, {}}});
    const auto* list = page.findChild<QListWidget*>();
    QCOMPARE(list->item(0)->text(),
             QStringLiteral("gone.margin — 5 events · May 2026 · 2026-11-20 14:03 — missing"));
    QVERIFY(!list->item(0)->flags().testFlag(Qt::ItemIsEnabled));
    QVERIFY(list->item(1)->text().contains(QStringLiteral("1,204,551 events")));
}

QTEST_MAIN(TestPages)
#include "tst_pages.moc"
