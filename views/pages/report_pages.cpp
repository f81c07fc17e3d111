// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/report_pages.h"

#include <QCoreApplication>

#include "models/analysis/gpu_cost.h"
#include "models/report/actions_section.h"
#include "models/report/active_users_section.h"
#include "models/report/books_section.h"
#include "models/report/cache_section.h"
#include "models/report/concentration_section.h"
#include "models/report/coverage_section.h"
#include "models/report/customers_section.h"
#include "models/report/endpoints_section.h"
#include "models/report/findings_section.h"
#include "models/report/inference_section.h"
#include "models/report/red_flags_section.h"
#include "models/report/self_hosting_section.h"
#include "models/report/shared_cost_section.h"
#include "models/report/token_budget_section.h"
#include "models/report/unit_list_section.h"
#include "models/report/unit_types_section.h"
#include "models/report/units_section.h"
#include "models/session/costing.h"
#include "models/session/option_text.h"
#include "views/pages/compare_page.h"
#include "views/pages/drift_page.h"
#include "views/pages/drivers_page.h"
#include "views/pages/outliers_page.h"
#include "views/pages/overview_page.h"
#include "views/pages/reopen_window.h"
#include "views/pages/section_edits.h"
#include "views/pages/section_options.h"
#include "views/pages/whatif_page.h"

#include <algorithm>

namespace ms::views {
namespace {

using query::Dimension;

constexpr std::size_t kListedUnits = 200; // as the command that is copied says

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

core::Result<report::Section> askUnits(const session::Snapshot& snapshot,
                                       const SectionQuestion& question, std::stop_token stop) {
    const auto manualCost =
        session::amountOption("The cost by hand", question.option("manual-cost"));
    if (!manualCost)
        return manualCost.error();
    auto table = analysis::unitsBy({question.by, question.filter}, *snapshot.source, stop);
    if (!table)
        return table.error();
    if (const auto status = addGpuCost(*table, *snapshot.source, snapshot.gpu, stop); !status)
        return status.error();
    return report::unitsSection(*table, question.context, *manualCost,
                                snapshot.outcomes.rules.reopenDays);
}

core::Result<report::Section> askUnitTypes(const session::Snapshot& snapshot,
                                           const SectionQuestion& question, std::stop_token stop) {
    analysis::UnitTypesQuery query{question.by, question.filter, {}};
    if (const std::string primary = question.option("primary"); !primary.empty())
        query.primary = primary;
    const auto table = analysis::unitTypesBy(query, *snapshot.source, stop);
    if (!table)
        return table.error();
    return report::unitTypesSection(*table, question.context);
}

/// `sectionOf` makes one section of what kinds of calls cost.
SectionSource::Ask askInference(report::Section (*sectionOf)(const analysis::InferenceTable&,
                                                             const report::Context&)) {
    return [sectionOf](const session::Snapshot& snapshot, const SectionQuestion& question,
                       std::stop_token stop) -> core::Result<report::Section> {
        const auto table =
            analysis::inferenceOf({question.by, question.filter}, *snapshot.source, stop);
        if (!table)
            return table.error();
        return sectionOf(*table, question.context);
    };
}

core::Result<report::Section> askUnitList(const session::Snapshot& snapshot,
                                          const SectionQuestion& question, std::stop_token stop) {
    const frame::OutcomeBook& outcomes = snapshot.outcomes;
    const auto list =
        analysis::dearestUnits({question.filter, kListedUnits, question.option("find")},
                               *snapshot.source, outcomes.facts, stop);
    if (!list)
        return list.error();
    return report::unitListSection(*list, question.context, outcomes.rules.reopenDays);
}

QWidget* makeReopenWindow(session::Session& session) {
    return new ReopenWindow(session);
}

core::Result<report::Section> askCoverage(const session::Snapshot& snapshot,
                                          const SectionQuestion& question, std::stop_token stop) {
    const auto table = analysis::coverageOf(question.filter, *snapshot.source, stop);
    if (!table)
        return table.error();
    return report::coverageSection(*table, question.context);
}

core::Result<report::Section> askEndpoints(const session::Snapshot& snapshot,
                                           const SectionQuestion& question, std::stop_token stop) {
    const auto table = analysis::endpointsOf(question.filter, *snapshot.source, stop);
    if (!table)
        return table.error();
    return report::endpointsSection(*table, question.context);
}

core::Result<report::Section> askBooks(const session::Snapshot& snapshot,
                                       const SectionQuestion& question, std::stop_token stop) {
    const std::vector<SectionOption::Choice> others = otherBooks(snapshot);
    if (others.empty())
        return report::noOtherBookSection(question.filter, question.context);
    const std::string chosen = question.option("b");
    const bool isThere = std::any_of(others.begin(), others.end(),
                                     [&](const auto& other) { return other.value == chosen; });
    const std::string& other = isThere ? chosen : others.front().value;
    const auto source = session::costedWith(other, snapshot, stop);
    if (!source)
        return source.error();
    const auto table =
        analysis::compareBooks({question.by, question.filter}, *snapshot.source, **source, stop);
    if (!table)
        return table.error();
    return report::booksSection(*table, question.context);
}

/// `sectionOf` makes one section of the figures of requests and actions.
SectionSource::Ask askActions(report::Section (*sectionOf)(const analysis::ActionsTable&,
                                                           const report::Context&)) {
    return [sectionOf](const session::Snapshot& snapshot, const SectionQuestion& question,
                       std::stop_token stop) -> core::Result<report::Section> {
        const auto table =
            analysis::actionsBy({question.by, question.filter}, *snapshot.source, stop);
        if (!table)
            return table.error();
        return sectionOf(*table, question.context);
    };
}

/// `sectionOf` makes one section of who keeps to a token budget.
SectionSource::Ask askTokenBudget(report::Section (*sectionOf)(const analysis::TokenBudgetTable&,
                                                               const report::Context&)) {
    return [sectionOf](const session::Snapshot& snapshot, const SectionQuestion& question,
                       std::stop_token stop) -> core::Result<report::Section> {
        const auto budget =
            session::countOption("The token budget", question.option("token-budget"), 0);
        if (!budget)
            return budget.error();
        const bool isSession = question.option("budget-of") == "session";
        const auto table =
            analysis::tokenBudgetBy({isSession ? query::Grain::Session : query::Grain::Action,
                                     question.by, question.filter, *budget},
                                    *snapshot.source, stop);
        if (!table)
            return table.error();
        return sectionOf(*table, question.context);
    };
}

core::Result<report::Section> askSharedCost(const session::Snapshot& snapshot,
                                            const SectionQuestion& question, std::stop_token stop) {
    analysis::SharedCostQuery query;
    query.by = question.by;
    query.filter = question.filter;
    if (question.option("idle") == "spread")
        query.idle = stats::IdlePolicy::Spread;
    const auto table = analysis::sharedCostBy(query, *snapshot.source, snapshot.gpu, stop);
    if (!table)
        return table.error();
    return report::sharedCostSection(*table, question.context);
}

core::Result<report::Section> askSelfHosting(const session::Snapshot& snapshot,
                                             const SectionQuestion& question,
                                             std::stop_token stop) {
    analysis::HostingQuery query;
    query.filter = question.filter;
    const auto table = analysis::selfHosting(query, *snapshot.source, snapshot.gpu, stop);
    if (!table)
        return table.error();
    return report::selfHostingSection(*table, question.context);
}

core::Result<report::Section> askCache(const session::Snapshot& snapshot,
                                       const SectionQuestion& question, std::stop_token stop) {
    const auto table =
        analysis::promptCacheBy({question.by, question.filter}, *snapshot.source, stop);
    if (!table)
        return table.error();
    return report::cacheSection(*table, question.context);
}

/// `sectionOf` makes one section of the tiers' figures.
SectionSource::Ask askTiers(analysis::Payer payer,
                            report::Section (*sectionOf)(const analysis::TierTable&,
                                                         const report::Context&)) {
    return [payer, sectionOf](const session::Snapshot& snapshot, const SectionQuestion& question,
                              std::stop_token stop) -> core::Result<report::Section> {
        const auto table = analysis::customersByTier({question.filter, payer, 70}, *snapshot.source,
                                                     snapshot.revenue, snapshot.gpu, stop);
        if (!table)
            return table.error();
        return sectionOf(*table, question.context);
    };
}

SectionSource::Ask askConcentration(
    report::Section (*sectionOf)(const analysis::ConcentrationTable&, const report::Context&)) {
    return [sectionOf](const session::Snapshot& snapshot, const SectionQuestion& question,
                       std::stop_token stop) -> core::Result<report::Section> {
        const auto table =
            analysis::concentrationOf({question.by.front(), question.filter}, *snapshot.source,
                                      snapshot.revenue, snapshot.gpu, stop);
        if (!table)
            return table.error();
        return sectionOf(*table, question.context);
    };
}

core::Result<report::Section> askActiveUsers(const session::Snapshot& snapshot,
                                             const SectionQuestion& question,
                                             std::stop_token stop) {
    const auto table =
        analysis::activeUsersBy({question.by, question.filter}, snapshot.activeUserFacts(),
                                *snapshot.source, snapshot.revenue, stop);
    if (!table)
        return table.error();
    return report::activeUsersSection(*table, question.context);
}

core::Result<report::Section> askReview(const session::Snapshot& snapshot,
                                        const SectionQuestion& question, std::stop_token stop) {
    const auto thresholds = thresholdsOf(question);
    if (!thresholds)
        return thresholds.error();
    const auto review =
        analysis::reviewOf({question.filter, *thresholds}, snapshot.activeUserFacts(),
                           *snapshot.source, snapshot.revenue, snapshot.gpu, stop);
    if (!review)
        return review.error();
    return report::redFlagsSection(*review, question.context);
}

core::Result<report::Section> askFindings(const session::Snapshot& snapshot,
                                          const SectionQuestion& question, std::stop_token stop) {
    const auto table =
        analysis::findings(question.filter, *snapshot.source, snapshot.decisions, stop);
    if (!table)
        return table.error();
    const auto levers = session::findingLevers(*table, snapshot, stop);
    if (!levers)
        return levers.error();
    return report::findingsSection(*table, question.context, *levers);
}

ReportPageSpec unitsPage() {
    return {session::Page::Units,
            trText("Units"),
            "units",
            {{"units",
              trText("Cost per unit"),
              askUnits,
              {Dimension::Feature},
              "units",
              {manualCostOption()},
              SectionSource::Grouping::Any,
              {},
              makeReopenWindow},
             {"unit_types",
              trText("Types of units"),
              askUnitTypes,
              {Dimension::Workflow},
              "units --types",
              {primaryTypeOption()}},
             {"unit_list",
              trText("Single units"),
              askUnitList,
              {},
              "units --list 200",
              {findUnitOption()},
              SectionSource::Grouping::Any,
              outcomeEdits(),
              makeReopenWindow},
             {"actions",
              trText("Requests and actions"),
              askActions(report::actionsSection),
              {Dimension::Feature},
              "actions"},
             {"agents",
              trText("Agents"),
              askActions(report::agentsSection),
              {Dimension::Feature},
              "actions"},
             {"token_budget",
              trText("Token budgets"),
              askTokenBudget(report::tokenBudgetSection),
              {Dimension::Feature},
              "actions",
              {budgetOfOption(), tokenBudgetOption()}},
             {"budget_breakers",
              trText("Over budget"),
              askTokenBudget(report::budgetBreakersSection),
              {},
              "actions",
              {budgetOfOption(), tokenBudgetOption()}},
             {"inference",
              trText("Kinds of calls"),
              askInference(report::inferenceSection),
              {},
              "actions"},
             {"rag_queries",
              trText("RAG queries"),
              askInference(report::ragSection),
              {Dimension::Feature},
              "actions"}}};
}

ReportPageSpec costsPage() {
    return {session::Page::Costs,
            trText("Costs"),
            "cache",
            {{"cache", trText("Prompt cache"), askCache, {Dimension::Feature}, "cache"},
             {"shared_cost",
              trText("Shared and idle"),
              askSharedCost,
              {Dimension::Feature},
              "shared",
              {idlePolicyOption()}},
             {"self_hosting", trText("Own GPUs or an API"), askSelfHosting, {}, "shared"},
             {"coverage", trText("Coverage"), askCoverage, {}, "coverage"},
             {"endpoints",
              trText("Endpoints"),
              askEndpoints,
              {},
              "features",
              {},
              SectionSource::Grouping::Any,
              featureEdits()},
             {"books",
              trText("Price books"),
              askBooks,
              {Dimension::Model},
              "books",
              {secondBookOption()}}}};
}

ReportPageSpec customersPage() {
    using analysis::Payer;
    return {session::Page::Customers,
            trText("Customers"),
            "customers",
            {{"tiers", trText("Tiers"), askTiers(Payer::Customer, report::tiersSection), {}, {}},
             {"plan_fit",
              trText("Does the price carry it?"),
              askTiers(Payer::Customer, report::planFitSection),
              {},
              {}},
             {"active_users",
              trText("Active users"),
              askActiveUsers,
              {Dimension::Feature},
              "active-users"},
             {"whale_curve",
              trText("Who earns the margin"),
              askConcentration(report::whaleSection),
              {Dimension::Tenant},
              "concentration",
              {},
              SectionSource::Grouping::One},
             {"concentration",
              trText("Concentration"),
              askConcentration(report::concentrationSection),
              {Dimension::Tenant},
              "concentration",
              {},
              SectionSource::Grouping::One}}};
}

ReportPageSpec reviewPage() {
    return {session::Page::Review,
            trText("Red flags"),
            "review",
            {{"review", trText("Red flags"), askReview, {}, {}, thresholdOptionsOfPage()},
             {"findings",
              trText("Findings"),
              askFindings,
              {},
              "findings",
              {},
              SectionSource::Grouping::Any,
              decisionEdits()}}};
}

} // namespace

std::vector<ReportPageSpec> reportPages() {
    return {overviewAnswers(), unitsPage(),   costsPage(),    customersPage(), driversPage(),
            driftPage(),       comparePage(), outliersPage(), reviewPage(),    whatIfPage()};
}

} // namespace ms::views
