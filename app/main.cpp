// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/cli/command_line.h"
#include "app/signals.h"

int main(int argc, char** argv) {
    const ms::app::StopOnSignals signals; // before any other thread starts
    const ms::app::CommandLine commandLine = ms::app::runCommandLine(argc, argv, signals.stop());
    if (commandLine.ended)
        return static_cast<int>(*commandLine.ended);
    return ms::app::runWindow(argc, argv, commandLine.workspace, signals.stop());
}
