// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/main_window.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QFileInfo>
#include <QLabel>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

#include "models/session/command_text.h"
#include "views/export/report_files.h"
#include "views/pages/attempts_page.h"
#include "views/pages/batches_page.h"
#include "views/pages/import_page.h"
#include "views/pages/margin_page.h"
#include "views/pages/overview_page.h"
#include "views/pages/report_page.h"
#include "views/pages/start_page.h"
#include "views/shell/file_dialogs.h"
#include "views/shell/navigation.h"
#include "views/shell/print_preview.h"
#include "views/shell/status_line.h"
#include "views/shell/window_actions.h"
#include "views/widgets/drop_overlay.h"
#include "views/widgets/filter_bar.h"
#include "views/widgets/job_panel.h"
#include "views/widgets/message_bar.h"

#include <utility>

static void initResources() {
    Q_INIT_RESOURCE(resources);
} // they live in a static library

namespace ms::views {

using session::Page;

MainWindow::MainWindow(session::Session& session, session::ImportService& service,
                       session::MappingService& mapping, SettingsDoor settings,
                       std::vector<ReportPageSpec> reports, session::SavedAccess saved)
    : m_session{session}, m_service{service}, m_mapping{mapping}, m_door{std::move(settings)},
      m_settings{m_door.load ? m_door.load() : WindowSettings{}}, m_state{this},
      m_saved{m_session, std::move(saved), this}, m_history{m_session, m_state, this}, m_jobs{this},
      m_exports{m_jobs, this} {
    initResources();
    const NavigationEntries entries = navigationEntries(reports);
    m_actions = new WindowActions(*this, entries);
    m_navigation = new Navigation(entries, this);
    m_filterBar = new FilterBar(m_session, m_state, this);
    m_shelf = new SavedShelf(m_session, m_state, m_saved, reports, *m_actions, *this);
    m_history.follow(m_saved);
    m_message = new MessageBar(this);
    m_pages = new QStackedWidget(this);
    m_status = new QLabel(this);
    buildPages(std::move(reports));
    buildFrame();
    connectActions();
    connectSession();
    connectPages();
    connectSaved();
    resize(1280, 800);
    restoreGeometry(m_settings.geometry);
    restoreState(m_settings.state);
    applyTheme(*qApp, themeInForce(m_settings.theme));
    m_actions->setTheme(themeInForce(m_settings.theme));
    m_start->setRecent(m_settings.recent);
    refresh();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPages(std::vector<ReportPageSpec> reports) {
    m_start = new StartPage(this);
    m_overview = new OverviewPage(m_session, m_state, this);
    m_margin = new MarginPage(m_session, m_state, this);
    m_attempts = new AttemptsPage(m_session, m_state, this);
    m_import = new ImportPage(m_service, m_mapping, m_session, m_jobs, this);
    m_batches = new BatchesPage(m_service, m_session, m_jobs, this);
    m_pageOf = {{Page::Start, m_start},   {Page::Overview, m_overview},
                {Page::Margin, m_margin}, {Page::Attempts, m_attempts},
                {Page::Import, m_import}, {Page::Batches, m_batches}};
    for (ReportPageSpec& spec : reports) {
        if (m_pageOf.contains(spec.page))
            continue; // has a page of its own
        auto* page = new ReportPage(m_session, m_state, std::move(spec), this);
        m_pageOf[page->spec().page] = page;
        connectReport(*page);
    }
    for (const auto& [name, page] : m_pageOf)
        m_pages->addWidget(page);
}

void MainWindow::buildFrame() {
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_message);
    m_question = m_shelf->beside(*m_filterBar);
    column->addWidget(m_question);
    column->addWidget(m_pages, 1);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_navigation);
    row->addLayout(column, 1);
    setCentralWidget(centre);
    QToolBar* bar = addToolBar(tr("Navigation"));
    bar->setObjectName(QStringLiteral("toolbar"));
    bar->setMovable(false);
    bar->setIconSize(QSize(16, 16));
    bar->addActions({m_actions->back, m_actions->forward});
    m_status->setTextFormat(Qt::PlainText);
    statusBar()->addWidget(new JobPanel(m_jobs, this));
    statusBar()->addPermanentWidget(m_status);
    auto* overlay = new DropOverlay(this);
    connect(overlay, &DropOverlay::filesDropped, this, &MainWindow::lookAtFiles);
}

void MainWindow::connectActions() {
    const auto on = [this](QAction* action, auto what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(m_actions->newWorkspace, [this] { createWorkspace(AfterOpening::ShowOverview); });
    on(m_actions->open,
       [this] { askForWorkspace(this, [this](const QString& path) { openWorkspace(path); }); });
    on(m_actions->sample, [this] { openSample(); });
    on(m_actions->importFiles, [this] { chooseFiles(); });
    on(m_actions->paste, [this] { pasteTable(); });
    on(m_actions->reload, [this] { m_session.reload(); });
    on(m_actions->quit, [this] { close(); });
    on(m_actions->undo, [this] { m_history.undo(); });
    on(m_actions->redo, [this] { m_history.redo(); });
    on(m_actions->back, [this] { m_state.back(); });
    on(m_actions->forward, [this] { m_state.forward(); });
    on(m_actions->nextRow, [this] { stepRow(1); });
    on(m_actions->previousRow, [this] { stepRow(-1); });
    on(m_actions->copy, [this] { copyTable(); });
    on(m_actions->copyCommand, [this] { copyCommand(); });
    on(m_actions->exportPage, [this] { exportPage(); });
    on(m_actions->printPreview, [this] {
        if (auto shown = shownReport())
            m_exports.prepare(shown->name, std::move(shown->make));
    });
    connect(&m_exports, &ReportExports::prepared, this,
            [this](const auto& document) { (new PrintPreview(document, this))->open(); });
    connect(m_actions, &WindowActions::packChosen, this, &MainWindow::exportPack);
    connect(&m_exports, &ReportExports::failed, this, &MainWindow::showError);
    connect(&m_exports, &ReportExports::written, this,
            [this](const QString& text) { m_message->tell(MessageBar::Tone::Information, text); });
    on(m_actions->toggleChart, [this] { toggleChart(); });
    on(m_actions->fullScreen, [this](bool isOn) { isOn ? showFullScreen() : showNormal(); });
    connect(m_actions, &WindowActions::themeChosen, this, &MainWindow::chooseTheme);
    connect(m_actions, &WindowActions::pageChosen, this,
            [this](int page) { m_state.visitPage(Page(page)); });
    connect(m_actions, &WindowActions::bookChosen, this, [this](const QString& book) {
        session::Place next = m_state.place();
        next.book = book.toStdString();
        m_state.visit(std::move(next));
    });
    connect(m_navigation, &Navigation::pageChosen, &m_state, &session::FilterState::visitPage);
}

void MainWindow::connectSession() {
    connect(&m_state, &session::FilterState::changed, this, &MainWindow::refresh);
    connect(&m_history, &session::UndoHistory::changed, this, &MainWindow::refreshActions);
    // Queued: reading the file again clears the message bar first.
    connect(&m_history, &session::UndoHistory::batchSwitched, this, &MainWindow::tellSwitch,
            Qt::QueuedConnection);
    connect(&m_session, &session::Session::opened, this, &MainWindow::opened);
    connect(&m_session, &session::Session::changed, this, &MainWindow::refresh);
    connect(&m_session, &session::Session::changed, this, &MainWindow::rememberWorkspace);
    connect(&m_session, &session::Session::failed, this, &MainWindow::showError);
    connect(&m_session, &session::Session::loading, this, [this](const QString& path) {
        m_message->clear();
        m_status->setText(tr("Reading %1 …").arg(QFileInfo(path).fileName()));
    });
}

void MainWindow::connectPages() {
    connect(m_start, &StartPage::sampleRequested, this, &MainWindow::openSample);
    connect(m_start, &StartPage::newRequested, this, &MainWindow::chooseFiles);
    connect(m_start, &StartPage::openRequested, m_actions->open, &QAction::trigger);
    connect(m_start, &StartPage::recentRequested, this, &MainWindow::openWorkspace);
    connect(m_overview, &OverviewPage::failed, this, &MainWindow::showError);
    connect(m_overview, &OverviewPage::filesRequested, this, &MainWindow::chooseFiles);
    connect(m_margin, &MarginPage::failed, this, &MainWindow::showError);
    connect(m_margin, &MarginPage::filesRequested, this, &MainWindow::chooseFiles);
    connect(m_attempts, &AttemptsPage::failed, this, &MainWindow::showError);
    connect(m_attempts, &AttemptsPage::filesRequested, this, &MainWindow::chooseFiles);
    connect(m_batches, &BatchesPage::filesRequested, this, &MainWindow::chooseFiles);
    connect(m_batches, &BatchesPage::exportRejectsRequested, this, [this](const QString& name) {
        askForExport(this, name, [this](const QString& path) { m_batches->exportRejects(path); });
    });
    connect(m_import, &ImportPage::filesRequested, this, &MainWindow::chooseFiles);
    connect(m_import, &ImportPage::marginRequested, this,
            [this] { m_state.visitPage(Page::Margin); });
    connect(m_import, &ImportPage::told, this,
            [this](const QString& text) { m_message->tell(MessageBar::Tone::Warning, text); });
    connect(m_import, &ImportPage::workspaceNeeded, this,
            [this] { createWorkspace(AfterOpening::ImportFiles); });
}

void MainWindow::connectSaved() {
    connect(m_shelf, &SavedShelf::failed, this, &MainWindow::showError);
    connect(m_shelf, &SavedShelf::told, this,
            [this](const QString& text) { m_message->tell(MessageBar::Tone::Information, text); });
    connect(m_shelf, &SavedShelf::exportRequested, this,
            [this](const QString& what, const QString& title,
                   const std::vector<store::SavedView>& views) {
                askAndWrite(what, ReportExports::savedOf(title, views, m_session.snapshot()));
            });
    connect(&m_history, &session::UndoHistory::savedAgain, m_shelf, &SavedShelf::tell);
}

void MainWindow::connectReport(ReportPage& page) {
    connect(&page, &ReportPage::failed, this, &MainWindow::showError);
    connect(&page, &ReportPage::filesRequested, this, &MainWindow::chooseFiles);
    connect(&page, &ReportPage::told, this,
            [this](const QString& text) { m_message->tell(MessageBar::Tone::Information, text); });
    connect(&page, &ReportPage::rowsEntered, this,
            [this, &page](const session::EnteredRows& rows) { keepRows(page, rows); });
}

/// In order of typing, and never in the way of who types.
void MainWindow::keepRows(ReportPage& page, const session::EnteredRows& rows) {
    const std::string path = m_session.snapshot()->path;
    const auto receipt = std::make_shared<store::Batch>();
    m_jobs.add(
        tr("Keeping what was entered"),
        [&service = m_service, path, rows, receipt](const core::ProgressFn&,
                                                    std::stop_token stop) -> core::Status {
            auto kept = service.enterRows(path, rows, stop);
            if (!kept)
                return kept.error();
            *receipt = *std::move(kept);
            return {};
        },
        [this, &page, path, receipt](const core::Status& status) {
            const session::SnapshotPtr& open = m_session.snapshot();
            if (!status) {
                page.forgetTyped();
                showError(session::sentenceOf(status.error()));
            } else if (open && open->path == path) {
                m_session.noteImport(*receipt);
            }
        });
}

void MainWindow::openWorkspace(const QString& path) {
    m_afterOpening = AfterOpening::ShowOverview;
    m_session.open(path);
}

void MainWindow::lookAtFiles(const QStringList& paths) {
    if (paths.size() == 1 && paths.front().endsWith(QStringLiteral(".margin")))
        return openWorkspace(paths.front());
    m_state.visitPage(Page::Import);
    m_import->showFiles(paths);
}

QString MainWindow::message() const {
    return m_message->text();
}

void MainWindow::refresh() {
    const session::SnapshotPtr& snapshot = m_session.snapshot();
    const session::Place& place = m_state.place();
    const bool isStart = !snapshot && place.page != Page::Import;
    m_pages->setCurrentWidget(m_pageOf.at(isStart ? Page::Start : place.page));
    m_navigation->setVisible(snapshot || place.page == Page::Import);
    m_navigation->setPage(place.page);
    const bool isAsked = place.page == Page::Overview || place.page == Page::Margin ||
                         place.page == Page::Attempts || reportPage() != nullptr;
    m_question->setVisible(snapshot && isAsked);
    refreshActions();
    setWindowTitle(snapshot ? tr("%1 — MarginScope")
                                  .arg(QFileInfo(QString::fromStdString(snapshot->path)).fileName())
                            : tr("MarginScope"));
    m_status->setText(statusText(snapshot));
    if (!snapshot)
        return;
    m_session.setBook(QString::fromStdString(place.book));
    QStringList books;
    for (const std::string& book : snapshot->books)
        books << QString::fromStdString(book);
    m_actions->setBooks(books, QString::fromStdString(snapshot->book));
}

void MainWindow::refreshActions() {
    m_actions->setAvailable({m_session.snapshot() != nullptr,
                             m_state.canGoBack(),
                             m_state.canGoForward(),
                             {m_history.canUndo(), m_history.undoText()},
                             {m_history.canRedo(), m_history.redoText()}});
}

/// Who meant to take back a filter sees what was taken back instead.
void MainWindow::tellSwitch(const session::BatchChange& change) {
    m_message->tell(MessageBar::Tone::Information,
                    (change.isActive ? tr("The import of %1 is in use again.")
                                     : tr("The import of %1 is undone."))
                        .arg(change.file));
}

void MainWindow::opened() {
    if (std::exchange(m_afterOpening, AfterOpening::ShowOverview) == AfterOpening::ImportFiles)
        return m_import->importAll();
    session::Place place;
    place.page = Page::Overview;
    m_state.reset(std::move(place));
}

void MainWindow::rememberWorkspace() {
    const session::Snapshot& snapshot = *m_session.snapshot();
    m_settings.recent =
        withRecent(m_settings.recent,
                   {QFileInfo(QString::fromStdString(snapshot.path)).absoluteFilePath(),
                    snapshot.eventRows(), spanText(snapshot), QDateTime::currentDateTime()});
    m_start->setRecent(m_settings.recent);
    saveSettings();
}

void MainWindow::createWorkspace(AfterOpening after) {
    askForNewWorkspace(this, [this, after](const QString& path) {
        m_afterOpening = after;
        m_session.create(path);
    });
}

void MainWindow::openSample() {
    const auto path = std::make_shared<std::string>();
    m_jobs.add(
        tr("Making the sample company"),
        [&service = m_service, path](const core::ProgressFn& progress,
                                     std::stop_token stop) -> core::Status {
            auto made = service.sampleWorkspace(progress, stop);
            if (!made)
                return made.error();
            *path = *std::move(made);
            return {};
        },
        [this, path](const core::Status& status) {
            if (status)
                openWorkspace(QString::fromStdString(*path));
            else if (status.error().code != core::Error::Code::Cancelled)
                showError(session::sentenceOf(status.error()));
        });
}

void MainWindow::chooseFiles() {
    askForFiles(this, [this](const QStringList& paths) { lookAtFiles(paths); });
}

void MainWindow::pasteTable() {
    const auto files = m_pasted.filesOf(*QApplication::clipboard()->mimeData());
    if (!files)
        return m_message->tell(MessageBar::Tone::Information, session::sentenceOf(files.error()));
    m_message->clear();
    lookAtFiles(*files);
}

void MainWindow::copyTable() {
    if (m_state.place().page == Page::Attempts)
        m_attempts->copyTable();
    else if (m_state.place().page == Page::Overview)
        m_overview->copyTables();
    else if (m_state.place().page == Page::Margin)
        m_margin->copyTable();
    else if (const ReportPage* report = reportPage())
        report->copyTable();
}

void MainWindow::toggleChart() {
    if (ReportPage* report = reportPage())
        report->toggleChart();
    else
        m_margin->toggleChart();
}

void MainWindow::stepRow(int by) {
    if (ReportPage* report = reportPage())
        report->stepRow(by);
}

ReportPage* MainWindow::reportPage() const {
    return qobject_cast<ReportPage*>(m_pages->currentWidget());
}

session::AskedVerb MainWindow::askedVerb() const {
    if (const ReportPage* report = reportPage())
        return report->askedVerb();
    if (m_state.place().page == Page::Overview)
        return {"overview"};
    return {"margin", {}, m_state.place().by};
}

void MainWindow::copyCommand() {
    const session::SnapshotPtr& snapshot = m_session.snapshot();
    if (!snapshot)
        return;
    const std::string command =
        commandText(m_state.place(), {snapshot->path, snapshot->settings.zone,
                                      snapshot->source->lens().zone, askedVerb()});
    QApplication::clipboard()->setText(QString::fromStdString(command));
    m_message->tell(MessageBar::Tone::Information,
                    tr("Copied: %1").arg(QString::fromStdString(command)));
}

std::optional<MainWindow::ShownReport> MainWindow::shownReport() {
    const session::Place& place = m_state.place();
    if (const ReportPage* report = reportPage()) {
        auto shown = report->shownSection();
        if (!shown) {
            m_message->tell(MessageBar::Tone::Information,
                            tr("The figures are on their way; try again then."));
            return std::nullopt;
        }
        const QString name = QString::fromStdString(shown->section.id);
        return ShownReport{name,
                           ReportExports::shownOf({name, std::move(shown->section), shown->context},
                                                  std::move(shown->snapshot))};
    }
    const session::SnapshotPtr& snapshot = m_session.snapshot();
    const query::Filter filter = effectiveFilter(place);
    if (place.page == Page::Overview && snapshot)
        return ShownReport{QStringLiteral("cfo"),
                           ReportExports::packOf(*packNamed("cfo"), snapshot, filter)};
    if (place.page == Page::Margin && snapshot)
        return ShownReport{
            QStringLiteral("margin"),
            ReportExports::partsOf(tr("Margin"), {{"margin", place.by}}, snapshot, filter)};
    m_message->tell(MessageBar::Tone::Information,
                    tr("Events are exported by the command: marginscope export."));
    return std::nullopt;
}

void MainWindow::exportPage() {
    if (auto shown = shownReport())
        askAndWrite(shown->name, std::move(shown->make));
}

void MainWindow::exportPack(const QString& name) {
    const ReportPack* pack = packNamed(name.toStdString());
    if (pack != nullptr && m_session.snapshot())
        askAndWrite(name, ReportExports::packOf(*pack, m_session.snapshot(),
                                                effectiveFilter(m_state.place())));
}

void MainWindow::askAndWrite(const QString& what, MakeReport make) {
    const session::Snapshot& snapshot = *m_session.snapshot();
    const QString period =
        QString::fromStdString(contextOf(snapshot, effectiveFilter(m_state.place()).range).period);
    const QString name = reportBaseName(snapshot.path, what, period);
    askForReport(this, name + QStringLiteral(".pdf"), [this, make](const QString& path) {
        m_exports.write(QFileInfo(path).fileName(), path, make);
    });
}

void MainWindow::chooseTheme(ThemeChoice choice) {
    m_settings.theme = choice;
    applyTheme(*qApp, choice);
    m_actions->setTheme(choice);
    saveSettings();
}

void MainWindow::saveSettings() {
    m_settings.geometry = saveGeometry();
    m_settings.state = saveState();
    if (m_door.save)
        m_door.save(m_settings);
}

void MainWindow::showError(const QString& text) {
    m_status->setText(statusText(m_session.snapshot()));
    m_message->tell(MessageBar::Tone::Error, text);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    saveSettings();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::ActivationChange || !isActiveWindow())
        return;
    m_session.checkForChanges();
    m_saved.reload(); // of no version of the workspace
}

} // namespace ms::views
