// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/window_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include "views/export/report_pack.h"

namespace ms::views {
namespace {

QAction* add(QMenu* menu, const QString& text, const QKeySequence& keys) {
    QAction* action = menu->addAction(text);
    action->setShortcut(keys);
    return action;
}

} // namespace

WindowActions::WindowActions(QMainWindow& window, const NavigationEntries& pages)
    : QObject(&window), m_themes{new QActionGroup(this)} {
    buildFile(window);
    buildEdit(window);
    buildView(window);
    buildSaved(window);
    buildGo(window, pages);
}

void WindowActions::buildFile(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(tr("&File"));
    newWorkspace = add(menu, tr("&New workspace …"), QKeySequence::New);
    open = add(menu, tr("&Open …"), QKeySequence::Open);
    sample = add(menu, tr("Open the &sample company"), {});
    menu->addSeparator();
    importFiles = add(menu, tr("&Import files …"), QKeySequence(Qt::CTRL | Qt::Key_I));
    paste = add(menu, tr("Import a &pasted table"), QKeySequence::Paste);
    menu->addSeparator();
    exportPage = add(menu, tr("&Export this answer …"), QKeySequence(Qt::CTRL | Qt::Key_E));
    m_packs = menu->addMenu(tr("Export a &report"));
    for (const ReportPack& pack : reportPacks()) {
        QAction* action = m_packs->addAction(pack.title + QStringLiteral(" …"));
        action->setData(QString::fromStdString(pack.name));
        action->setToolTip(pack.question);
    }
    connect(m_packs, &QMenu::triggered, this,
            [this](const QAction* action) { Q_EMIT packChosen(action->data().toString()); });
    m_reports = menu->addMenu(tr("&My reports"));
    printPreview = add(menu, tr("Print pre&view …"), QKeySequence::Print);
    menu->addSeparator();
    quit = add(menu, tr("&Quit"), QKeySequence::Quit);
}

void WindowActions::buildEdit(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(tr("&Edit"));
    undo = add(menu, tr("&Undo filter"), QKeySequence::Undo);
    redo = add(menu, tr("&Redo filter"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    menu->addSeparator();
    copy = add(menu, tr("&Copy table"), QKeySequence::Copy);
    copyCommand = add(menu, tr("Copy as c&ommand"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C));
}

void WindowActions::buildView(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(tr("&View"));
    toggleChart = add(menu, tr("Show or hide the &chart"), QKeySequence(Qt::Key_T));
    reload = add(menu, tr("&Reload"), QKeySequence(Qt::Key_F5));
    m_books = menu->addMenu(tr("Price &book"));
    QMenu* themes = menu->addMenu(tr("&Theme"));
    for (const auto& [choice, text] :
         {std::pair{ThemeChoice::System, tr("As the &desktop")},
          std::pair{ThemeChoice::Light, tr("&Light")}, std::pair{ThemeChoice::Dark, tr("&Dark")}}) {
        QAction* action = themes->addAction(text);
        action->setCheckable(true);
        action->setData(int(choice));
        m_themes->addAction(action);
    }
    fullScreen = add(menu, tr("&Full screen"), QKeySequence(Qt::Key_F11));
    fullScreen->setCheckable(true);
    connect(m_themes, &QActionGroup::triggered, this, [this](const QAction* action) {
        Q_EMIT themeChosen(ThemeChoice(action->data().toInt()));
    });
    connect(m_books, &QMenu::triggered, this,
            [this](const QAction* action) { Q_EMIT bookChosen(action->data().toString()); });
}

/// The list is a menu of its own: it may be long.
void WindowActions::buildSaved(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(tr("&Saved"));
    saveView = add(menu, tr("&Save this view …"), QKeySequence::Save);
    manageSaved =
        add(menu, tr("&Manage saved views …"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    m_saved = menu->addMenu(tr("Saved &views"));
}

void WindowActions::buildGo(QMainWindow& window, const NavigationEntries& pages) {
    QMenu* menu = window.menuBar()->addMenu(tr("&Go"));
    back = add(menu, tr("&Back"), QKeySequence(Qt::ALT | Qt::Key_Left));
    forward = add(menu, tr("&Forward"), QKeySequence(Qt::ALT | Qt::Key_Right));
    nextRow = add(menu, tr("&Next row of the list"), QKeySequence(Qt::ALT | Qt::Key_Down));
    previousRow = add(menu, tr("&Previous row of the list"), QKeySequence(Qt::ALT | Qt::Key_Up));
    back->setIcon(QIcon(QStringLiteral(":/icons/back.svg")));
    forward->setIcon(QIcon(QStringLiteral(":/icons/forward.svg")));
    menu->addSeparator();
    int key = Qt::Key_1;
    for (const NavigationEntry& entry : pages) {
        const QKeySequence keys =
            key <= Qt::Key_9 ? QKeySequence(Qt::CTRL | Qt::Key(key++)) : QKeySequence();
        QAction* action = add(menu, Navigation::tr(entry.title), keys);
        connect(action, &QAction::triggered, this,
                [this, page = int(entry.page)] { Q_EMIT pageChosen(page); });
    }
}

void WindowActions::setAvailable(const Availability& available) {
    for (const auto& [action, step] :
         {std::pair{undo, available.undo}, std::pair{redo, available.redo}}) {
        action->setEnabled(step.isThere);
        action->setText(QString(step.text).replace(u'&', QStringLiteral("&&")));
    }
    back->setEnabled(available.canGoBack);
    forward->setEnabled(available.canGoForward);
    for (QAction* action : {copy, copyCommand, exportPage, printPreview, saveView, manageSaved,
                            reload, toggleChart, nextRow, previousRow})
        action->setEnabled(available.hasWorkspace);
    for (QMenu* menu : {m_packs, m_saved, m_reports})
        menu->setEnabled(available.hasWorkspace);
}

void WindowActions::setTheme(ThemeChoice choice) {
    for (QAction* action : m_themes->actions())
        action->setChecked(action->data().toInt() == int(choice));
}

void WindowActions::setBooks(const QStringList& books, const QString& present) {
    m_books->clear();
    m_books->menuAction()->setVisible(books.size() > 1);
    for (const QString& book : books) {
        QAction* action = m_books->addAction(QString(book).replace(u'&', QStringLiteral("&&")));
        action->setData(book);
        action->setCheckable(true);
        action->setChecked(book == present);
    }
}

} // namespace ms::views
