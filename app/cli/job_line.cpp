// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/job_line.h"

#include "app/cli/terminal.h"

#include <unistd.h>

#include <iostream>

namespace ms::app {

namespace {
using std::chrono::milliseconds;
constexpr milliseconds kBetween{100};
} // namespace

JobLine::JobLine(std::string title)
    : m_title{forTerminal(title)}, m_isTerminal{isatty(STDERR_FILENO) != 0} {}

void JobLine::show(const core::Progress& progress) {
    const auto now = std::chrono::steady_clock::now();
    if (!m_isTerminal || now - m_lastShown < kBetween)
        return;
    m_lastShown = now;
    const auto elapsed = std::chrono::duration_cast<milliseconds>(now - m_start).count();
    if (elapsed == 0)
        return;
    const auto spent = static_cast<std::uint64_t>(elapsed);
    std::string line = m_title;
    if (progress.totalBytes > 0 && progress.doneBytes <= progress.totalBytes) {
        line += "  " + std::to_string(progress.doneBytes * 100 / progress.totalBytes) + " %";
        if (progress.doneBytes > 0) {
            const auto left =
                spent * (progress.totalBytes - progress.doneBytes) / progress.doneBytes;
            line += "  " + std::to_string(left / 1000) + " s left";
        }
    }
    line += "  " + std::to_string(progress.rows) + " rows, " +
            std::to_string(progress.rows * 1000 / spent) + " rows/s";
    std::cerr << "\r\x1b[K" << line << std::flush;
    m_isShown = true;
}

void JobLine::clear() {
    if (m_isShown)
        std::cerr << "\r\x1b[K" << std::flush;
    m_isShown = false;
}

} // namespace ms::app
