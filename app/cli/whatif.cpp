// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "app/files/output_file.h"
#include "models/report/whatif_against_section.h"
#include "models/report/whatif_range_section.h"
#include "models/report/whatif_section.h"
#include "models/report/whatif_spread_section.h"
#include "models/scenario/document.h"
#include "models/scenario/quick_levers.h"
#include "models/session/costing.h"
#include "models/session/scenario_text.h"

#include <CLI/CLI.hpp>

#include <map>
#include <memory>
#include <optional>

namespace ms::app {

namespace {

struct WhatIfOptions {
    SectionOptions section;
    std::string document;             // path, or the document itself; empty: only what is typed
    std::vector<std::string> against; // the same, of others
    std::string by = "tenant";
    std::map<std::string, std::string> levers; // typed, by name
    std::size_t draws = 0;
    std::size_t logDraws = 0;
    std::optional<std::uint64_t> seed;
    std::string solveFor;
    std::string target = "margin=0";
    std::string save; // path
};

core::Result<scenario::Scenario> scenarioOf(const WhatIfOptions& options) {
    auto document = session::scenarioNamed(options.document);
    if (!document)
        return document;
    auto scenario = withQuickLevers(*std::move(document), options.levers);
    if (scenario && options.seed)
        scenario->seed = *options.seed;
    return scenario;
}

/// The scenario beside the others that it is held against.
core::Result<std::vector<report::Section>>
sideBySide(const WhatIfOptions& options, const scenario::ReplayTable& first,
           const pricing::PriceBook& book, const SectionQuestion& question, std::stop_token stop) {
    std::vector<scenario::ReplayTable> tables{first};
    for (const std::string& path : options.against) {
        const auto other = session::scenarioNamed(path);
        if (!other)
            return other.error();
        const auto replay =
            scenario::Replay::prepare({*other, first.question.by, question.filter},
                                      question.source(), question.snapshot.revenue, book, stop);
        if (!replay)
            return replay.error();
        auto table = replayTable(*replay, question.source(), stop);
        if (!table)
            return table.error();
        tables.push_back(*std::move(table));
    }
    return std::vector{report::whatIfAssumptionsSection(tables, question.context),
                       report::whatIfAgainstSection(tables, question.context)};
}

/// Tenants are what the log is drawn by, whatever the rows are asked by.
core::Result<report::Section> spreadOf(const WhatIfOptions& options,
                                       const scenario::Scenario& scenario,
                                       const pricing::PriceBook& book,
                                       const SectionQuestion& question, std::stop_token stop) {
    const auto replay =
        scenario::Replay::prepare({scenario, {query::Dimension::Tenant}, question.filter},
                                  question.source(), question.snapshot.revenue, book, stop);
    if (!replay)
        return replay.error();
    const auto draws = scenario::drawChange(*replay, options.logDraws, std::move(stop));
    if (!draws)
        return draws.error();
    return report::whatIfSpreadSection(*replay, *draws, question.context);
}

core::Result<std::vector<report::Section>> sectionsOf(const WhatIfOptions& options,
                                                      const scenario::Scenario& scenario,
                                                      const SectionQuestion& question,
                                                      std::stop_token stop) {
    const auto by = dimensionsNamed(options.by);
    if (!by)
        return by.error();
    const auto target = scenario::solveTargetNamed(options.target);
    if (!target)
        return target.error();
    std::optional<scenario::SolveFor> wanted;
    if (!options.solveFor.empty()) {
        const auto what = scenario::solveForNamed(options.solveFor, scenario);
        if (!what)
            return what.error();
        wanted = *what;
    }
    const auto book = session::priceBookOf(question.snapshot);
    if (!book)
        return book.error();
    const auto replay =
        scenario::Replay::prepare({scenario, *by, question.filter}, question.source(),
                                  question.snapshot.revenue, *book, stop);
    if (!replay)
        return replay.error();
    const auto table = replayTable(*replay, question.source(), stop);
    if (!table)
        return table.error();
    std::vector<report::Section> sections;
    if (!options.against.empty()) {
        auto compared = sideBySide(options, *table, *book, question, std::move(stop));
        if (!compared || options.section.section.empty())
            return compared;
        sections = *std::move(compared);
    }
    sections.push_back(report::whatIfSection(*table, question.context));
    sections.push_back(report::whatIfRiskSection(*table, question.context));
    sections.push_back(report::whatIfRowsSection(*table, question.context));
    if (!scenario.ranges.empty()) {
        const auto uncertainty = uncertaintyOf(*replay, options.draws);
        sections.push_back(report::whatIfRangeSection({*replay, uncertainty}, question.context));
    }
    if (options.logDraws > 0) {
        const auto spread = spreadOf(options, scenario, *book, question, std::move(stop));
        if (!spread)
            return spread.error();
        sections.push_back(*spread);
    }
    if (wanted)
        sections.push_back(report::whatIfSolveSection(
            *replay, scenario::solve(*replay, *wanted, *target), question.context));
    return sections;
}

ExitCode whatIf(const WhatIfOptions& options, std::stop_token stop) {
    const auto scenario = scenarioOf(options);
    if (!scenario)
        return report(scenario.error());
    if (options.draws > 0 && scenario->ranges.empty())
        return report(usage("--monte-carlo draws from the ranges of a scenario document; there are "
                            "none."));
    if (!options.save.empty())
        if (const auto saved = writeWhole(options.save, documentOf(*scenario)); !saved)
            return report(saved.error());
    return answer(
        options.section,
        [&](const SectionQuestion& question, std::stop_token stopping) {
            return sectionsOf(options, *scenario, question, std::move(stopping));
        },
        std::move(stop));
}

void addLevers(CLI::App& verb, std::map<std::string, std::string>& levers) {
    for (const scenario::QuickLever& lever : scenario::quickLevers()) {
        const std::string name(lever.name);
        verb.add_option("--" + name, levers[name], std::string(lever.help))
            ->type_name(std::string(lever.example))
            ->group("Levers, instead of or on top of a document");
    }
}

} // namespace

void addWhatIf(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<WhatIfOptions>();
    CLI::App* verb = parser.add_subcommand(
        "whatif", "Cost, revenue and margin with other models, caches, limits and prices, replayed "
                  "on the logged calls");
    options->section.addTo(*verb);
    verb->add_option("scenario,--scenario", options->document,
                     "Scenario document, as a file or as text that begins with {; its format is in "
                     "resources/scenarios")
        ->type_name("SCENARIO.json");
    verb->add_option("--against,--against-scenario", options->against,
                     "Hold it against another document (may be repeated): which assumptions "
                     "differ, and cost, revenue and margin of each")
        ->type_name("OTHER.json")
        ->expected(1);
    addGroupingTo(*verb, options->by);
    verb->add_option("--monte-carlo", options->draws,
                     "Draw all ranges of the document so often, such as 10000")
        ->check(CLI::Range(std::size_t(1), std::size_t(1'000'000)))
        ->type_name("N");
    verb->add_option("--bootstrap", options->logDraws,
                     "Draw the tenants of the log anew so often, alone and with the ranges, such "
                     "as 10000: where the change of margin may lie")
        ->check(CLI::Range(std::size_t(1), std::size_t(1'000'000)))
        ->type_name("N");
    verb->add_option("--seed", options->seed, "Of the draws (default: the document's)")
        ->type_name("S");
    verb->add_option("--solve", options->solveFor,
                     "Look for the value of this number of a lever that meets the target: "
                     "hit_rate, or 2.share where several levers have it")
        ->type_name("NUMBER");
    verb->add_option("--target", options->target, "margin=0, margin_pct=0.7 or cost=100")
        ->capture_default_str()
        ->type_name("FIGURE=VALUE");
    verb->add_option("--save", options->save, "Write the scenario as a document")
        ->type_name("FILE");
    addLevers(*verb, options->levers);
    verb->footer(
        "Examples:\n"
        "  marginscope whatif ws.margin --for tier=Free --cache-hit-rate 0.15 --by tier\n"
        "  marginscope whatif ws.margin --route-to cobalt-mini --route-share 0.5 "
        "--route-success-change=-0.02 --failure-cost 0.05\n"
        "  marginscope whatif ws.margin scenario.json --by tenant --monte-carlo 10000 --seed 7\n"
        "  marginscope whatif ws.margin a.json --against b.json --by tier\n"
        "  marginscope whatif ws.margin --where tier=Free --cache-hit-rate 0.1 --solve hit_rate");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return whatIf(*options, std::move(stop)); };
    });
}

} // namespace ms::app
