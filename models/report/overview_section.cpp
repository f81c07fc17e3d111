// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/overview_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/periods.h"
#include "models/analysis/sentences.h"
#include "models/report/change_words.h"
#include "models/report/grouped_rows.h"

#include <algorithm>

namespace ms::report {

using analysis::Overview;
using analysis::OverviewFigures;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using Kind = Column::Kind;

namespace {

constexpr std::size_t kMostFeatures = 8; // drawn
constexpr std::size_t kMostLosing = 10;

bool hasRevenue(const Overview& overview) {
    return !overview.total.margin.revenue.isZero();
}

Cell costCell(const OverviewFigures& figures) {
    return figures.margin.isCostUnknown() ? Cell() : Cell(figures.margin.totalCost());
}

Cell marginCell(const OverviewFigures& figures) {
    return figures.margin.isCostUnknown() ? Cell() : Cell(figures.margin.margin());
}

std::vector<Column> figureColumns() {
    return {{"cost", "Cost", Kind::Money,
             "Of the attempts whose cost is known, with GPU hours, used or idle."},
            {"revenue", "Revenue", Kind::Money, "As it accrues day by day."},
            {"margin", "Margin", Kind::Money, "Revenue - cost."},
            {"margin_pct", "Margin %", Kind::Ratio, "Margin / revenue; empty without revenue."},
            {"customers", "Customers", Kind::Count, "Tenants with an attempt."},
            {"cost_per_customer", "Cost per customer", Kind::Money,
             "Cost of attempts that name a tenant / customers."},
            {"successful", "Successes", Kind::Count, "Units that succeeded."},
            {"cost_per_successful", "Cost per success", Kind::Money,
             "Cost of all units / successful ones: failed work is paid for by what succeeds."},
            {"unpriced_attempts", "Unpriced", Kind::Count,
             "Attempts whose cost is unknown; the costs leave them out."}};
}

std::vector<Cell> figureCells(const OverviewFigures& figures) {
    return {costCell(figures),
            figures.margin.revenue,
            marginCell(figures),
            figures.margin.isCostUnknown() ? Cell() : cellOf(figures.margin.marginPct()),
            Int128(figures.customers),
            figures.margin.isCostUnknown() ? Cell() : cellOf(figures.costPerCustomer()),
            Int128(figures.units.successful),
            cellOf(figures.units.costPerSuccessful()),
            Int128(figures.margin.unpricedAttempts - figures.margin.servedAttempts)};
}

std::string changeWords(MoneySum now, MoneySum before) {
    const auto change = analysis::changeOf(now, before);
    return change ? " (" + signedPercentWords(*change) + ")" : std::string();
}

/// "In 2026-06-01 to 2026-06-30 the margin was $1.20 (12% of revenue), ..."
std::string overviewFinding(const Overview& overview, const Context& context) {
    const auto money = [&](MoneySum amount) {
        return analysis::moneyWords(amount, context.currency);
    };
    if (overview.periods.empty())
        return "There is no day with events in this selection.";
    if (overview.total.margin.isCostUnknown())
        return "No attempt has a price yet: import a price book.";
    if (!overview.pair) {
        const analysis::MarginFigures& all = overview.total.margin;
        if (!hasRevenue(overview))
            return "Cost " + money(all.totalCost()) + "; no revenue is known.";
        const auto pct = all.marginPct();
        return "Margin " + money(all.margin()) +
               (pct ? ", " + analysis::percentWords(*pct) + " of revenue" : std::string()) + ".";
    }
    const analysis::MarginFigures& now = overview.now.margin;
    const analysis::MarginFigures& before = overview.before.margin;
    const std::string cost =
        "cost " + money(now.totalCost()) + changeWords(now.totalCost(), before.totalCost());
    if (!hasRevenue(overview))
        return "Last period: " + cost + "; no revenue is known.";
    const auto pct = now.marginPct();
    const MoneySum moved = now.margin() - before.margin();
    return "Margin " + money(now.margin()) +
           (pct ? " (" + analysis::percentWords(*pct) + " of revenue)" : std::string()) + ", " +
           signedMoneyWords(moved, context.currency) + " against the period before: revenue " +
           money(now.revenue) + changeWords(now.revenue, before.revenue) + ", " + cost + ".";
}

Chart overviewChart(const Overview& overview, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = finding;
    chart.yTitle = "A " + std::string(query::nameOf(overview.by));
    Series cost{"Cost", {}};
    Series revenue{"Revenue", {}, true};
    Series margin{"Margin", {}};
    for (const analysis::OverviewPeriod& period : overview.used()) {
        const auto& [key, figures] = period;
        const auto i = &period - overview.periods.data();
        cost.points.push_back({key, costCell(figures), {}, {}, {}, int(i)});
        revenue.points.push_back({key, Cell(figures.margin.revenue), {}, {}, {}, int(i)});
        margin.points.push_back({key, marginCell(figures), {}, {}, {}, int(i)});
    }
    chart.series = {std::move(cost)};
    if (hasRevenue(overview)) {
        chart.series.push_back(std::move(margin));
        chart.series.push_back(std::move(revenue));
    }
    return chart;
}

std::string tierTitle(const std::string& tier) {
    return tier.empty() ? "(not given)" : tier;
}

std::string featureFinding(const Overview& overview, const Context& context) {
    if (overview.features.empty() || overview.total.margin.cost.isZero())
        return "No cost is known in this selection.";
    const analysis::FeatureCost& first = overview.features.front();
    return tierTitle(first.feature) + " takes " +
           analysis::shareWords(first.cost, overview.total.margin.cost) + " of the cost, " +
           analysis::moneyWords(first.cost, context.currency) + ".";
}

/// The dearest features, each a column of its tiers; the rest in one.
Chart featureChart(const Overview& overview, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Columns;
    chart.title = finding;
    chart.yTitle = "Direct cost by feature and tier";
    const std::size_t drawn = std::min(kMostFeatures, overview.features.size());
    for (std::size_t tier = 0; tier < overview.tiers.size(); ++tier) {
        Series series{tierTitle(overview.tiers[tier]), {}};
        for (std::size_t i = 0; i < drawn; ++i)
            series.points.push_back({tierTitle(overview.features[i].feature),
                                     Cell(overview.features[i].tiers[tier]),
                                     {},
                                     {},
                                     {},
                                     int(i)});
        MoneySum rest;
        for (std::size_t i = drawn; i < overview.features.size(); ++i)
            rest += overview.features[i].tiers[tier];
        if (drawn < overview.features.size())
            series.points.push_back({"other", Cell(rest)});
        chart.series.push_back(std::move(series));
    }
    return chart;
}

std::string losingFinding(const Overview& overview, const Context& context) {
    if (overview.total.customers == 0)
        return "No customer is known in this selection.";
    if (!hasRevenue(overview))
        return "No revenue is known: import revenue or plans to see who loses money.";
    if (overview.losing.empty())
        return "No customer costs more than it pays.";
    const analysis::LosingCustomer& worst = overview.losing.front();
    return analysis::countWords(Int128(overview.losing.size()), "customer") +
           (overview.losing.size() == 1 ? " costs " : " cost ") +
           analysis::moneyWords(overview.lost, context.currency) +
           (overview.losing.size() == 1 ? " more than it pays" : " more than they pay") +
           (overview.losing.size() == 1
                ? std::string()
                : "; the deepest loss: " + worst.tenant + ", " +
                      analysis::moneyWords(worst.loss(), context.currency)) +
           ".";
}

Chart losingChart(const Overview& overview, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Bars;
    chart.title = finding;
    chart.xTitle = "Margin";
    Series series{"Margin", {}};
    for (std::size_t i = 0; i < std::min(kMostLosing, overview.losing.size()); ++i)
        series.points.push_back({overview.losing[i].tenant,
                                 Cell(MoneySum() - overview.losing[i].loss()),
                                 {},
                                 {},
                                 {},
                                 int(i)});
    chart.series = {std::move(series)};
    return chart;
}

/// One thing that stands between the figures and the truth.
Row trustRow(const char* what, Cell count, Cell cost, std::optional<double> share,
             std::optional<std::vector<query::Condition>> drill = {}) {
    Row row;
    row.cells = {std::string(what), std::move(count), std::move(cost), cellOf(share)};
    row.drill = std::move(drill);
    return row;
}

} // namespace

Section overviewSection(const Overview& overview, const Context& context) {
    Section section{
        "overview",     "How does the business do?", overviewFinding(overview, context), {}, {}, {},
        overview.filter};
    section.table.columns = keyColumns({overview.by});
    for (Column& column : figureColumns())
        section.table.columns.push_back(std::move(column));
    for (const auto& [key, figures] : overview.periods)
        section.table.rows.push_back(groupedRow({overview.by}, {key}, figureCells(figures)));
    section.table.total = groupedTotal({overview.by}, figureCells(overview.total));
    if (overview.used().size() > 1)
        section.charts.push_back(overviewChart(overview, section.finding));
    section.notes.push_back("Customers of the total are counted once; so are units that several "
                            "rows touch.");
    return section;
}

Section featureCostSection(const Overview& overview, const Context& context) {
    Section section{
        "where_it_goes", "Where does the money go?", featureFinding(overview, context), {}, {}, {},
        overview.filter};
    section.table.columns = keyColumns({Dimension::Feature});
    section.table.columns.push_back({"cost", "Cost", Kind::Money, "Of all tiers, direct."});
    for (const std::string& tier : overview.tiers)
        section.table.columns.push_back({"tier_" + tier, tierTitle(tier), Kind::Money,
                                         "Direct cost of attempts of this tier."});
    std::vector<MoneySum> sums(overview.tiers.size());
    MoneySum total;
    for (const analysis::FeatureCost& feature : overview.features) {
        std::vector<Cell> cells{feature.cost};
        cells.insert(cells.end(), feature.tiers.begin(), feature.tiers.end());
        section.table.rows.push_back(groupedRow({Dimension::Feature}, {feature.feature}, cells));
        for (std::size_t tier = 0; tier < sums.size(); ++tier)
            sums[tier] += feature.tiers[tier];
        total += feature.cost;
    }
    std::vector<Cell> cells{total};
    cells.insert(cells.end(), sums.begin(), sums.end());
    section.table.total = groupedTotal({Dimension::Feature}, cells);
    if (!overview.features.empty() && !total.isZero())
        section.charts.push_back(featureChart(overview, section.finding));
    return section;
}

Section losingCustomersSection(const Overview& overview, const Context& context) {
    Section section{
        "where_it_is_lost", "Where is it lost?", losingFinding(overview, context), {}, {}, {},
        overview.filter};
    section.table.columns = keyColumns({Dimension::Tenant});
    const std::vector<Column> figures{
        {"cost", "Cost", Kind::Money, "With GPU hours, used or idle."},
        {"revenue", "Revenue", Kind::Money, "As it accrues day by day."},
        {"margin", "Margin", Kind::Money, "Revenue - cost."}};
    section.table.columns.insert(section.table.columns.end(), figures.begin(), figures.end());
    if (!hasRevenue(overview))
        return section;
    MoneySum cost;
    MoneySum revenue;
    for (const analysis::LosingCustomer& customer : overview.losing) {
        section.table.rows.push_back(
            groupedRow({Dimension::Tenant}, {customer.tenant},
                       {customer.cost, customer.revenue, MoneySum() - customer.loss()}));
        cost += customer.cost;
        revenue += customer.revenue;
    }
    section.table.total = groupedTotal({Dimension::Tenant}, {cost, revenue, revenue - cost});
    if (!overview.losing.empty())
        section.charts.push_back(losingChart(overview, section.finding));
    return section;
}

Section trustSection(const Overview& overview, const Context& context) {
    const analysis::OverviewTrust& trust = overview.trust;
    Section section{"trust", "What do the figures rest on?", {}, {}, {}, {}, overview.filter};
    section.table.columns = {
        {"what", "What", Kind::Text, "What stands between the figures and the whole."},
        {"count", "Count", Kind::Count, "Attempts or units."},
        {"cost", "Cost", Kind::Money, "Known cost of it; unknown where there is no price."},
        {"share", "Share", Kind::Ratio, "Of all attempts, units or direct cost."}};
    const auto missing = [](Dimension dimension) {
        return conditionsOf({dimension}, {std::string()});
    };
    section.table.rows = {
        trustRow("Attempts without a price", Int128(trust.unpricedAttempts), {},
                 analysis::shareOf(Int128(trust.unpricedAttempts), Int128(trust.attempts))),
        trustRow("Cost without a feature", {}, trust.withoutFeature,
                 analysis::shareOf(trust.withoutFeature, trust.cost), missing(Dimension::Feature)),
        trustRow("Cost without a tenant", {}, trust.withoutTenant,
                 analysis::shareOf(trust.withoutTenant, trust.cost), missing(Dimension::Tenant)),
        trustRow(
            "Units without an outcome yet", Int128(trust.pendingUnits), {},
            analysis::shareOf(Int128(trust.pendingUnits), Int128(overview.total.units.attempted))),
        trustRow("Hidden: other environments", Int128(trust.hidden.attempts), trust.hidden.cost,
                 {})};
    const auto known = analysis::shareOf(trust.cost - trust.withoutFeature, trust.cost);
    section.finding = known ? analysis::percentWords(*known) + " of the cost names its feature; " +
                                  analysis::countWords(Int128(trust.unpricedAttempts), "attempt") +
                                  " without a price."
                            : std::string("No cost is known in this selection.");
    static_cast<void>(context);
    return section;
}

std::vector<Section> overviewSections(const Overview& overview, const Context& context) {
    return {overviewSection(overview, context), featureCostSection(overview, context),
            losingCustomersSection(overview, context), trustSection(overview, context)};
}

} // namespace ms::report
