// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/analysis/flag_thresholds.h"
#include "models/report/red_flags_section.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

struct ReviewOptions {
    SectionOptions section;
    analysis::FlagThresholds thresholds;
};

ExitCode review(const ReviewOptions& options, std::stop_token stop) {
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto found = analysis::reviewOf({question.filter, options.thresholds},
                                              question.snapshot.activeUserFacts(),
                                              question.source(), question.snapshot.revenue,
                                              question.snapshot.gpu, std::move(stopping));
        if (!found)
            return found.error();
        return std::vector{report::redFlagsSection(*found, question.context)};
    };
    return answer(options.section, make, std::move(stop));
}

void addThresholds(CLI::App& verb, analysis::FlagThresholds& thresholds) {
    for (const analysis::ThresholdOption& option : analysis::thresholdOptions())
        verb.add_option(std::string("--") + option.name, thresholds.*option.value, option.what)
            ->check(CLI::Range(std::int64_t{option.least}, analysis::kMostThreshold))
            ->capture_default_str()
            ->type_name("N")
            ->group("Thresholds");
}

} // namespace

void addReview(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<ReviewOptions>();
    CLI::App* verb = parser.add_subcommand(
        "review", "Red flags: what costs too much for what it brings, the dearest first");
    options->section.addOneTo(*verb);
    addThresholds(*verb, options->thresholds);
    verb->footer("Examples:\n"
                 "  marginscope review ws.margin --from 2026-06-01 --to 2026-07-01\n"
                 "  marginscope review ws.margin --free-share 5 --failed-share 10\n"
                 "  marginscope review ws.margin --where tier=Pro --json");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return review(*options, std::move(stop)); };
    });
}

} // namespace ms::app
