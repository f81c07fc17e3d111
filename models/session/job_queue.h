// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include "models/core/progress.h"
#include "models/core/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace ms::session {

/// How fast a job is and how long it will still take, from what it has done so far.
struct Pace {
    double rowsPerSecond = 0;
    std::optional<std::chrono::seconds> remaining; // absent: the size is not known, or too early
};
Pace paceOf(const core::Progress& progress, std::chrono::milliseconds elapsed);

/// Long jobs that write, one after the other in the order they were added: imports.
/// Threads  lives on the GUI thread. `Work` runs on one worker thread; `Done` on the GUI thread,
///          not at all when the queue is gone. Progress is looked at ten times a second.
class JobQueue : public QObject {
    Q_OBJECT

public:
    using Work = std::function<core::Status(const core::ProgressFn&, std::stop_token)>;
    using Done = std::function<void(const core::Status&)>;

    enum class State { Waiting, Running, Done, Failed, Cancelled };
    struct Job {
        int id = 0;
        QString title;
        State state = State::Waiting;
        core::Progress progress;
        Pace pace;
    };

    explicit JobQueue(QObject* parent = nullptr);
    /// Asks every job to stop and waits for the running one.
    ~JobQueue() override;

    int add(const QString& title, Work work, Done done);
    /// A waiting job is dropped, a running one asked to stop.
    void cancel(int id);
    /// Jobs that are not over, in order.
    std::vector<Job> jobs() const;
    bool isIdle() const { return m_entries.empty(); }

Q_SIGNALS:
    /// The list or somebody's progress is another one.
    void changed();

private:
    struct Entry;
    void startNext();
    void finish(int id, const core::Status& status);
    void lookAtProgress();

    std::vector<std::shared_ptr<Entry>> m_entries; // the first one runs
    QThreadPool m_pool;
    QTimer m_clock;
    int m_lastId = 0;
};

} // namespace ms::session
