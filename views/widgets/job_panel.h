// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/session/job_queue.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace ms::views {

/// The running import in the status bar: how far, how fast, how long still, and a way to stop it.
class JobPanel : public QWidget {
    Q_OBJECT

public:
    explicit JobPanel(session::JobQueue& jobs, QWidget* parent = nullptr);

private:
    void refresh();

    session::JobQueue& m_jobs;
    QLabel* m_title;
    QProgressBar* m_bar;
    QLabel* m_pace;
    QToolButton* m_cancel;
};

/// "410,000 rows/s · 1 min 12 s left".
QString paceText(const session::JobQueue::Job& job);

} // namespace ms::views
