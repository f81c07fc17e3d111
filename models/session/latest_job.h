// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QtConcurrentRun>

#include "models/core/result.h"

#include <exception>
#include <stop_token>
#include <string>
#include <utility>

namespace ms::session {

/// Call `work`, and turn whatever it throws (a failed CHECK, no memory) into Error::Internal.
template <class T, class Work>
core::Result<T> guarded(Work& work, std::stop_token stop) {
    try {
        return work(std::move(stop));
    } catch (const std::exception& e) {
        return core::Error{core::Error::Code::Internal,
                           std::string("This is a bug in MarginScope: ") + e.what(),
                           {}};
    } catch (...) {
        return core::Error{core::Error::Code::Internal,
                           "This is a bug in MarginScope: something unknown was thrown.",
                           {}};
    }
}

/// Runs one kind of question off the GUI thread for one owner. The newest question wins: an older
/// one is asked to stop and its answer is dropped. An owner that is gone gets no callback.
/// Threads  used from the GUI thread; `work` runs on another one and must own what it touches.
template <class T>
class LatestJob {
public:
    explicit LatestJob(QObject* owner) : m_owner{owner} {}
    ~LatestJob() { m_stop.request_stop(); }
    LatestJob(const LatestJob&) = delete;
    LatestJob& operator=(const LatestJob&) = delete;

    /// `work(stop_token) -> Result<T>`, then `done(Result<T>)` on the GUI thread.
    template <class Work, class Done>
    void start(Work work, Done done) {
        m_stop.request_stop();
        m_stop = std::stop_source{};
        m_isRunning = true;
        auto* watcher = new QFutureWatcher<core::Result<T>>(m_owner);
        QObject::connect(watcher, &QFutureWatcherBase::finished, m_owner,
                         [this, watcher, done, stop = m_stop.get_token()]() mutable {
                             watcher->deleteLater();
                             if (stop.stop_requested())
                                 return; // superseded, cancelled or gone
                             m_isRunning = false;
                             done(watcher->future().takeResult());
                         });
        watcher->setFuture(
            QtConcurrent::run([work = std::move(work), stop = m_stop.get_token()]() mutable {
                return guarded<T>(work, stop);
            }));
    }

    /// Ask the running question to stop; it gets no callback.
    void cancel() {
        m_stop.request_stop();
        m_isRunning = false;
    }
    bool isRunning() const { return m_isRunning; }

private:
    QObject* m_owner;
    std::stop_source m_stop;
    bool m_isRunning = false;
};

} // namespace ms::session
