// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signals.h"

#include <csignal>
#include <cstdlib>

namespace ms::app {

namespace {
constexpr int kInterrupted = 130;

sigset_t watchedSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1})
        sigaddset(&set, signal);
    return set;
}
} // namespace

StopOnSignals::StopOnSignals() {
    std::signal(SIGPIPE, SIG_IGN);
    const sigset_t set = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_waiter = std::thread([this, set] {
        for (;;) {
            int signal = 0;
            if (sigwait(&set, &signal) != 0)
                continue;
            if (m_isOver)
                return;
            if (signal == SIGUSR1)
                continue;
            if (m_source.stop_requested())
                std::_Exit(kInterrupted);
            m_source.request_stop();
        }
    });
}

StopOnSignals::~StopOnSignals() {
    m_isOver = true;
    pthread_kill(m_waiter.native_handle(), SIGUSR1); // only wakes the waiter up
    m_waiter.join();
}

} // namespace ms::app
