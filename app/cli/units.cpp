// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_output.h"
#include "app/cli/shared_options.h"
#include "app/cli/verb.h"
#include "models/report/units_section.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

struct UnitsOptions {
    QuestionOptions question;
    std::string by = "feature";
    std::string manualCost;
    OutputOptions output;
};

ExitCode units(const UnitsOptions& options, std::stop_token stop) {
    const auto snapshot = options.question.open(stop);
    if (!snapshot)
        return report(snapshot.error());
    const query::EventSource& source = *(*snapshot)->source;
    auto by = dimensionsNamed(options.by);
    if (!by)
        return report(by.error());
    auto filter = options.question.filter(source.lens().zone);
    if (!filter)
        return report(filter.error());
    std::optional<core::MoneySum> manualCost;
    if (!options.manualCost.empty()) {
        const auto cost = core::MoneySum::parse(options.manualCost);
        if (!cost)
            return report(
                {core::Error::Code::Usage,
                 "--manual-cost is an amount such as 4.50, not '" + options.manualCost + "'.",
                 {}});
        manualCost = *cost;
    }
    const auto table = analysis::unitsBy({*std::move(by), *std::move(filter)}, source, stop);
    if (!table)
        return report(table.error());
    const report::Context context = contextOf(**snapshot, table->query.filter.range);
    return printSection(report::unitsSection(*table, context, manualCost), options.output.format(),
                        **snapshot);
}

} // namespace

void addUnits(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<UnitsOptions>();
    CLI::App* verb =
        parser.add_subcommand("units", "What attempted, successful and failed units cost");
    options->question.addTo(*verb);
    verb->add_option("--by", options->by,
                     "Dimensions to group by, separated by commas: " + dimensionList())
        ->capture_default_str()
        ->type_name("DIM[,DIM...]");
    verb->add_option("--manual-cost", options->manualCost,
                     "Cost of doing one unit by hand, in the base currency: shows what was saved")
        ->type_name("AMOUNT");
    options->output.addTo(*verb);
    verb->footer("Examples:\n"
                 "  marginscope units ws.margin --by application,workflow --from 2026-05-01 --to "
                 "2026-06-01\n"
                 "  marginscope units ws.margin --by prompt_version --manual-cost 4.50 --json");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return units(*options, std::move(stop)); };
    });
}

} // namespace ms::app
