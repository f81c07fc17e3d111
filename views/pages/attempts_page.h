// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/filter_state.h"
#include "models/session/session.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace ms::tables {
class AttemptTableModel;
}

namespace ms::views {

class Breadcrumb;
class EmptyState;
class ExplanationView;
class PinnedTable;

/// The attempts behind a figure, the dearest first, page by page; and where the cost of the chosen
/// one comes from.
class AttemptsPage : public QWidget {
    Q_OBJECT

public:
    AttemptsPage(session::Session& session, session::FilterState& state, QWidget* parent = nullptr);
    PinnedTable& table() const { return *m_table; }
    ExplanationView& explanation() const { return *m_explanation; }
    bool isBusy() const { return m_job.isRunning() || m_explainJob.isRunning(); }
    void copyTable() const;

Q_SIGNALS:
    void failed(const QString& message);
    void filesRequested();
    /// New attempts are on the page.
    void shown();
    void explained();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildHead();
    void refresh();
    void ask();
    void showAttempts(query::AttemptPage page);
    void turnPage(qint64 pages);
    void chooseAttempt();
    void explain(std::uint64_t attempt);
    void explainCurrent();
    void openRequest();

    session::Session& m_session;
    session::FilterState& m_state;
    tables::AttemptTableModel* m_model;
    session::SnapshotPtr m_askedOf; // what the attempts on the page answer
    query::AttemptQuery m_asked;
    Breadcrumb* m_crumbs;
    QComboBox* m_order = nullptr;
    QLabel* m_position = nullptr;
    QPushButton* m_previous = nullptr;
    QPushButton* m_next = nullptr;
    PinnedTable* m_table;
    ExplanationView* m_explanation;
    EmptyState* m_empty;
    QStackedWidget* m_stack;
    session::LatestJob<query::AttemptPage> m_job;
    session::LatestJob<query::Explanation> m_explainJob;
};

} // namespace ms::views
