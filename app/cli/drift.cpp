// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/cost_drift_section.h"
#include "models/report/daily_alerts_section.h"
#include "models/report/drivers_section.h"
#include "models/report/failing_bursts_section.h"
#include "models/report/growth_section.h"
#include "models/report/level_changes_section.h"
#include "models/report/tenant_share_section.h"
#include "models/report/token_drift_section.h"
#include "models/session/option_text.h"

#include <CLI/CLI.hpp>

#include <array>
#include <functional>
#include <memory>
#include <optional>

namespace ms::app {

namespace {

struct DriftOptions {
    SectionOptions section;
    bool isExplained = false;
    std::string metric = "cost";
    std::string by = "feature";
    std::string against;
    std::string leastExcess;
};

core::Result<std::vector<report::Section>>
sectionsOf(const DriftOptions& options, const SectionQuestion& question, std::stop_token stop) {
    auto by = dimensionsNamed(options.by);
    if (!by)
        return by.error();
    auto against =
        session::periodOption("--against", options.against, question.source().lens().zone);
    if (!against)
        return against.error();
    const analysis::DriversQuery query{*std::move(by), question.filter, *std::move(against),
                                       *analysis::driverMetricNamed(options.metric)};
    const auto table =
        analysis::changeDrivers(query, question.source(), question.snapshot.revenue, stop);
    if (!table)
        return table.error();
    std::vector<report::Section> sections;
    sections.push_back(report::driversSection(*table, question.context));
    sections.push_back(report::driverSlicesSection(*table, question.context));
    if (query.metric != analysis::DriverMetric::Cost)
        return sections;
    const auto growth =
        analysis::growthBy(query, question.source(), question.snapshot.revenue, std::move(stop));
    if (!growth)
        return growth.error();
    sections.push_back(report::growthSection(*growth, question.context));
    return sections;
}

/// One answer more, or why there is none.
template <class Table>
core::Status add(std::vector<report::Section>& sections, const core::Result<Table>& table,
                 report::Section (*sectionOf)(const Table&, const report::Context&),
                 const SectionQuestion& question) {
    if (!table)
        return table.error();
    sections.push_back(sectionOf(*table, question.context));
    return {};
}

/// Without --explain: what changed, and when.
core::Result<std::vector<report::Section>>
changesOf(const DriftOptions& options, const SectionQuestion& question, std::stop_token stop) {
    if (options.metric == "unit-cost" || options.metric == "margin" || !options.against.empty())
        return usage("Say --explain to compare two periods, or a unit cost or margin: without it, "
                     "drift tells when the cost changed.");
    const auto by = dimensionsNamed(options.by);
    if (!by)
        return by.error();
    const auto leastExcess = session::amountOption("--least-excess", options.leastExcess);
    if (!leastExcess)
        return leastExcess.error();
    const query::EventSource& source = question.source();
    const query::Filter& filter = question.filter;
    std::vector<report::Section> sections;
    const std::array<std::function<core::Status()>, 7> rules{
        [&] {
            return add(sections,
                       analysis::dailyAlerts({filter, by->front(), *leastExcess}, source, stop),
                       report::dailyAlertsSection, question);
        },
        [&] {
            return add(sections, analysis::costDrift({filter, *by}, source, stop),
                       report::costDriftSection, question);
        },
        [&] {
            return add(sections, analysis::tokenDrift({filter, *by}, source, stop),
                       report::tokenDriftSection, question);
        },
        [&] {
            return add(sections, analysis::tenantShares(filter, source, stop),
                       report::tenantShareSection, question);
        },
        [&] {
            return add(sections, analysis::failingBursts({filter, *by}, source, stop),
                       report::failingBurstsSection, question);
        },
        [&] {
            return add(sections,
                       analysis::levelChanges({analysis::DailyMetric::Cost, filter}, source, stop),
                       report::levelChangesSection, question);
        },
        [&] {
            return add(sections,
                       analysis::levelChanges({analysis::DailyMetric::CostPerRequest, filter},
                                              source, stop),
                       report::levelChangesSection, question);
        }};
    for (const auto& rule : rules)
        if (const core::Status status = rule(); !status)
            return status.error();
    return sections;
}

ExitCode drift(const DriftOptions& options, std::stop_token stop) {
    return answer(
        options.section,
        [&](const SectionQuestion& question, std::stop_token stopping) {
            return options.isExplained ? sectionsOf(options, question, std::move(stopping))
                                       : changesOf(options, question, std::move(stopping));
        },
        std::move(stop));
}

} // namespace

void addDrift(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<DriftOptions>();
    CLI::App* verb = parser.add_subcommand(
        "drift", "Unusually dear days, drifts of cost, tokens and tenants, failing bursts, and "
                 "when the cost "
                 "changed; with --explain, why a cost, unit cost or margin moved");
    options->section.addTo(*verb);
    verb->add_flag("--explain", options->isExplained,
                   "Split the change into volume, mix, retries, tokens, cache, price and the like");
    verb->add_option("--metric", options->metric, "What moved: cost, unit-cost or margin")
        ->check(CLI::IsMember({"cost", "unit-cost", "margin"}))
        ->capture_default_str();
    verb->add_option("--by", options->by,
                     "Dimensions whose mix matters, or whose values are watched, separated by "
                     "commas: " +
                         dimensionList())
        ->capture_default_str()
        ->type_name("DIM[,DIM...]");
    verb->add_option("--against", options->against,
                     "The period to compare with (default: as many days just before)")
        ->type_name("FROM..TO");
    verb->add_option("--least-excess", options->leastExcess,
                     "Cost above the usual that makes a day an alert (default: a hundredth of what "
                     "a day costs)")
        ->type_name("AMOUNT");
    verb->footer(
        "Examples:\n"
        "  marginscope drift ws.margin --where feature=ticket_reply\n"
        "  marginscope drift ws.margin --explain --from 2026-05-01 --to 2026-06-01\n"
        "  marginscope drift ws.margin --explain --metric unit-cost --where feature=ticket_reply\n"
        "  marginscope drift ws.margin --explain --by model --from 2026-06-01 --to 2026-07-01 "
        "--against 2026-04-01..2026-05-01");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return drift(*options, std::move(stop)); };
    });
}

} // namespace ms::app
