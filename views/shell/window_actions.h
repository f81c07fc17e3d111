// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "views/shell/navigation.h"
#include "views/widgets/theme.h"

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace ms::views {

/// The menus of the window with their shortcuts. Says what is wanted; the window does it.
class WindowActions : public QObject {
    Q_OBJECT

public:
    WindowActions(QMainWindow& window, const NavigationEntries& pages);

    struct Availability {
        bool hasWorkspace = false;
        bool canGoBack = false;
        bool canGoForward = false;
        struct Step {
            bool isThere = false;
            QString text; // "Undo import of may.csv"
        };
        Step undo;
        Step redo;
    };
    void setAvailable(const Availability& available);
    void setTheme(ThemeChoice choice);
    /// Books to choose from; the menu hides when there is only one.
    void setBooks(const QStringList& books, const QString& present);
    /// Everything that is saved, by page; and the reports that are defined. Filled by who knows.
    QMenu& savedViews() const { return *m_saved; }
    QMenu& savedReports() const { return *m_reports; }

    QAction* newWorkspace;
    QAction* open;
    QAction* sample;
    QAction* importFiles;
    QAction* paste;
    QAction* exportPage;
    QAction* printPreview;
    QAction* saveView;
    QAction* manageSaved;
    QAction* reload;
    QAction* quit;
    QAction* undo;
    QAction* redo;
    QAction* copy;
    QAction* copyCommand;
    QAction* back;
    QAction* forward;
    QAction* nextRow;
    QAction* previousRow;
    QAction* toggleChart;
    QAction* fullScreen;

Q_SIGNALS:
    void pageChosen(int page);
    /// A report of that name (ReportPack) is wanted.
    void packChosen(const QString& name);
    void themeChosen(ms::views::ThemeChoice choice);
    void bookChosen(const QString& book);

private:
    void buildFile(QMainWindow& window);
    void buildEdit(QMainWindow& window);
    void buildView(QMainWindow& window);
    void buildSaved(QMainWindow& window);
    void buildGo(QMainWindow& window, const NavigationEntries& pages);

    QActionGroup* m_themes;
    QMenu* m_books = nullptr;
    QMenu* m_packs = nullptr;
    QMenu* m_saved = nullptr;
    QMenu* m_reports = nullptr;
};

} // namespace ms::views
