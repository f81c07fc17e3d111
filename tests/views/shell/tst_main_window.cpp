// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: file_dialogs.cpp, navigation.cpp, pasted_table.cpp, status_line.cpp, window_actions.cpp
#include "views/shell/main_window.h"

#include "app/services/local_import_service.h"
#include "app/services/local_mapping_service.h"
#include "models/tables/margin_table_model.h"
#include "tests/views/sample_company.h"
#include "views/pages/attempts_page.h"
#include "views/pages/batches_page.h"
#include "views/pages/explanation_view.h"
#include "views/pages/import_files_model.h"
#include "views/pages/import_page.h"
#include "views/pages/margin_page.h"
#include "views/pages/overview_page.h"
#include "views/pages/receipt_view.h"
#include "views/pages/report_page.h"
#include "views/pages/start_page.h"
#include "views/shell/file_dialogs.h"
#include "views/shell/navigation.h"
#include "views/shell/status_line.h"
#include "views/shell/window_actions.h"
#include "views/widgets/filter_bar.h"
#include "views/widgets/pinned_table.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QMimeData>
#include <QProcess>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace ms;
using session::Page;

/// The first five minutes of a user, step by step, on a workspace in memory.
class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theStartPageComesFirst();
    void aNarrowWindowStaysNarrow();
    void theSampleOpensOnItsMargin();
    void enterDrillsToTheExplanationAndBackReturns();
    void theDrilledRowsSumToTheClickedNumber();
    void undoClearsTheFilter();
    void undoTakesTheLastImportOut();
    void whatIsTypedIntoATableIsABatchThatUndoTakesOut();
    void droppedFilesAreShownThenImported();
    void aPastedTableIsShownLikeAFile();
    void whatIsNoTableIsNotPasted();
    void severalThingsDroppedAtOnceAreAllShown();
    void aFailureIsAMessageAndNoBox();
    void theCommandIsCopied();
    void themesAndRecentFilesAreRemembered();
    void altDownGoesToTheNextRowOfAList();
    void everyShortcutIsUsedOnce();
    void fileDialogsDoNotStopTheWindow();

private:
    void openSample();

    std::shared_ptr<test::SampleWorkspace> m_workspace;
    std::unique_ptr<test::SampleImports> m_imports;
    app::LocalMappingService m_mapping;
    std::unique_ptr<session::Session> m_session;
    views::WindowSettings m_saved;
    std::unique_ptr<views::MainWindow> m_window;
};

void TestMainWindow::init() {
    m_workspace = test::SampleWorkspace::company();
    m_imports = std::make_unique<test::SampleImports>(m_workspace);
    m_session = std::make_unique<session::Session>(test::accessTo(m_workspace));
    m_window = std::make_unique<views::MainWindow>(
        *m_session, *m_imports, m_mapping,
        views::SettingsDoor{[this] { return m_saved; },
                            [this](const views::WindowSettings& s) { m_saved = s; }});
    m_window->show();
}

void TestMainWindow::cleanup() {
    m_window.reset();
    m_session.reset();
    m_saved = {};
}

void TestMainWindow::openSample() {
    QSignalSpy overview(&m_window->overviewPage(), &views::OverviewPage::shown);
    Q_EMIT m_window->findChild<views::StartPage*>()->sampleRequested();
    QTRY_VERIFY(overview.count() > 0);
    QSignalSpy margin(&m_window->marginPage(), &views::MarginPage::shown);
    m_window->state().visitPage(Page::Margin);
    QTRY_VERIFY(margin.count() > 0);
}

void TestMainWindow::theStartPageComesFirst() {
    QVERIFY(m_window->findChild<views::StartPage*>()->isVisible());
    QVERIFY(!m_window->filterBar().isVisible());
    QVERIFY(!m_window->findChild<views::Navigation*>()->isVisible());
}

void TestMainWindow::aNarrowWindowStaysNarrow() {
    m_window->resize(900, 600);
    openSample();
    m_window->lookAtFiles({QStringLiteral("/a/log.jsonl"), QStringLiteral("/a/invoice.pdf")});
    QTRY_COMPARE(m_window->importPage().files().rowCount(), 2);
    QSignalSpy finished(&m_window->importPage(), &views::ImportPage::finished);
    m_window->importPage().importAll();
    QVERIFY(finished.wait());
    QCOMPARE(m_window->width(), 900);
}

void TestMainWindow::theSampleOpensOnItsMargin() {
    openSample();
    QVERIFY(m_window->marginPage().isVisible());
    QVERIFY(m_window->filterBar().isVisible());
    QCOMPARE(m_window->marginPage().model().rowCount(), 14);
    QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("sample.margin")));
    QVERIFY(views::statusText(m_session->snapshot())
                .startsWith(QStringLiteral("UTC · USD · price book default · 520 events")));
    QCOMPARE(views::spanText(*m_session->snapshot()), QStringLiteral("May 2026 to June 2026"));
}

void TestMainWindow::enterDrillsToTheExplanationAndBackReturns() {
    openSample();
    views::MarginPage& margin = m_window->marginPage();
    margin.table().view()->selectRow(0);
    QTest::keyClick(margin.table().view(), Qt::Key_Return);
    QTRY_VERIFY(!margin.isBusy());
    QCOMPARE(m_window->state().place().by, std::vector{query::Dimension::Feature});
    margin.table().view()->selectRow(0);
    QTest::keyClick(margin.table().view(), Qt::Key_Return);
    QSignalSpy explained(&m_window->attemptsPage(), &views::AttemptsPage::explained);
    QTRY_VERIFY(explained.count() > 0);
    QVERIFY(m_window->attemptsPage().isVisible());
    QVERIFY(m_window->attemptsPage().explanation().text().contains(QStringLiteral("Priced")));
    auto* actions = m_window->findChild<views::WindowActions*>();
    actions->back->trigger();
    QCOMPARE(m_window->state().place().page, Page::Margin);
    actions->back->trigger();
    QVERIFY(m_window->state().place().path.empty());
    actions->forward->trigger();
    QCOMPARE(m_window->state().place().path.size(), std::size_t{1});
}

void TestMainWindow::theDrilledRowsSumToTheClickedNumber() {
    openSample();
    views::MarginPage& margin = m_window->marginPage();
    const auto clicked = margin.model().rowAt(0).figures;
    QSignalSpy shown(&margin, &views::MarginPage::shown);
    Q_EMIT margin.table().rowActivated(0);
    QTRY_COMPARE(shown.count(), 1);
    core::MoneySum cost;
    core::MoneySum revenue;
    for (const analysis::MarginRow& row : margin.model().table().rows) {
        cost += row.figures.cost;
        revenue += row.figures.revenue;
    }
    QVERIFY(cost == clicked.cost);
    QVERIFY(revenue == clicked.revenue);
}

void TestMainWindow::undoClearsTheFilter() {
    openSample();
    m_window->state().setFilter(session::withValues({}, query::Dimension::Tenant, {"acme"}));
    QTRY_COMPARE(m_window->marginPage().model().rowCount(), 1);
    m_window->findChild<views::WindowActions*>()->undo->trigger();
    QTRY_COMPARE(m_window->marginPage().model().rowCount(), 14);
}

void TestMainWindow::whatIsTypedIntoATableIsABatchThatUndoTakesOut() {
    openSample();
    views::ReportPage* costs = nullptr;
    for (auto* page : m_window->findChildren<views::ReportPage*>())
        if (page->spec().page == Page::Costs)
            costs = page;
    QVERIFY(costs);
    const session::EnteredRows rows{
        core::FileKind::Features, {"endpoint", "feature", "owner_team"}, {{"Search", "Find", ""}}};
    const auto featureOf = [&](const char* name) {
        return m_session->snapshot()->source->features().featureOf(name);
    };
    Q_EMIT costs->rowsEntered(rows);
    QTRY_COMPARE(featureOf("Search"), std::string("Find"));
    auto* actions = m_window->findChild<views::WindowActions*>();
    QCOMPARE(actions->undo->text(), QStringLiteral("Undo import of features entered by hand"));
    actions->undo->trigger();
    QTRY_COMPARE(featureOf("Search"), std::string("Search"));
    actions->redo->trigger();
    QTRY_COMPARE(featureOf("Search"), std::string("Find"));
    m_imports->enterError = "The disk is full.";
    Q_EMIT costs->rowsEntered(rows);
    QTRY_COMPARE(m_window->message(), QStringLiteral("The disk is full."));
}

void TestMainWindow::undoTakesTheLastImportOut() {
    openSample();
    m_window->lookAtFiles({QStringLiteral("/a/R&D log.jsonl")});
    QTRY_COMPARE(m_window->importPage().files().rowCount(), 1);
    QSignalSpy finished(&m_window->importPage(), &views::ImportPage::finished);
    m_window->importPage().importAll();
    QVERIFY(finished.wait());
    auto* actions = m_window->findChild<views::WindowActions*>();
    QCOMPARE(actions->undo->text(), QStringLiteral("Undo import of R&&D log.jsonl"));
    QVERIFY(actions->undo->isEnabled() && !actions->redo->isEnabled());
    const auto isActive = [&] { return m_session->snapshot()->batches.back().isActive; };
    QTRY_COMPARE(m_session->snapshot()->batches.size(), std::size_t{4});
    actions->undo->trigger();
    QTRY_VERIFY(!isActive());
    QCOMPARE(m_window->message(), QStringLiteral("The import of R&D log.jsonl is undone."));
    QCOMPARE(actions->redo->text(), QStringLiteral("Redo import of R&&D log.jsonl"));
    actions->redo->trigger();
    QTRY_VERIFY(isActive());
    QCOMPARE(actions->undo->text(), QStringLiteral("Undo import of R&&D log.jsonl"));

    // The keys do the same while the receipt is read.
    m_window->state().visitPage(Page::Batches);
    m_window->activateWindow();
    views::ReceiptView& receipt = m_window->batchesPage().receipt();
    receipt.setFocus();
    QTRY_VERIFY(receipt.hasFocus());
    QTest::keyClick(&receipt, Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(!isActive());
    QTest::keyClick(&receipt, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(isActive());
}

void TestMainWindow::droppedFilesAreShownThenImported() {
    openSample();
    m_window->lookAtFiles({QStringLiteral("/a/log.jsonl"), QStringLiteral("/a/invoice.pdf")});
    QTRY_COMPARE(m_window->importPage().files().rowCount(), 2);
    QVERIFY(m_window->importPage().isVisible());
    QSignalSpy finished(&m_window->importPage(), &views::ImportPage::finished);
    m_window->importPage().importAll();
    QVERIFY(finished.wait());
    QTRY_COMPARE(m_session->snapshot()->eventRows(), std::int64_t{48'520}); // read again
}

void TestMainWindow::aPastedTableIsShownLikeAFile() {
    const QString table = QStringLiteral("date\tamount\n2026-05-01\t1,5\n");
    QApplication::clipboard()->setText(table);
    m_window->activateWindow(); // shortcuts belong to the active window
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(m_window->importPage().files().rowCount(), 1);
    QVERIFY(m_window->importPage().isVisible());
    const auto& input = m_window->importPage().files().fileAt(0)->recognised.file;
    QCOMPARE(input.shortName(), std::string("Pasted table.csv"));
    QFile file(QString::fromStdString(input.path.string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), table);
    m_window->findChild<views::WindowActions*>()->paste->trigger(); // the first one stays
    QTRY_COMPARE(m_window->importPage().files().fileAt(0)->recognised.file.shortName(),
                 std::string("Pasted table 2.csv"));
    QVERIFY(file.exists());
    m_window.reset();
    QVERIFY(!file.exists());
}

void TestMainWindow::whatIsNoTableIsNotPasted() {
    for (const char* text : {"", "one line", "one line and nothing\n \n"}) {
        QApplication::clipboard()->setText(QString::fromLatin1(text));
        m_window->findChild<views::WindowActions*>()->paste->trigger();
        QVERIFY(m_window->message().contains(QStringLiteral("no table")));
        QVERIFY(!m_window->importPage().isVisible());
    }
    auto* copied = new QMimeData; // files that a file manager copied
    copied->setUrls({QUrl::fromLocalFile(QStringLiteral("/a/log.jsonl"))});
    QApplication::clipboard()->setMimeData(copied);
    m_window->findChild<views::WindowActions*>()->paste->trigger();
    QTRY_COMPARE(m_window->importPage().files().rowCount(), 1);
    QVERIFY(m_window->message().isEmpty());
}

/// Two files, a folder with one in it and a zip archive with two, onto whatever page is shown.
void TestMainWindow::severalThingsDroppedAtOnceAreAllShown() {
    QTemporaryDir folder;
    qputenv("MARGINSCOPE_HOME", folder.filePath(QStringLiteral("home")).toUtf8());
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("logs/may")));
    const auto write = [&](const QString& name, const QByteArray& text) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(QStringLiteral("tiers.csv"), "tenant,tier\nacme,pro\n");
    write(QStringLiteral("other.csv"), "when,what\nyesterday,rain\n");
    write(QStringLiteral("logs/may/a.csv"), "tenant,tier\nglobex,free\n");
    write(QStringLiteral("b.csv"), "tenant,tier\nhooli,pro\n");
    write(QStringLiteral("c.csv"), "tenant,tier\nstark,pro\n");
    QProcess zip;
    zip.setWorkingDirectory(folder.path());
    zip.start(QStringLiteral("python3"),
              {QStringLiteral("-m"), QStringLiteral("zipfile"), QStringLiteral("-c"),
               QStringLiteral("two.zip"), QStringLiteral("b.csv"), QStringLiteral("c.csv")});
    QVERIFY(zip.waitForFinished());
    QCOMPARE(zip.exitCode(), 0);
    app::LocalImportService imports;
    views::MainWindow window(*m_session, imports, m_mapping, {});
    window.show();
    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(folder.filePath(QStringLiteral("tiers.csv"))),
                     QUrl::fromLocalFile(folder.filePath(QStringLiteral("other.csv"))),
                     QUrl::fromLocalFile(folder.filePath(QStringLiteral("logs"))),
                     QUrl::fromLocalFile(folder.filePath(QStringLiteral("two.zip")))});
    // First over the window, as a mouse goes: a drop without that goes nowhere.
    QDragEnterEvent enter({60, 60}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QDropEvent drop({60, 60}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    QTRY_COMPARE(window.importPage().files().rowCount(), 5);
    QVERIFY(window.importPage().isVisible());
    QCOMPARE(window.importPage().files().importableRows(), (std::vector{0, 2, 3, 4}));
    QCOMPARE(window.importPage().files().fileAt(3)->recognised.file.part, std::string("b.csv"));
}

void TestMainWindow::aFailureIsAMessageAndNoBox() {
    m_window->openWorkspace(QStringLiteral("/home/ann/missing.margin"));
    QTRY_VERIFY(m_window->message().contains(QStringLiteral("There is no such file.")));
    QVERIFY(!QApplication::activeModalWidget());
}

void TestMainWindow::theCommandIsCopied() {
    openSample();
    m_window->findChild<views::WindowActions*>()->copyCommand->trigger();
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral("marginscope margin /home/ann/sample.margin --by tenant"));
}

void TestMainWindow::themesAndRecentFilesAreRemembered() {
    openSample();
    QCOMPARE(m_saved.recent.front().path, QStringLiteral("/home/ann/sample.margin"));
    QCOMPARE(m_saved.recent.front().rows, 520);
    Q_EMIT m_window->findChild<views::WindowActions*>()->themeChosen(views::ThemeChoice::Dark);
    QCOMPARE(m_saved.theme, views::ThemeChoice::Dark);
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
}

/// The page of outliers goes on to the next one; how it comes to a first one it says.
void TestMainWindow::altDownGoesToTheNextRowOfAList() {
    openSample();
    m_window->state().visitPage(Page::Outliers);
    QTRY_VERIFY(!m_window->reportPage()->isBusy());
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::AltModifier);
    QVERIFY(m_window->message().contains(QStringLiteral("Enter on a row of a list")));
    m_window->state().visitPage(Page::Margin);
    QTest::keyClick(m_window.get(), Qt::Key_Up, Qt::AltModifier); // no list, nothing happens
    QCOMPARE(m_window->state().place().page, Page::Margin);
}

void TestMainWindow::everyShortcutIsUsedOnce() {
    QMap<QString, QString> users;
    for (const QAction* action : m_window->findChildren<QAction*>()) {
        const QString keys = action->shortcut().toString();
        if (keys.isEmpty())
            continue;
        QVERIFY2(!users.contains(keys), qPrintable(keys + users.value(keys) + action->text()));
        users[keys] = action->text();
    }
    QVERIFY(users.contains(QStringLiteral("Ctrl+1")));
    QVERIFY(users.contains(QStringLiteral("Alt+Left")));
}

void TestMainWindow::fileDialogsDoNotStopTheWindow() {
    views::askForWorkspace(m_window.get(), {});
    views::askForNewWorkspace(m_window.get(), {});
    views::askForFiles(m_window.get(), {}); // each returns at once
    views::askForExport(m_window.get(), QStringLiteral("may-rejects.csv"), {});
    QCOMPARE(m_window->findChildren<QFileDialog*>().size(), 4);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
