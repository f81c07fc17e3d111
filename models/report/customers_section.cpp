// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/customers_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"

namespace ms::report {

using analysis::TierRow;
using analysis::TierTable;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

std::string nameOfTier(const std::string& tier) {
    return tier.empty() ? "(not given)" : tier;
}

std::string plural(const TierTable& table) {
    return std::string(nameOf(table.query.payer)) + "s";
}

std::vector<Cell> tierCells(const TierRow& row, const TierTable& table) {
    std::vector<Cell> cells{Int128(row.payers),
                            Int128(row.payerMonths),
                            row.cost,
                            cellOf(analysis::shareOf(row.cost, table.total.cost)),
                            cellOf(row.average),
                            cellOf(row.median),
                            cellOf(row.low),
                            cellOf(row.high),
                            row.revenue,
                            cellOf(row.price),
                            row.margin(),
                            cellOf(row.marginPct()),
                            Int128(row.unpricedAttempts)};
    if (table.gpu)
        cells.push_back(row.sharedCost);
    return cells;
}

std::vector<Column> tierColumns(const TierTable& table) {
    const std::string payer(nameOf(table.query.payer));
    std::vector<Column> columns = keyColumns({query::Dimension::Tier});
    const std::vector<Column> figures{
        {payer + "s", table.query.payer == analysis::Payer::Customer ? "Customers" : "Users",
         Kind::Count, "Distinct " + payer + "s with an attempt in the period."},
        {payer + "_months", "Months", Kind::Count,
         "Months in which a " + payer + " has an attempt, added up over " + payer + "s."},
        {"cost", "Cost", Kind::Money,
         "Cost of the attempts of these " + payer + "s" +
             (table.gpu ? ", and of the GPU hours that they used." : ".")},
        {"cost_pct", "Share of cost", Kind::Ratio, "Cost of the tier / all cost."},
        {"average_cost", "Average a month", Kind::Money, "Cost / months whose cost is known."},
        {"median_cost", "Median a month", Kind::Money, "Half of the months cost less."},
        {"p10_cost", "10 % cost less", Kind::Money, "10th percentile of the months."},
        {"p90_cost", "90 % cost less", Kind::Money, "90th percentile of the months."},
        {"revenue", "Revenue", Kind::Money, "Earned by the tier in the period."},
        {"revenue_per_month", "Revenue a month", Kind::Money, "Revenue / months."},
        {"margin", "Margin", Kind::Money, "Revenue - cost."},
        {"margin_pct", "Margin %", Kind::Ratio, "Margin / revenue; empty without revenue."},
        {"unpriced_attempts", "Unpriced", Kind::Count,
         "Attempts whose cost is unknown; the costs leave them out."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    if (table.gpu)
        columns.push_back({"shared_cost", "Of GPU hours", Kind::Money,
                           "The part of the cost that is of GPU hours, without their idle part."});
    return columns;
}

/// The tier that loses most, else the largest share of cost.
std::string tiersFinding(const TierTable& table, const Context& context) {
    const TierRow* worst = nullptr;
    for (const TierRow& row : table.rows)
        if (row.margin().picos() < 0 && (!worst || row.margin() < worst->margin()))
            worst = &row;
    if (table.rows.empty())
        return "No attempt of this selection names a " + std::string(nameOf(table.query.payer)) +
               ".";
    if (worst)
        return nameOfTier(worst->tier) + " loses " +
               analysis::moneyWords(MoneySum{} - worst->margin(), context.currency) + ": its " +
               plural(table) + " take " + analysis::shareWords(worst->cost, table.total.cost) +
               " of all cost.";
    const TierRow& first = table.rows.front();
    if (first.cost.isZero())
        return "Nothing of this selection has a known cost.";
    return "Every tier earns more than it costs; " + nameOfTier(first.tier) + " takes " +
           analysis::shareWords(first.cost, table.total.cost) + " of all cost.";
}

std::vector<std::string> tierNotes(const TierTable& table, const Context& context) {
    std::vector<std::string> notes;
    if (table.gpu)
        notes = analysis::gpuNotes(*table.gpu, table.total.sharedCost, table.idleCost,
                                   context.currency);
    const MoneySum nobodys = table.unattributed - table.idleCost;
    if (!nobodys.isZero())
        notes.push_back(analysis::moneyWords(nobodys, context.currency) + " of the cost names no " +
                        std::string(nameOf(table.query.payer)) + ".");
    if (table.total.revenue.isZero())
        notes.push_back("No revenue is known: import revenue facts or plans.");
    if (table.total.unpricedAttempts > 0)
        notes.push_back(analysis::countWords(table.total.unpricedAttempts, "attempt") +
                        " without a price; the costs leave them out.");
    if (table.total.unpricedMonths > 0)
        notes.push_back(analysis::countWords(table.total.unpricedMonths, "month") + " of " +
                        plural(table) +
                        " without any known cost; averages, medians and intervals leave them out.");
    notes.push_back("A month counts where it has an attempt of the selection; months at the ends "
                    "of the period may be partial.");
    return notes;
}

std::string verdictOf(const TierRow& row) {
    if (row.payerMonths == 0)
        return "nobody";
    return row.payerMonths == row.unpricedMonths ? "unpriced"
                                                 : std::string(nameOf(row.fit.verdict));
}

std::string fitFinding(const TierTable& table) {
    std::string losing, carried;
    for (const TierRow& row : table.rows) {
        if (row.payerMonths == row.unpricedMonths)
            continue;
        if (row.fit.verdict == stats::PlanVerdict::Unprofitable)
            losing += (losing.empty() ? "" : ", ") + nameOfTier(row.tier);
        if (row.fit.verdict == stats::PlanVerdict::Profitable)
            carried += (carried.empty() ? "" : ", ") + nameOfTier(row.tier);
    }
    const std::string median = "median " + std::string(nameOf(table.query.payer));
    if (!losing.empty())
        return "The " + median + " costs more than it brings in: " + losing + ".";
    if (!carried.empty())
        return "The price carries the " + median + ": " + carried + ".";
    return "Whether a tier carries its " + median + " is open.";
}

Chart fitChart(const TierTable& table, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Intervals;
    chart.title = finding;
    chart.xTitle = "Cost a month";
    Series medians{"Median with its interval", {}}, spread{"10 to 90 % of months", {}},
        prices{"Revenue a month", {}};
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const TierRow& row = table.rows[i];
        if (!row.median)
            continue;
        const std::string label = nameOfTier(row.tier);
        medians.points.push_back(
            {label, *row.median, {}, row.fit.medianLow, row.fit.medianHigh, int(i)});
        spread.points.push_back({label,
                                 *row.median,
                                 {},
                                 analysis::inUnits(*row.low),
                                 analysis::inUnits(*row.high),
                                 int(i)});
        if (row.price)
            prices.points.push_back({label, *row.price, {}, {}, {}, int(i)});
    }
    chart.series = {std::move(medians), std::move(spread), std::move(prices)};
    return chart;
}

} // namespace

Section tiersSection(const TierTable& table, const Context& context) {
    Section section;
    section.id = "tiers";
    section.title = "Customers and tiers";
    section.finding = tiersFinding(table, context);
    section.filter = table.query.filter;
    section.table.columns = tierColumns(table);
    const auto add = [&](const TierRow& row) {
        std::vector<Cell> cells{row.tier};
        const std::vector<Cell> figures = tierCells(row, table);
        cells.insert(cells.end(), figures.begin(), figures.end());
        return cells;
    };
    for (const TierRow& row : table.rows)
        section.table.rows.push_back(
            {add(row), conditionsOf({query::Dimension::Tier}, {row.tier})});
    TierRow total = table.total;
    total.average = {}; // of tiers as different as these, an average says nothing
    section.table.total = add(total);
    section.notes = tierNotes(table, context);
    return section;
}

Section planFitSection(const TierTable& table, const Context& context) {
    Section section;
    section.id = "plan_fit";
    section.title = "Does the price carry the median " + std::string(nameOf(table.query.payer));
    section.finding = fitFinding(table);
    section.filter = table.query.filter;
    section.table.columns = keyColumns({query::Dimension::Tier});
    const std::string target = std::to_string(table.query.targetMarginPct);
    const std::vector<Column> figures{
        {"verdict", "Verdict", Kind::Text,
         "Profitable when the whole interval of the median is below the revenue a month."},
        {"months", "Months", Kind::Count, "Months of " + plural(table) + " that were looked at."},
        {"revenue_per_month", "Revenue a month", Kind::Money, "Revenue of the tier / months."},
        {"median_cost", "Median cost", Kind::Money, "Half of the months cost less."},
        {"median_low", "from", Kind::Money, "95 % interval of the median, lower limit."},
        {"median_high", "to", Kind::Money, "95 % interval of the median, upper limit."},
        {"mean_cost", "Mean cost", Kind::Money, "Cost / months whose cost is known."},
        {"mean_low", "mean from", Kind::Money, "95 % Student interval of the mean, lower limit."},
        {"mean_high", "mean to", Kind::Money, "95 % Student interval of the mean, upper limit."},
        {"loss_making_share", "Cost more", Kind::Ratio,
         "Share of the months that cost more than the revenue a month."},
        {"loss_making_low", "share from", Kind::Ratio, "95 % Wilson interval, lower limit."},
        {"loss_making_high", "share to", Kind::Ratio, "95 % Wilson interval, upper limit."},
        {"price_for_target", "Price for " + target + " %", Kind::Money,
         "Median cost / (1 - " + target + " %): the price that leaves this margin at the median."}};
    section.table.columns.insert(section.table.columns.end(), figures.begin(), figures.end());
    for (const TierRow& row : table.rows) {
        const auto end = [](const std::optional<stats::Interval>& interval, bool isHigh) {
            return interval ? std::optional(isHigh ? interval->high : interval->low) : std::nullopt;
        };
        section.table.rows.push_back(
            {{row.tier, verdictOf(row), Int128(row.payerMonths), cellOf(row.price),
              cellOf(row.median), moneyCell(row.fit.medianLow), moneyCell(row.fit.medianHigh),
              cellOf(row.average), moneyCell(end(row.fit.meanCost.interval, false)),
              moneyCell(end(row.fit.meanCost.interval, true)), cellOf(row.fit.lossMakingShare),
              cellOf(end(row.fit.lossMakingInterval, false)),
              cellOf(end(row.fit.lossMakingInterval, true)), moneyCell(row.fit.priceForTarget)},
             conditionsOf({query::Dimension::Tier}, {row.tier})});
    }
    section.notes = tierNotes(table, context);
    section.notes.push_back("The first interval is uncertainty of the median, 10 to 90 % is spread "
                            "between " +
                            plural(table) + ". Intervals take the months as independent.");
    section.charts.push_back(fitChart(table, section.finding));
    return section;
}

} // namespace ms::report
