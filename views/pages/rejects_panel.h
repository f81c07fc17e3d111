// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/import_service.h"
#include "models/session/job_queue.h"
#include "models/session/session.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace ms::session {
class RejectTableModel;
}

namespace ms::views {

class RejectEditor;

/// The rejected rows of a batch, to be read, corrected and tried again. Enter goes to the text of a
/// row, Escape back to the list, Ctrl+Enter tries it.
class RejectsPanel : public QWidget {
    Q_OBJECT

public:
    RejectsPanel(session::ImportService& service, session::Session& session,
                 session::JobQueue& jobs, QWidget* parent = nullptr);
    /// Waits for an export that still runs: the service may go next.
    ~RejectsPanel() override;

    /// Another batch, or the same as it is now: what was edited is kept.
    void showBatch(const store::Batch& batch);
    void showNothing();
    /// Write all rejected rows of the batch to a file.
    void exportTo(const QString& path);
    const session::RejectTableModel& rejects() const { return *m_rejects; }
    QString told() const;

Q_SIGNALS:
    /// Where to? exportTo() answers.
    void exportRequested(const QString& suggestedName);
    /// What was tried is over.
    void retried();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildList();
    void buildTable();
    QWidget* buildButtons();
    void readMore(qint64 batch, qint64 after);
    void readAgain();
    void showCurrent();
    void keepText();
    void refreshButtons();
    void retrySelected();
    void retryEdited();
    void retry(std::vector<session::CorrectedRow> rows);
    void takeResult(qint64 batch, const std::vector<session::CorrectedRow>& rows,
                    const session::RetriedRows& result);
    void tell(const QString& text);
    void requestExport();

    session::ImportService& m_service;
    session::Session& m_session;
    session::JobQueue& m_jobs;
    session::RejectTableModel* m_rejects;
    std::optional<store::Batch> m_batch;
    QTableView* m_view;
    RejectEditor* m_editor;
    QLabel* m_summary;
    QLabel* m_told;
    QStackedWidget* m_stack; // nothing to list, and the list
    QPushButton* m_retry = nullptr;
    QPushButton* m_retryEdited = nullptr;
    QPushButton* m_export = nullptr;
    bool m_isRetrying = false;
    session::LatestJob<std::vector<store::Reject>> m_reading;
    session::LatestJob<std::vector<store::Reject>> m_readingAgain;
    session::LatestJob<std::int64_t> m_exporting;
};

} // namespace ms::views
