// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "models/session/command_text.h"
#include "models/session/filter_state.h"
#include "models/session/import_service.h"
#include "models/session/job_queue.h"
#include "models/session/mapping_service.h"
#include "models/session/saved_views.h"
#include "models/session/session.h"
#include "models/session/undo_history.h"
#include "views/pages/report_pages.h"
#include "views/shell/pasted_table.h"
#include "views/shell/report_exports.h"
#include "views/shell/saved_shelf.h"
#include "views/shell/window_settings.h"

#include <map>
#include <vector>

class QLabel;
class QStackedWidget;

namespace ms::views {

class AttemptsPage;
class BatchesPage;
class FilterBar;
class ImportPage;
class MarginPage;
class OverviewPage;
class MessageBar;
class Navigation;
class ReportPage;
class StartPage;
class WindowActions;

/// The window: it arranges pages, menus and bars, and passes on what they ask for.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// The session and the services must outlive the window. Without `saved` no page can be kept.
    MainWindow(session::Session& session, session::ImportService& service,
               session::MappingService& mapping, SettingsDoor settings,
               std::vector<ReportPageSpec> reports = reportPages(),
               session::SavedAccess saved = {});
    ~MainWindow() override;

    void openWorkspace(const QString& path);
    /// Show how these files would be read; a workspace among them is opened instead.
    void lookAtFiles(const QStringList& paths);

    session::FilterState& state() { return m_state; }
    session::JobQueue& jobs() { return m_jobs; }
    OverviewPage& overviewPage() const { return *m_overview; }
    MarginPage& marginPage() const { return *m_margin; }
    AttemptsPage& attemptsPage() const { return *m_attempts; }
    ImportPage& importPage() const { return *m_import; }
    BatchesPage& batchesPage() const { return *m_batches; }
    /// The page of sections that is shown; null: another one is.
    ReportPage* reportPage() const;
    FilterBar& filterBar() const { return *m_filterBar; }
    session::SavedViews& saved() { return m_saved; }
    SavedShelf& savedShelf() const { return *m_shelf; }
    QString message() const;

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildPages(std::vector<ReportPageSpec> reports);
    void connectReport(ReportPage& page);
    void keepRows(ReportPage& page, const session::EnteredRows& rows);
    session::AskedVerb askedVerb() const;
    void toggleChart();
    void stepRow(int by);
    void buildFrame();
    void connectActions();
    void connectSession();
    void connectPages();
    void connectSaved();
    void refresh();
    void refreshActions();
    void tellSwitch(const session::BatchChange& change);
    void opened();
    void rememberWorkspace();
    enum class AfterOpening { ShowOverview, ImportFiles };
    void createWorkspace(AfterOpening after);
    void openSample();
    void chooseFiles();
    void pasteTable();
    void copyTable();
    void copyCommand();
    /// What exports of the page that is shown are made from.
    struct ShownReport {
        QString name; // "margin"
        MakeReport make;
    };
    /// Nothing, and a message, where there is nothing to export.
    std::optional<ShownReport> shownReport();
    void exportPage();
    void exportPack(const QString& name);
    void askAndWrite(const QString& what, MakeReport make);
    void chooseTheme(ThemeChoice choice);
    void saveSettings();
    void showError(const QString& text);

    session::Session& m_session;
    session::ImportService& m_service;
    session::MappingService& m_mapping;
    SettingsDoor m_door;
    WindowSettings m_settings;
    session::FilterState m_state;
    session::SavedViews m_saved;
    session::UndoHistory m_history;
    session::JobQueue m_jobs;
    ReportExports m_exports;
    PastedTables m_pasted;
    WindowActions* m_actions;
    Navigation* m_navigation;
    FilterBar* m_filterBar;
    SavedShelf* m_shelf;
    QWidget* m_question = nullptr; // the filter and what is saved
    MessageBar* m_message;
    QStackedWidget* m_pages;
    QLabel* m_status;
    std::map<session::Page, QWidget*> m_pageOf;
    StartPage* m_start = nullptr;
    OverviewPage* m_overview = nullptr;
    MarginPage* m_margin = nullptr;
    AttemptsPage* m_attempts = nullptr;
    ImportPage* m_import = nullptr;
    BatchesPage* m_batches = nullptr;
    AfterOpening m_afterOpening = AfterOpening::ShowOverview;
};

} // namespace ms::views
