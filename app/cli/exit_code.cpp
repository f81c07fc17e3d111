// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exit_code.h"

#include "app/cli/terminal.h"

#include <iostream>

namespace ms::app {

ExitCode exitCodeOf(const core::Error& error) {
    switch (error.code) {
    case core::Error::Code::Internal:
        return ExitCode::Internal;
    case core::Error::Code::Usage:
        return ExitCode::Usage;
    case core::Error::Code::BadInput:
        return ExitCode::InputRefused;
    case core::Error::Code::Workspace:
        return ExitCode::WorkspaceDamaged;
    case core::Error::Code::Busy:
        return ExitCode::Busy;
    case core::Error::Code::Storage:
        return ExitCode::Storage;
    case core::Error::Code::Cancelled:
        return ExitCode::Interrupted;
    }
    return ExitCode::Internal;
}

ExitCode report(const core::Error& error) {
    std::string where = error.where.empty() ? std::string() : " (" + error.where + ")";
    std::cerr << "marginscope: " << forTerminal(error.message + where) << '\n';
    return exitCodeOf(error);
}

} // namespace ms::app
