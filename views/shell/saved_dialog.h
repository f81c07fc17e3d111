// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "models/session/saved_views.h"
#include "views/pages/report_page_spec.h"

#include <vector>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace ms::views {

/// Everything that is saved, page by page with its notes, and the reports made of it. Names and
/// notes are changed in place (F2), a double click opens.
class SavedDialog : public QDialog {
    Q_OBJECT

public:
    /// `saved` and `pages` must outlive it.
    SavedDialog(session::SavedViews& saved, const std::vector<ReportPageSpec>& pages,
                QWidget* parent = nullptr);
    QTreeWidget& tree() const { return *m_tree; }
    QString message() const;
    bool isEmpty() const;
    /// The line of a view, or of a report; null: there is none.
    QTreeWidgetItem* itemOf(const QString& name, bool isReport = false) const;

Q_SIGNALS:
    void viewChosen(const QString& name);
    /// A file of these views is wanted.
    void exportRequested(const QStringList& views);
    void reportExportRequested(const QString& report);
    /// Which views it holds is to be changed.
    void reportChosen(const QString& report);
    void newReportRequested(const QStringList& views);

private:
    enum class Kind { Page, View, Report };
    QWidget* buildButtons();
    QPushButton* add(const QString& text, void (SavedDialog::*what)());
    void fill();
    void fillReports();
    void refreshButtons();
    void openChosen();
    void rename();
    void duplicate();
    void remove();
    void exportChosen();
    void makeReport();
    void keepTyped(QTreeWidgetItem* item, int column);
    QStringList chosen(Kind kind) const;
    static Kind kindOf(const QTreeWidgetItem& item);

    session::SavedViews& m_saved;
    const std::vector<ReportPageSpec>& m_pages;
    QTreeWidget* m_tree;
    QLabel* m_empty;
    QStackedWidget* m_stack;
    QLabel* m_message;
    std::vector<QPushButton*> m_buttons; // that want something chosen
};

} // namespace ms::views
