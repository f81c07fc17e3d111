// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include "app/cli/saved.h"
#include "app/cli/verb.h"

#include <CLI/CLI.hpp>

#include <array>
#include <exception>
#include <iostream>

namespace ms::app {

namespace {

constexpr const char* kAbout =
    "MarginScope: which customer, feature or prompt version earns back what its AI requests cost.\n"
    "Everything stays on this computer, in one workspace file.\n";

constexpr const char* kExamples =
    "First steps:\n"
    "  marginscope demo sample                      write a sample company's exports\n"
    "  marginscope import sample.margin sample      read them into a workspace\n"
    "  marginscope margin sample.margin --by tenant who makes and who loses money\n"
    "  marginscope sample.margin                    the same in the window\n"
    "\n"
    "Exit codes: 0 done, 1 internal error, 2 usage, 3 input refused, 4 too many rejected rows,\n"
    "6 workspace damaged or newer, 7 busy, 8 disk or permission, 130 interrupted.";

constexpr std::array kVerbs{
    addDemo,     addImport,    addRead,        addMap,      addBatches,       addUndo,    addRedo,
    addRetry,    addOverview,  addMargin,      addUnits,    addActions,       addBooks,   addCache,
    addCoverage, addCustomers, addActiveUsers, addCompare,  addConcentration, addDrift,   addShared,
    addReview,   addOutliers,  addFeatures,    addFindings, addWhatIf,        addExplain, addExport,
    addSaved,    addReport,    addSql};

ExitCode run(const VerbAction& action, std::stop_token stop) {
    try {
        return action(std::move(stop));
    } catch (const std::exception& failure) {
        return report({core::Error::Code::Internal,
                       std::string("This is a bug in MarginScope: ") + failure.what(),
                       {}});
    }
}

} // namespace

CommandLine runCommandLine(int argc, char** argv, std::stop_token stop) {
    CLI::App parser(kAbout, "marginscope");
    parser.footer(kExamples);
    parser.set_version_flag("--version", "marginscope " MARGINSCOPE_VERSION);
    parser.require_subcommand(0, 1);
    std::string workspace;
    parser.add_option("workspace", workspace, "Open the window on this workspace")
        ->type_name("WORKSPACE");
    VerbSlot slot;
    for (const auto addVerb : kVerbs)
        addVerb(parser, slot);
    try {
        parser.parse(argc, argv);
    } catch (const CLI::Success& helpOrVersion) {
        parser.exit(helpOrVersion);
        return {ExitCode::Done, {}};
    } catch (const CLI::ParseError& wrong) {
        parser.exit(wrong, std::cerr, std::cerr);
        return {ExitCode::Usage, {}};
    }
    if (!slot.chosen)
        return {std::nullopt, workspace};
    const ExitCode code = run(slot.chosen, std::move(stop));
    std::cout.flush();
    if (!std::cout && code == ExitCode::Done)
        return {report({core::Error::Code::Storage, "The output could not be written.", "stdout"}),
                {}};
    return {code, {}};
}

} // namespace ms::app
