// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace ms::app {

/// One line on stderr that tells which step of a job is being done. Silent where stderr is no
/// terminal.
class StepLine {
public:
    explicit StepLine(std::string title);
    ~StepLine() { clear(); }
    StepLine(const StepLine&) = delete;
    StepLine& operator=(const StepLine&) = delete;
    /// `done` of `all` steps are over, and `what` is next.
    void show(const std::string& what, std::size_t done, std::size_t all);
    void clear();

private:
    std::string m_title;
    bool m_isTerminal;
    bool m_isShown = false;
};

} // namespace ms::app
