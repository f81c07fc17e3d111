// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"

#include <chrono>
#include <string>

namespace ms::app {

/// One line on stderr that tells how far a job is: share, rate, remaining time. Silent where stderr
/// is no terminal.
/// Threads  show() is called by one worker at a time.
class JobLine {
public:
    explicit JobLine(std::string title);
    void show(const core::Progress& progress);
    /// Wipe the line, so that what follows starts clean.
    void clear();

private:
    std::string m_title;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point m_lastShown{};
    bool m_isTerminal;
    bool m_isShown = false;
};

} // namespace ms::app
