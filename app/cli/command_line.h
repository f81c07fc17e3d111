// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exit_code.h"

#include <optional>
#include <stop_token>
#include <string>

namespace ms::app {

/// What the arguments ask for: a verb that has run, or the window.
struct CommandLine {
    std::optional<ExitCode> ended; // set: a verb ran, or the usage was wrong, or help was shown
    std::string workspace;         // for the window; may be empty
};

/// Parse the arguments and run the verb in them, if any.
CommandLine runCommandLine(int argc, char** argv, std::stop_token stop);

} // namespace ms::app
