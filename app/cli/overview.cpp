// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/overview_section.h"
#include "models/session/headlines.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

core::Result<std::vector<report::Section>> sectionsOf(const SectionQuestion& question,
                                                      std::stop_token stop) {
    const auto overview = analysis::overviewOf(
        question.filter, question.source(), question.snapshot.revenue, question.snapshot.gpu, stop);
    if (!overview)
        return overview.error();
    auto headlines =
        session::headlinesOf(question.snapshot, question.filter, question.context, std::move(stop));
    if (!headlines)
        return headlines.error();
    std::vector<report::Section> sections = report::overviewSections(*overview, question.context);
    sections.insert(sections.begin() + 1, *std::move(headlines));
    return sections;
}

} // namespace

void addOverview(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<SectionOptions>();
    CLI::App* verb = parser.add_subcommand(
        "overview", "How the business does, what to look at, where the money goes and is lost");
    options->addTo(*verb);
    verb->footer("Examples:\n"
                 "  marginscope overview ws.margin --from 2026-06-01 --to 2026-07-01\n"
                 "  marginscope overview ws.margin --section headlines --json");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return answer(*options, sectionsOf, std::move(stop));
        };
    });
}

} // namespace ms::app
