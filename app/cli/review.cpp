// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
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
        const auto found = analysis::reviewOf(
            {question.filter, options.thresholds}, question.snapshot.activeUserFacts(),
            question.source(), question.snapshot.revenue, std::move(stopping));
        if (!found)
            return found.error();
        return std::vector{report::redFlagsSection(*found, question.context)};
    };
    return answer(options.section, make, std::move(stop));
}

void addThresholds(CLI::App& verb, analysis::FlagThresholds& t) {
    const auto add = [&](const char* name, std::int64_t& value, const char* what, int least = 0) {
        verb.add_option(name, value, what)
            ->check(CLI::Range(least, 1'000'000))
            ->capture_default_str()
            ->type_name("N")
            ->group("Thresholds");
    };
    add("--growth-gap", t.growthGapPct,
        "Points that cost per customer may grow faster than revenue per customer");
    add("--free-share", t.freeSharePct, "Percent of all cost that free tiers may take");
    add("--action-times", t.actionTimes,
        "Times a single request that an action of several may cost");
    add("--dearer", t.dearerPct, "Percent that a success may get dearer");
    add("--flat-quality", t.flatQualityPct, "Points of success rate that count as no change");
    add("--customer-times", t.customerTimes,
        "Times the median customer that a unit of a customer may cost");
    add("--failed-share", t.failedSharePct,
        "Percent of the cost of units that failed ones may take");
    add("--adoption", t.adoptionPct, "Percent of users from which on adoption is strong");
    add("--weak-margin", t.weakMarginPct, "Percent of margin below which it is weak");
    add("--retention", t.retentionPct, "Percent of users that a feature should keep");
    add("--spend-share", t.spendSharePct, "Percent of all cost from which on retention matters");
    add("--fewest", t.fewest, "Units, successes, actions or attempts that a verdict takes", 1);
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
