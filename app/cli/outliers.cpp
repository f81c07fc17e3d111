// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/analysis/timeline.h"
#include "models/report/comparison_section.h"
#include "models/report/cost_tail_section.h"
#include "models/report/outliers_section.h"
#include "models/report/scatter_section.h"
#include "models/report/timeline_section.h"
#include "models/session/option_text.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

struct OutliersOptions {
    SectionOptions section;
    std::string grain = "request";
    double leastScore = 3.5;
    std::string leastExcess;
    std::size_t leastUnits = 30;
    std::size_t most = 100;
    std::string scatter; // "prompt_tokens,cost"; empty: the list of outliers
    std::string x;       // as --scatter, one by one
    std::string y;
    std::string scale = "log";
    bool isTail = false;  // how heavy the tail is instead
    std::string timeline; // id of the one to look at; empty: list outliers
};

query::Grain grainOf(const OutliersOptions& options) {
    for (const query::Grain grain : query::allGrains())
        if (nameOf(grain) == options.grain)
            return grain;
    return query::Grain::Request;
}

core::Result<std::vector<report::Section>> timelineSections(const OutliersOptions& options,
                                                            const SectionQuestion& question,
                                                            query::Grain grain,
                                                            std::stop_token stop) {
    analysis::TimelineQuery query{grain, options.timeline, question.filter};
    query.leastUnits = options.leastUnits;
    const auto timeline = analysis::timelineOf(query, question.source(), std::move(stop));
    if (!timeline)
        return timeline.error();
    if (timeline->reason == analysis::NotCompared::NothingFound)
        return core::Error{core::Error::Code::Usage,
                           report::timelineSection(*timeline, question.context).finding,
                           {}};
    return std::vector{report::timelineSection(*timeline, question.context),
                       report::comparisonSection(*timeline, question.context)};
}

core::Result<analysis::OutlierQuery> queryOf(const OutliersOptions& options,
                                             const query::Filter& filter) {
    analysis::OutlierQuery query;
    query.grain = grainOf(options);
    query.filter = filter;
    query.leastScore = options.leastScore;
    query.leastUnits = options.leastUnits;
    query.most = options.most;
    const auto least = session::amountOption("--least-excess", options.leastExcess);
    if (!least)
        return least.error();
    query.leastExcess = *least;
    return query;
}

std::string measureList() {
    std::string names;
    for (const analysis::ScatterMeasure measure : analysis::scatterMeasures())
        names += (names.empty() ? "" : ", ") + std::string(nameOf(measure));
    return names;
}

core::Result<analysis::ScatterQuery> scatterQueryOf(const OutliersOptions& options,
                                                    const query::Filter& filter) {
    const std::size_t comma = options.scatter.find(',');
    if (comma == std::string::npos)
        return usage("--scatter takes two measures, such as prompt_tokens,cost.");
    const auto x = analysis::scatterMeasureNamed(
        options.x.empty() ? options.scatter.substr(0, comma) : options.x);
    const auto y = analysis::scatterMeasureNamed(
        options.y.empty() ? options.scatter.substr(comma + 1) : options.y);
    if (!x || !y)
        return usage("--scatter '" + options.scatter +
                     "' names a measure that there is not; "
                     "there are " +
                     measureList() + ".");
    const auto scale = options.scale == "linear" ? stats::PlotScale::Linear : stats::PlotScale::Log;
    return analysis::ScatterQuery{grainOf(options), *x, *y, scale, filter};
}

ExitCode scatter(const OutliersOptions& options, std::stop_token stop) {
    // Whoever reads it wants the first lines; programs want all.
    const std::size_t most = options.section.output.format() == OutputFormat::Terminal
                                 ? options.most
                                 : analysis::Scatter::kMostMarks;
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto query = scatterQueryOf(options, question.filter);
        if (!query)
            return query.error();
        const auto made = analysis::scatterOf(*query, question.source(), std::move(stopping));
        if (!made)
            return made.error();
        return std::vector{report::scatterCellsSection(*made, question.context, most)};
    };
    return answer(options.section, make, std::move(stop));
}

ExitCode outliers(const OutliersOptions& options, std::stop_token stop) {
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto query = queryOf(options, question.filter);
        if (!query)
            return query.error();
        if (!options.timeline.empty())
            return timelineSections(options, question, query->grain, std::move(stopping));
        if (options.isTail) {
            const auto tail = analysis::costTailOf({query->grain, question.filter},
                                                   question.source(), std::move(stopping));
            if (!tail)
                return tail.error();
            return std::vector{report::costTailSection(*tail, question.context)};
        }
        const auto table = analysis::outliersBy(*query, question.source(), std::move(stopping));
        if (!table)
            return table.error();
        return std::vector{report::outliersSection(*table, question.context)};
    };
    return answer(options.section, make, std::move(stop));
}

} // namespace

void addOutliers(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<OutliersOptions>();
    CLI::App* verb = parser.add_subcommand(
        "outliers", "What costs far more than its like, why, and what it takes");
    options->section.addTo(*verb);
    std::vector<std::string> grains;
    for (const query::Grain grain : query::allGrains())
        grains.emplace_back(nameOf(grain));
    verb->add_option("--grain,--by", options->grain, "What is judged, or drawn")
        ->check(CLI::IsMember(grains))
        ->capture_default_str();
    verb->add_option("--timeline", options->timeline,
                     "Instead of a list, the attempts of the request, action or unit with this id, "
                     "and the median one of its like beside it")
        ->type_name("ID");
    verb->add_flag("--tail", options->isTail,
                   "Instead of a list, what the dearest cost, one of 100, of 1,000 and so on, and "
                   "the tail that fits");
    verb->add_option("--least-score", options->leastScore,
                     "Modified z-score above which a cost is far out")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    verb->add_option("--least-excess", options->leastExcess,
                     "Excess over the usual cost that matters; a ten-thousandth of all costs "
                     "unless given")
        ->type_name("AMOUNT");
    verb->add_option("--least-units", options->leastUnits, "How many a baseline needs")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    verb->add_option("--limit", options->most, "Rows to list at most")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    verb->add_option("--scatter", options->scatter,
                     "Instead: all of them by two measures, in at most 4,000 marks that add up to "
                     "all, with counts and costs; of " +
                         measureList())
        ->type_name("X,Y");
    verb->add_option("--x", options->x, "Of --scatter, the measure to the right, where it differs")
        ->type_name("MEASURE");
    verb->add_option("--y", options->y, "Of --scatter, the measure upwards, where it differs")
        ->type_name("MEASURE");
    verb->add_option("--scale", options->scale, "Of --scatter, both axes")
        ->check(CLI::IsMember({"log", "linear"}))
        ->capture_default_str();
    verb->footer("Examples:\n"
                 "  marginscope outliers ws.margin --from 2026-05-01 --to 2026-06-01\n"
                 "  marginscope outliers ws.margin --grain action --least-excess 1 --csv\n"
                 "  marginscope outliers ws.margin --grain action --timeline act_9f02\n"
                 "  marginscope outliers ws.margin --scatter prompt_tokens,cost --by user --json");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return options->scatter.empty() ? outliers(*options, std::move(stop))
                                            : scatter(*options, std::move(stop));
        };
    });
}

} // namespace ms::app
