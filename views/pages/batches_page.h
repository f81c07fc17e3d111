// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/session.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace ms::session {
class BatchTableModel;
}

namespace ms::views {

class EmptyState;
class PinnedTable;
class TextTableModel;

/// Every imported file with its receipt; each can be undone and put back.
class BatchesPage : public QWidget {
    Q_OBJECT

public:
    explicit BatchesPage(session::Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void filesRequested();

private:
    QWidget* buildList();
    void refresh();
    void showCurrent();
    void seeRejects();

    session::Session& m_session;
    session::BatchTableModel* m_batches;
    TextTableModel* m_rejects;
    PinnedTable* m_table;
    QTableView* m_rejectsView = nullptr;
    QLabel* m_notes = nullptr;
    QPushButton* m_toggle = nullptr;
    QPushButton* m_seeRejects = nullptr;
    EmptyState* m_empty;
    QStackedWidget* m_stack;
    session::LatestJob<std::vector<store::Reject>> m_rejectsJob;
};

} // namespace ms::views
