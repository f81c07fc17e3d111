// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>

namespace ms::app {

/// Open the window, on `workspace` when it is not empty, and run until it is closed or `stop` asks.
/// Returns the exit code of the process.
int runWindow(int argc, char** argv, const std::string& workspace, std::stop_token stop);

} // namespace ms::app
