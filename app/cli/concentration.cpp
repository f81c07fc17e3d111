// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/concentration_section.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

struct ConcentrationOptions {
    SectionOptions section;
    std::string by = "tenant";
};

ExitCode concentration(const ConcentrationOptions& options, std::stop_token stop) {
    const auto by = dimensionsNamed(options.by);
    if (!by)
        return report(by.error());
    if (by->size() != 1)
        return report(
            {core::Error::Code::Usage, "Name one dimension to see its concentration.", {}});
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto table = analysis::concentrationOf({by->front(), question.filter},
                                                     question.source(), question.snapshot.revenue,
                                                     question.snapshot.gpu, std::move(stopping));
        if (!table)
            return table.error();
        std::vector<report::Section> sections;
        sections.push_back(report::concentrationSection(*table, question.context));
        sections.push_back(report::whaleSection(*table, question.context));
        return sections;
    };
    return answer(options.section, make, std::move(stop));
}

} // namespace

void addConcentration(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<ConcentrationOptions>();
    CLI::App* verb =
        parser.add_subcommand("concentration", "How few hold how much of cost, revenue and margin");
    options->section.addTo(*verb);
    verb->add_option("--by", options->by, "Whose shares: " + dimensionList())
        ->capture_default_str()
        ->type_name("DIM");
    verb->footer("Examples:\n"
                 "  marginscope concentration ws.margin --from 2026-05-01 --to 2026-06-01\n"
                 "  marginscope concentration ws.margin --by user --where tenant=acme\n"
                 "  marginscope concentration ws.margin --section whale_curve --csv");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return concentration(*options, std::move(stop));
        };
    });
}

} // namespace ms::app
