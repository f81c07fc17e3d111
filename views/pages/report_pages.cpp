// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/report_pages.h"

#include <QCoreApplication>

#include "models/report/actions_section.h"
#include "models/report/active_users_section.h"
#include "models/report/books_section.h"
#include "models/report/cache_section.h"
#include "models/report/concentration_section.h"
#include "models/report/coverage_section.h"
#include "models/report/customers_section.h"
#include "models/report/drivers_section.h"
#include "models/report/endpoints_section.h"
#include "models/report/growth_section.h"
#include "models/report/red_flags_section.h"
#include "models/report/self_hosting_section.h"
#include "models/report/shared_cost_section.h"
#include "models/report/unit_list_section.h"
#include "models/report/units_section.h"
#include "models/session/costing.h"
#include "views/pages/reopen_window.h"

#include <algorithm>
#include <span>

namespace ms::views {
namespace {

using query::Dimension;

constexpr std::size_t kListedUnits = 200; // as the command that is copied says

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

core::Result<report::Section> askUnits(const session::Snapshot& snapshot,
                                       const SectionQuestion& question, std::stop_token stop) {
    const auto table = analysis::unitsBy({question.by, question.filter}, *snapshot.source, stop);
    if (!table)
        return table.error();
    return report::unitsSection(*table, question.context, {}, snapshot.outcomes.rules.reopenDays);
}

core::Result<report::Section> askUnitList(const session::Snapshot& snapshot,
                                          const SectionQuestion& question, std::stop_token stop) {
    const frame::OutcomeBook& outcomes = snapshot.outcomes;
    const auto list = analysis::dearestUnits(
        {question.filter, kListedUnits}, *snapshot.source,
        outcomes.facts ? std::span(*outcomes.facts) : std::span<const core::OutcomeFact>(), stop);
    if (!list)
        return list.error();
    return report::unitListSection(*list, question.context, outcomes.rules.reopenDays);
}

/// A unit that is only reopened keeps its outcome, and one whose outcome is cleared is open.
SectionEdits outcomeEdits() {
    return {
        {"outcome", "reopened_at"}, [](const EditedRow& row) -> core::Result<session::EnteredRows> {
            std::string outcome = row.at("outcome");
            if (outcome.empty())
                outcome = row.at("reopened_at").empty() ? "pending" : row.at("status");
            return session::EnteredRows{core::FileKind::Outcomes,
                                        {"unit_type", "unit_id", "tenant", "outcome", "outcome_at",
                                         "reopened_at", "value", "currency"},
                                        {{row.at("unit_type"), row.at("unit_id"), row.at("tenant"),
                                          outcome, row.at("outcome_at"), row.at("reopened_at"),
                                          row.at("value"), row.at("currency")}}};
        }};
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

/// An endpoint whose feature is cleared is a feature under its own name.
SectionEdits featureEdits() {
    return {{"feature", "owner_team"},
            [](const EditedRow& row) -> core::Result<session::EnteredRows> {
                const std::string& endpoint = row.at("endpoint");
                if (endpoint.empty())
                    return core::Error{core::Error::Code::BadInput,
                                       trText("These attempts name no endpoint: there is nothing "
                                              "that a feature could be given to.")
                                           .toStdString(),
                                       {}};
                const std::string& feature = row.at("feature");
                return session::EnteredRows{
                    core::FileKind::Features,
                    {"endpoint", "feature", "owner_team"},
                    {{endpoint, feature.empty() ? endpoint : feature, row.at("owner_team")}}};
            }};
}

/// The book in force against the first of the others.
core::Result<report::Section> askBooks(const session::Snapshot& snapshot,
                                       const SectionQuestion& question, std::stop_token stop) {
    const auto other = std::find_if(snapshot.books.begin(), snapshot.books.end(),
                                    [&](const std::string& b) { return b != snapshot.book; });
    if (other == snapshot.books.end())
        return report::noOtherBookSection(question.filter, question.context);
    const auto source = session::costedWith(*other, snapshot, stop);
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
            analysis::actionsBy({question.by, question.filter, {}}, *snapshot.source, stop);
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
                                                     snapshot.revenue, stop);
        if (!table)
            return table.error();
        return sectionOf(*table, question.context);
    };
}

/// Of the first dimension that the page is asked by.
SectionSource::Ask askConcentration(
    report::Section (*sectionOf)(const analysis::ConcentrationTable&, const report::Context&)) {
    return [sectionOf](const session::Snapshot& snapshot, const SectionQuestion& question,
                       std::stop_token stop) -> core::Result<report::Section> {
        const auto table = analysis::concentrationOf({question.by.front(), question.filter},
                                                     *snapshot.source, snapshot.revenue, stop);
        if (!table)
            return table.error();
        return sectionOf(*table, question.context);
    };
}

SectionSource::Ask askDrivers(analysis::DriverMetric metric,
                              report::Section (*sectionOf)(const analysis::DriversTable&,
                                                           const report::Context&)) {
    return [metric, sectionOf](const session::Snapshot& snapshot, const SectionQuestion& question,
                               std::stop_token stop) -> core::Result<report::Section> {
        const auto table = analysis::changeDrivers({question.by, question.filter, {}, metric},
                                                   *snapshot.source, snapshot.revenue, stop);
        if (!table)
            return table.error();
        return sectionOf(*table, question.context);
    };
}

core::Result<report::Section> askGrowth(const session::Snapshot& snapshot,
                                        const SectionQuestion& question, std::stop_token stop) {
    const auto table = analysis::growthBy({question.by, question.filter, {}, {}}, *snapshot.source,
                                          snapshot.revenue, stop);
    if (!table)
        return table.error();
    return report::growthSection(*table, question.context);
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

/// With the thresholds that the command line has by default.
core::Result<report::Section> askReview(const session::Snapshot& snapshot,
                                        const SectionQuestion& question, std::stop_token stop) {
    const auto review = analysis::reviewOf({question.filter, {}}, snapshot.activeUserFacts(),
                                           *snapshot.source, snapshot.revenue, stop);
    if (!review)
        return review.error();
    return report::redFlagsSection(*review, question.context);
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
              {},
              makeReopenWindow},
             {"unit_list",
              trText("Single units"),
              askUnitList,
              {},
              "units --list 200",
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
              "actions"}}};
}

ReportPageSpec costsPage() {
    return {
        session::Page::Costs,
        trText("Costs"),
        "cache",
        {{"cache", trText("Prompt cache"), askCache, {Dimension::Feature}, "cache"},
         {"shared_cost", trText("Shared and idle"), askSharedCost, {Dimension::Feature}, "shared"},
         {"self_hosting", trText("Own GPUs or an API"), askSelfHosting, {}, "shared"},
         {"coverage", trText("Coverage"), askCoverage, {}, "coverage"},
         {"endpoints", trText("Endpoints"), askEndpoints, {}, "features", featureEdits()},
         {"books", trText("Price books"), askBooks, {Dimension::Model}, "books"}}};
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
              "concentration"},
             {"concentration",
              trText("Concentration"),
              askConcentration(report::concentrationSection),
              {Dimension::Tenant},
              "concentration"}}};
}

ReportPageSpec driversPage() {
    using analysis::DriverMetric;
    return {session::Page::Drivers,
            trText("Why it moved"),
            "drift --explain",
            {{"drivers",
              trText("Cost"),
              askDrivers(DriverMetric::Cost, report::driversSection),
              {Dimension::Feature},
              {}},
             {"where",
              trText("Where"),
              askDrivers(DriverMetric::Cost, report::driverSlicesSection),
              {Dimension::Feature},
              {}},
             {"growth", trText("Is it growth?"), askGrowth, {Dimension::Feature}, {}},
             {"unit_cost_drivers",
              trText("Cost per success"),
              askDrivers(DriverMetric::UnitCost, report::driversSection),
              {Dimension::Feature},
              "drift --explain --metric unit-cost"},
             {"margin_drivers",
              trText("Margin"),
              askDrivers(DriverMetric::Margin, report::driversSection),
              {Dimension::Feature},
              "drift --explain --metric margin"}}};
}

ReportPageSpec reviewPage() {
    return {session::Page::Review,
            trText("Red flags"),
            "review",
            {{"review", trText("Red flags"), askReview, {}, {}}}};
}

} // namespace

std::vector<ReportPageSpec> reportPages() {
    return {unitsPage(), costsPage(), customersPage(), driversPage(), reviewPage()};
}

} // namespace ms::views
