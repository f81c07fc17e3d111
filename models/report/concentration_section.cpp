// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/concentration_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"

#include <algorithm>

namespace ms::report {

using analysis::ConcentrationTable;
using analysis::Holder;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

std::string holdersWord(const ConcentrationTable& table, std::size_t count) {
    return analysis::countWords(Int128(count), query::nameOf(table.query.of));
}

/// At most `kMostPoints`, the first and the last among them.
template <class Add>
void thinned(std::size_t count, const Add& add) {
    const std::size_t step =
        std::max<std::size_t>(1, (count + Chart::kMostPoints - 3) / (Chart::kMostPoints - 2));
    for (std::size_t i = 0; i < count; i += step)
        add(i);
    if (count > 0 && (count - 1) % step != 0)
        add(count - 1);
}

Series lorenzSeries(const char* name, const stats::Concentration& concentration) {
    Series series{name, {}};
    thinned(concentration.lorenz.size(), [&](std::size_t i) {
        const stats::LorenzPoint& point = concentration.lorenz[i];
        series.points.push_back({{}, point.shareOfTotal, point.shareOfUnits, {}, {}, -1});
    });
    return series;
}

Chart lorenzChart(const ConcentrationTable& table, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = finding;
    chart.xTitle = "Share of " + std::string(query::nameOf(table.query.of)) + "s, smallest first";
    chart.yTitle = "Share of the total";
    chart.valueKind = Kind::Ratio;
    chart.xKind = Kind::Ratio;
    Series equal{"All equal", {{{}, 0.0, 0.0, {}, {}, -1}, {{}, 1.0, 1.0, {}, {}, -1}}, true};
    chart.series.push_back(lorenzSeries("Cost", table.cost));
    if (!table.revenue.lorenz.empty())
        chart.series.push_back(lorenzSeries("Revenue", table.revenue));
    chart.series.push_back(std::move(equal));
    return chart;
}

void addIndex(Table& table, const char* name, std::optional<double> cost,
              std::optional<double> revenue) {
    table.rows.push_back({{std::string(name), cellOf(cost), cellOf(revenue)}, {}});
}

std::string concentrationFinding(const ConcentrationTable& table) {
    if (table.cost.status != stats::Status::Ok)
        return "No " + std::string(query::nameOf(table.query.of)) + " has a known cost.";
    const std::size_t few = (table.holders.size() + 9) / 10;
    return "The " + holdersWord(table, few) + " with the highest cost take" +
           (few == 1 ? "s " : " ") + analysis::percentWords(*table.cost.topTenthShare) + " of it.";
}

std::string whaleFinding(const ConcentrationTable& table, const Context& context) {
    if (table.holders.empty())
        return "Nobody earns or costs anything here.";
    const MoneySum erosion = table.peak - table.total.margin();
    const std::size_t rest = table.holders.size() - table.holdersAtPeak;
    if (erosion.isZero())
        return "Every " + std::string(query::nameOf(table.query.of)) + " earns what it costs.";
    return holdersWord(table, table.holdersAtPeak) +
           (table.holdersAtPeak == 1 ? " earns " : " earn ") +
           analysis::moneyWords(table.peak, context.currency) + "; the other " +
           analysis::countWords(Int128(rest)) + " take " +
           analysis::moneyWords(erosion, context.currency) + " of it away again.";
}

std::vector<std::string> notesOf(const ConcentrationTable& table, const Context& context) {
    std::vector<std::string> notes;
    if (table.gpu)
        notes = analysis::gpuNotes(
            *table.gpu, table.total.sharedCost + table.unattributed.sharedCost,
            table.total.idleCost + table.unattributed.idleCost, context.currency);
    const std::string holder(query::nameOf(table.query.of));
    const MoneySum nobodys = table.unattributed.cost + table.unattributed.sharedCost;
    if (!nobodys.isZero() || !table.unattributed.revenue.isZero())
        notes.push_back(analysis::moneyWords(nobodys, context.currency) + " of cost and " +
                        analysis::moneyWords(table.unattributed.revenue, context.currency) +
                        " of revenue name no " + holder + ".");
    if (table.revenue.negativeUnits > 0)
        notes.push_back(analysis::countWords(Int128(table.revenue.negativeUnits), holder) +
                        " with credits beyond revenue count as 0 in its shares.");
    notes.push_back("Counted is every " + holder +
                    " with cost or revenue in the period, those without any use too.");
    return notes;
}

Chart whaleChart(const ConcentrationTable& table, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = finding;
    chart.xTitle =
        "Number of " + std::string(query::nameOf(table.query.of)) + "s, best margin first";
    chart.yTitle = "Margin piled up";
    Series series{"Margin piled up", {{{}, MoneySum{}, 0.0, {}, {}, -1}}};
    thinned(table.holders.size(), [&](std::size_t i) {
        const Holder& holder = table.holders[i];
        series.points.push_back(
            {holder.key, holder.cumulatedMargin, double(i + 1), {}, {}, int(i)});
    });
    chart.series.push_back(std::move(series));
    return chart;
}

} // namespace

Section concentrationSection(const ConcentrationTable& table, const Context& context) {
    Section section;
    section.id = "concentration";
    section.title = "Concentration";
    section.finding = concentrationFinding(table);
    section.filter = table.query.filter;
    section.table.columns = {{"index", "Index", Kind::Text, "METHODS 4.1", {}},
                             {"cost", "Cost", Kind::Number, "Of the shares of cost.", {}},
                             {"revenue", "Revenue", Kind::Number, "Of the shares of revenue.", {}}};
    const stats::Concentration &c = table.cost, &r = table.revenue;
    const auto scaled = [](std::optional<double> hhi) {
        return hhi ? std::optional(*hhi * 10'000) : std::nullopt;
    };
    addIndex(section.table, "Gini", c.gini, r.gini);
    addIndex(section.table, "Gini, unbiased", c.giniUnbiased, r.giniUnbiased);
    addIndex(section.table, "HHI, of 10,000", scaled(c.hhi), scaled(r.hhi));
    addIndex(section.table, "HHI, normalized", c.hhiNormalized, r.hhiNormalized);
    addIndex(section.table, "Effective number", c.effectiveNumber, r.effectiveNumber);
    addIndex(section.table, "Share of the largest", c.topShare(1), r.topShare(1));
    addIndex(section.table, "Share of the 3 largest", c.topShare(3), r.topShare(3));
    addIndex(section.table, "Share of the largest tenth", c.topTenthShare, r.topTenthShare);
    addIndex(section.table, "Theil", c.theil, r.theil);
    section.notes = notesOf(table, context);
    if (c.status == stats::Status::Ok)
        section.charts.push_back(lorenzChart(table, section.finding));
    return section;
}

Section whaleSection(const ConcentrationTable& table, const Context& context) {
    Section section;
    section.id = "whale_curve";
    section.title = "Who earns the margin";
    section.finding = whaleFinding(table, context);
    section.filter = table.query.filter;
    section.table.columns = keyColumns({table.query.of});
    const std::vector<Column> figures{
        {"margin", "Margin", Kind::Money, "Revenue - cost."},
        {"margin_pct", "Margin %", Kind::Ratio, "Margin / revenue; empty without revenue."},
        {"cumulated_margin", "Piled up", Kind::Money, "Margin of this row and all above it."},
        {"revenue", "Revenue", Kind::Money, "Earned in the period."},
        {"cost", "Cost", Kind::Money,
         table.gpu ? "Of the attempts whose cost is known, and of GPU hours."
                   : "Of the attempts whose cost is known."},
        {"cost_pct", "Share of cost", Kind::Ratio, "Cost / cost of all rows."},
        {"flips_total", "Decides the sign", Kind::Text,
         "Yes: without this row the total margin would have the other sign."}};
    section.table.columns.insert(section.table.columns.end(), figures.begin(), figures.end());
    if (table.gpu)
        section.table.columns.push_back({"gpu_cost", "Of GPU hours", Kind::Money,
                                         "The part of the cost that is of GPU hours."});
    const auto cells = [&](const std::string& key, const analysis::MarginFigures& f,
                           const Cell& cumulated, bool flips) {
        std::vector<Cell> row{key,
                              f.margin(),
                              cellOf(f.marginPct()),
                              cumulated,
                              f.revenue,
                              f.totalCost(),
                              cellOf(analysis::shareOf(f.totalCost(), table.total.totalCost())),
                              std::string(flips ? "yes" : "")};
        if (table.gpu)
            row.push_back(f.sharedCost + f.idleCost);
        return row;
    };
    for (const Holder& holder : table.holders)
        section.table.rows.push_back(
            {cells(holder.key, holder.figures, holder.cumulatedMargin, holder.flipsTotal),
             conditionsOf({table.query.of}, {holder.key})});
    section.table.total = cells({}, table.total, {}, false);
    section.notes = notesOf(table, context);
    std::string rates = "Margin: portfolio ";
    const auto rate = [](std::optional<double> value) {
        return value ? analysis::percentWords(*value) : std::string("unknown");
    };
    rates += rate(table.rates.portfolio) + ", median " + rate(table.rates.medianTenant) +
             ", weighted by cost " + rate(table.rates.costWeighted) + ".";
    section.notes.insert(section.notes.begin(), rates);
    if (!table.rates.free.empty())
        section.notes.push_back(holdersWord(table, table.rates.free.size()) +
                                " without revenue have no margin rate.");
    if (!table.holders.empty())
        section.charts.push_back(whaleChart(table, section.finding));
    return section;
}

} // namespace ms::report
