// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exit_code.h"

#include <functional>
#include <stop_token>

namespace CLI {
class App;
}

namespace ms::app {

/// One verb of the command line: its options are added to `parser` as a subcommand, and what it
/// does is left in `chosen` when that subcommand was given. One file a verb, one line in
/// command_line.cpp.
using VerbAction = std::function<ExitCode(std::stop_token)>;
struct VerbSlot {
    VerbAction chosen;
};

void addDemo(CLI::App& parser, VerbSlot& slot);
void addImport(CLI::App& parser, VerbSlot& slot);
void addRead(CLI::App& parser, VerbSlot& slot);
void addMap(CLI::App& parser, VerbSlot& slot);
void addBatches(CLI::App& parser, VerbSlot& slot);
void addUndo(CLI::App& parser, VerbSlot& slot);
void addRedo(CLI::App& parser, VerbSlot& slot);
void addRetry(CLI::App& parser, VerbSlot& slot);
void addOverview(CLI::App& parser, VerbSlot& slot);
void addMargin(CLI::App& parser, VerbSlot& slot);
void addCustomers(CLI::App& parser, VerbSlot& slot);
void addActions(CLI::App& parser, VerbSlot& slot);
void addBooks(CLI::App& parser, VerbSlot& slot);
void addCache(CLI::App& parser, VerbSlot& slot);
void addCoverage(CLI::App& parser, VerbSlot& slot);
void addFeatures(CLI::App& parser, VerbSlot& slot);
void addFindings(CLI::App& parser, VerbSlot& slot);
void addActiveUsers(CLI::App& parser, VerbSlot& slot);
void addCompare(CLI::App& parser, VerbSlot& slot);
void addConcentration(CLI::App& parser, VerbSlot& slot);
void addShared(CLI::App& parser, VerbSlot& slot);
void addUnits(CLI::App& parser, VerbSlot& slot);
void addDrift(CLI::App& parser, VerbSlot& slot);
void addReview(CLI::App& parser, VerbSlot& slot);
void addOutliers(CLI::App& parser, VerbSlot& slot);
void addWhatIf(CLI::App& parser, VerbSlot& slot);
void addExplain(CLI::App& parser, VerbSlot& slot);
void addExport(CLI::App& parser, VerbSlot& slot);
void addReport(CLI::App& parser, VerbSlot& slot);
void addSql(CLI::App& parser, VerbSlot& slot);

} // namespace ms::app
