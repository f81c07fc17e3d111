// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/job_queue.h"

#include "models/session/latest_job.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

namespace ms::session {
namespace {

constexpr int kLooksEveryMs = 100;
constexpr std::chrono::milliseconds kTooEarly{500}; // before that a forecast jumps about

/// The latest progress of a running job: written by its thread, read by the clock.
class ProgressBox {
public:
    void put(const core::Progress& progress) {
        const std::lock_guard lock{m_mutex};
        m_progress = progress;
    }
    core::Progress get() const {
        const std::lock_guard lock{m_mutex};
        return m_progress;
    }

private:
    mutable std::mutex m_mutex;
    core::Progress m_progress;
};

} // namespace

struct JobQueue::Entry {
    Job job;
    Work work;
    Done done;
    std::stop_source stop;
    std::shared_ptr<ProgressBox> box = std::make_shared<ProgressBox>();
    QElapsedTimer elapsed;
};

Pace paceOf(const core::Progress& progress, std::chrono::milliseconds elapsed) {
    Pace pace;
    if (elapsed < kTooEarly)
        return pace;
    const double seconds = double(elapsed.count()) / 1000.0;
    pace.rowsPerSecond = double(progress.rows) / seconds;
    if (progress.totalBytes == 0 || progress.doneBytes == 0)
        return pace;
    const auto done = double(progress.doneBytes);
    const double left = double(progress.totalBytes) - done;
    pace.remaining = std::chrono::seconds{std::llround(std::max(0.0, left) * seconds / done)};
    return pace;
}

JobQueue::JobQueue(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1); // a workspace has one writer
    m_clock.setInterval(kLooksEveryMs);
    connect(&m_clock, &QTimer::timeout, this, &JobQueue::lookAtProgress);
}

JobQueue::~JobQueue() {
    for (const auto& entry : m_entries)
        entry->stop.request_stop();
    m_pool.waitForDone();
}

int JobQueue::add(const QString& title, Work work, Done done) {
    auto entry = std::make_shared<Entry>();
    entry->job.id = ++m_lastId;
    entry->job.title = title;
    entry->work = std::move(work);
    entry->done = std::move(done);
    m_entries.push_back(entry);
    if (m_entries.size() == 1)
        startNext();
    Q_EMIT changed();
    return entry->job.id;
}

void JobQueue::cancel(int id) {
    const auto at = std::find_if(m_entries.begin(), m_entries.end(),
                                 [id](const auto& entry) { return entry->job.id == id; });
    if (at == m_entries.end())
        return;
    (*at)->stop.request_stop();
    if ((*at)->job.state == State::Waiting) {
        finish(id, core::Error{core::Error::Code::Cancelled, "Cancelled before it began.", {}});
    }
}

std::vector<JobQueue::Job> JobQueue::jobs() const {
    std::vector<Job> jobs;
    for (const auto& entry : m_entries)
        jobs.push_back(entry->job);
    return jobs;
}

void JobQueue::startNext() {
    if (m_entries.empty())
        return m_clock.stop();
    const auto entry = m_entries.front();
    entry->job.state = State::Running;
    entry->elapsed.start();
    m_clock.start();
    auto* watcher = new QFutureWatcher<core::Result<bool>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, id = entry->job.id] {
        watcher->deleteLater();
        const auto result = watcher->future().takeResult();
        finish(id, result ? core::Status{} : core::Status{result.error()});
    });
    // The work is moved out, so that what it holds is let go of when it ends.
    watcher->setFuture(QtConcurrent::run(
        &m_pool, [work = std::move(entry->work), box = entry->box, stop = entry->stop.get_token()] {
            auto run = [&](std::stop_token token) -> core::Result<bool> {
                const core::Status status =
                    work([box](const core::Progress& progress) { box->put(progress); }, token);
                if (!status)
                    return status.error();
                return true;
            };
            return guarded<bool>(run, stop);
        }));
}

void JobQueue::finish(int id, const core::Status& status) {
    const auto at = std::find_if(m_entries.begin(), m_entries.end(),
                                 [id](const auto& entry) { return entry->job.id == id; });
    if (at == m_entries.end())
        return;
    const auto entry = *at;
    const bool wasRunning = entry->job.state == State::Running;
    m_entries.erase(at);
    if (wasRunning)
        startNext();
    Q_EMIT changed();
    if (entry->done)
        entry->done(status);
}

void JobQueue::lookAtProgress() {
    if (m_entries.empty())
        return;
    Entry& entry = *m_entries.front();
    entry.job.progress = entry.box->get();
    entry.job.pace = paceOf(entry.job.progress, std::chrono::milliseconds{entry.elapsed.elapsed()});
    Q_EMIT changed();
}

} // namespace ms::session
