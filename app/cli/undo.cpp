// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"
#include "app/cli/verb.h"
#include "models/analysis/sentences.h"
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
    std::cout << "Batch " << batch->id << " (" << forTerminal(batch->path) << ", "
              << analysis::countWords(batch->accepted, "row") << ") is "
              << (options.isRedo ? "in again." : "taken out. 'marginscope redo' puts it back.")
              << '\n';
    return ExitCode::Done;
}

void addBatchOptions(CLI::App& verb, UndoOptions& options) {
    verb.add_option("workspace", options.workspace, "Workspace file")
        ->required()
        ->type_name("WORKSPACE");
    verb.add_option("batch", options.batch, "Number from 'marginscope batches'")
        ->required()
        ->type_name("BATCH");
}

} // namespace

void addUndo(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<UndoOptions>();
    CLI::App* verb = parser.add_subcommand("undo", "Take an imported file out again, as a whole");
    addBatchOptions(*verb, *options);
    verb->add_flag("--redo", options->isRedo, "The same as the verb redo");
    verb->callback(
        [options, &slot] { slot.chosen = [options](std::stop_token) { return undo(*options); }; });
}

void addRedo(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<UndoOptions>();
    CLI::App* verb =
        parser.add_subcommand("redo", "Put an imported file back in that was taken out");
    addBatchOptions(*verb, *options);
    options->isRedo = true;
    verb->callback(
        [options, &slot] { slot.chosen = [options](std::stop_token) { return undo(*options); }; });
}

} // namespace ms::app
