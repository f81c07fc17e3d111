// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verb.h"
#include "models/store/workspace.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace ms::app {

namespace {

struct UndoOptions {
    std::string workspace;
    std::int64_t batch = 0;
    bool isRedo = false;
};

ExitCode undo(const UndoOptions& options) {
    auto workspace = store::Workspace::open(options.workspace, store::Workspace::Access::ReadWrite);
    if (!workspace)
        return report(workspace.error());
    const auto batch = workspace->batch(options.batch);
    if (!batch)
        return report(batch.error());
    const core::Status done = workspace->setBatchActive(options.batch, options.isRedo);
    if (!done)
        return report(done.error());
    std::cout << "Batch " << batch->id << " (" << batch->path << ", " << batch->accepted
              << " rows) is " << (options.isRedo ? "in again." : "taken out. --redo puts it back.")
              << '\n';
    return ExitCode::Done;
}

} // namespace

void addUndo(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<UndoOptions>();
    CLI::App* verb = parser.add_subcommand("undo", "Take an imported file out again, as a whole");
    verb->add_option("workspace", options->workspace, "Workspace file")
        ->required()
        ->type_name("WORKSPACE");
    verb->add_option("batch", options->batch, "Number from 'marginscope batches'")
        ->required()
        ->type_name("BATCH");
    verb->add_flag("--redo", options->isRedo, "Put a batch that was taken out back in");
    verb->callback(
        [options, &slot] { slot.chosen = [options](std::stop_token) { return undo(*options); }; });
}

} // namespace ms::app
