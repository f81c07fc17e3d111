// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace ms::app {

/// Turns SIGINT, SIGTERM and SIGHUP into a stop request, so that a verb ends cleanly (an import is
/// rolled back). A second signal ends the process at once. SIGPIPE is ignored: writes tell.
/// Create it before any other thread, because threads inherit the signal mask.
class StopOnSignals {
public:
    StopOnSignals();
    ~StopOnSignals();
    StopOnSignals(const StopOnSignals&) = delete;
    StopOnSignals& operator=(const StopOnSignals&) = delete;
    std::stop_token stop() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::atomic<bool> m_isOver = false;
    std::thread m_waiter;
};

} // namespace ms::app
