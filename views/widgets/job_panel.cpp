// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/job_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

namespace ms::views {
namespace {

QString durationText(std::chrono::seconds left) {
    const auto seconds = left.count();
    if (seconds < 60)
        return QObject::tr("%1 s left").arg(seconds);
    return QObject::tr("%1 min %2 s left").arg(seconds / 60).arg(seconds % 60);
}

} // namespace

QString paceText(const session::JobQueue::Job& job) {
    const QLocale english(QLocale::English);
    QStringList parts;
    if (job.progress.rows > 0)
        parts << QObject::tr("%1 rows").arg(english.toString(qulonglong(job.progress.rows)));
    if (job.pace.rowsPerSecond >= 1)
        parts << QObject::tr("%1 rows/s").arg(english.toString(qlonglong(job.pace.rowsPerSecond)));
    if (job.pace.remaining)
        parts << durationText(*job.pace.remaining);
    return parts.join(QStringLiteral(" · "));
}

JobPanel::JobPanel(session::JobQueue& jobs, QWidget* parent)
    : QWidget(parent), m_jobs{jobs}, m_title{new QLabel(this)}, m_bar{new QProgressBar(this)},
      m_pace{new QLabel(this)}, m_cancel{new QToolButton(this)} {
    m_title->setTextFormat(Qt::PlainText);
    m_bar->setMaximumWidth(140);
    m_bar->setMaximumHeight(14);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setText(tr("Cancel"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 0, 6, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_bar);
    layout->addWidget(m_pace);
    layout->addWidget(m_cancel);
    connect(&m_jobs, &session::JobQueue::changed, this, &JobPanel::refresh);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        const auto running = m_jobs.jobs();
        if (!running.empty())
            m_jobs.cancel(running.front().id);
    });
    refresh();
}

void JobPanel::refresh() {
    const auto jobs = m_jobs.jobs();
    setVisible(!jobs.empty());
    if (jobs.empty())
        return;
    const session::JobQueue::Job& job = jobs.front();
    m_title->setText(jobs.size() == 1 ? job.title
                                      : tr("%1 (%2 more)").arg(job.title).arg(jobs.size() - 1));
    const bool isSized = job.progress.totalBytes > 0;
    m_bar->setRange(0, isSized ? 1000 : 0);
    if (isSized)
        m_bar->setValue(int(job.progress.doneBytes * 1000 / job.progress.totalBytes));
    m_pace->setText(paceText(job));
}

} // namespace ms::views
