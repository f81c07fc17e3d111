// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/step_line.h"

#include "app/cli/terminal.h"

#include <unistd.h>

#include <iostream>

namespace ms::app {

StepLine::StepLine(std::string title)
    : m_title{forTerminal(title)}, m_isTerminal{isatty(STDERR_FILENO) != 0} {}

void StepLine::show(const std::string& what, std::size_t done, std::size_t all) {
    if (!m_isTerminal)
        return;
    std::cerr << "\r\x1b[K" << m_title << "  " << done << " of " << all << "  " << forTerminal(what)
              << std::flush;
    m_isShown = true;
}

void StepLine::clear() {
    if (m_isShown)
        std::cerr << "\r\x1b[K" << std::flush;
    m_isShown = false;
}

} // namespace ms::app
