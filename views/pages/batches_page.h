// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/import_service.h"
#include "models/session/job_queue.h"
#include "models/session/session.h"

class QPushButton;
class QStackedWidget;
class QTabBar;

namespace ms::session {
class BatchTableModel;
}

namespace ms::views {

class EmptyState;
class PinnedTable;
class ReceiptView;
class RejectsPanel;

/// Every imported file, and of the chosen one its receipt and its rejected rows; each can be undone
/// and put back.
class BatchesPage : public QWidget {
    Q_OBJECT

public:
    BatchesPage(session::ImportService& service, session::Session& session, session::JobQueue& jobs,
                QWidget* parent = nullptr);
    /// Write the rejected rows of the chosen batch to a file.
    void exportRejects(const QString& path);
    RejectsPanel& rejectsPanel() const { return *m_rejects; }
    ReceiptView& receipt() const { return *m_receipt; }

Q_SIGNALS:
    void filesRequested();
    /// Where shall they be written? exportRejects() answers.
    void exportRejectsRequested(const QString& suggestedName);

private:
    QWidget* buildList();
    QWidget* buildChosen();
    void refresh();
    void fitColumns();
    void showCurrent();
    void addUp(const store::Batch& batch);
    void refreshToggle(const store::Batch* batch);
    void toggle();

    session::Session& m_session;
    session::BatchTableModel* m_batches;
    PinnedTable* m_table;
    ReceiptView* m_receipt;
    RejectsPanel* m_rejects;
    QTabBar* m_tabs = nullptr;
    QPushButton* m_toggle = nullptr;
    EmptyState* m_empty;
    QStackedWidget* m_stack;
    qint64 m_chosen = 0; // survives that the list is read again
    session::LatestJob<store::CountedTotals> m_adding;
};

} // namespace ms::views
