// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

namespace ms::app {

/// What the process tells its caller (DESIGN.md section 4).
enum class ExitCode {
    Done = 0,
    Internal = 1,
    Usage = 2,
    InputRefused = 3,
    TooManyRejects = 4,
    OutsideTolerance = 5,
    WorkspaceDamaged = 6,
    Busy = 7,
    Storage = 8,
    Interrupted = 130,
};

ExitCode exitCodeOf(const core::Error& error);

/// Write "marginscope: message (where)" to stderr and return the code that goes with it.
ExitCode report(const core::Error& error);

} // namespace ms::app
