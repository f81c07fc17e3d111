// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include "models/session/filter_state.h"
#include "models/session/saved_views.h"
#include "views/pages/report_page_spec.h"
#include "views/shell/saved_button.h"
#include "views/shell/saved_dialog.h"

#include <vector>

class QMenu;
class QWidget;

namespace ms::views {

class ReportDialog;
class SaveViewDialog;
class WindowActions;

/// Everything about saved views in a window: the button beside the filter, two menus, and the
/// dialogs. It keeps and opens views itself; files are written by the window.
class SavedShelf : public QObject {
    Q_OBJECT

public:
    /// All must outlive it. `reports`: the pages of the window, that of the margin beside them.
    SavedShelf(session::Session& session, session::FilterState& state, session::SavedViews& saved,
               const std::vector<ReportPageSpec>& reports, const WindowActions& actions,
               QWidget& window);
    SavedButton& button() const { return *m_button; }

    /// `filter` and, at its right end, the button.
    QWidget* beside(QWidget& filter);

    /// Ask for a name, and save what is shown.
    SaveViewDialog* saveShown();
    SavedDialog* manage();
    /// Show what was saved: page, settings, filter and period.
    void open(const QString& name);
    /// Of that name; empty: a new one, of `views`.
    ReportDialog* editReport(const QString& name, const QStringList& views = {});
    void exportViews(const QStringList& names);
    void exportReport(const QString& name);
    /// A step was taken back or done again: say which.
    void tell(const store::SavedStep& step);

Q_SIGNALS:
    /// A report of these is wanted; `what` is for the name of its file.
    void exportRequested(const QString& what, const QString& title,
                         const std::vector<ms::store::SavedView>& views);
    void failed(const QString& message);
    void told(const QString& message);

private:
    void connectActions(const WindowActions& actions);
    /// All saved views by page, with their notes; and the reports.
    void fillViews(QMenu& menu);
    void fillReports(QMenu& menu);
    QString suggestedName() const;
    session::SavedDraft draftOf(const QString& name, const QString& note) const;

    session::Session& m_session;
    session::FilterState& m_state;
    session::SavedViews& m_saved;
    std::vector<ReportPageSpec> m_pages;
    QWidget& m_window;
    SavedButton* m_button;
    QPointer<SavedDialog> m_dialog;
};

} // namespace ms::views
