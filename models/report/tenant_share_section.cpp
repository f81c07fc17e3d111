// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/tenant_share_section.h"

#include "models/analysis/sentences.h"
#include "models/report/change_words.h"

namespace ms::report {

using analysis::ShareJump;
using analysis::TenantShareTable;
using core::Int128;
using query::Dimension;
using Kind = Column::Kind;

namespace {

std::string tenantText(const std::string& tenant) {
    return tenant.empty() ? "(not given)" : tenant;
}

std::string findingOf(const TenantShareTable& table, const Context& context) {
    if (table.weeks.empty())
        return "There is no day with events in this selection.";
    if (table.judged == 0)
        return "No week can be judged yet: that takes four weeks before it.";
    if (table.jumps.empty())
        return "No tenant took much more of the cost than before.";
    const ShareJump& worst = table.jumps.front();
    return analysis::countWords(Int128(table.jumps.size()), "jump") +
           "; the largest: " + tenantText(worst.tenant) + " took " +
           analysis::percentWords(worst.after) + " of the cost in the week of " +
           core::toText(worst.week) + " instead of " + analysis::percentWords(worst.before) + ", " +
           signedMoneyWords(worst.excess, context.currency) + ".";
}

std::vector<Column> columnsOf() {
    std::vector<Column> columns = keyColumns({Dimension::Tenant});
    const std::vector<Column> figures{
        {"week", "Week of", Kind::Text, "Its Monday."},
        {"share_before", "Share before", Kind::Ratio, "Of the cost of the four weeks before."},
        {"share", "Share", Kind::Ratio, "Of the cost of the week."},
        {"cost", "Cost", Kind::Money, "Of the tenant in the week."},
        {"excess", "Excess", Kind::Money, "Cost - share before x cost of the week."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    return columns;
}

Row rowOf(const ShareJump& jump) {
    Row row;
    row.cells = {jump.tenant, core::toText(jump.week), jump.before, jump.after, jump.cost,
                 jump.excess};
    row.drill = conditionsOf({Dimension::Tenant}, {jump.tenant});
    row.drillRange = jump.range;
    return row;
}

Chart chartOf(const TenantShareTable& table, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Lines;
    chart.title = finding;
    chart.xTitle = "Week of";
    chart.yTitle = "Part of the cost";
    chart.valueKind = Kind::Ratio;
    Series share{"Largest tenant", {}};
    Series hhi{"Herfindahl index", {}, true};
    for (const analysis::ShareWeek& week : table.weeks) {
        const std::string label = core::toText(week.week);
        share.points.push_back({label, cellOf(week.share)});
        hhi.points.push_back({label, cellOf(week.hhi)});
    }
    chart.series = {std::move(share), std::move(hhi)};
    return chart;
}

} // namespace

Section tenantShareSection(const TenantShareTable& table, const Context& context) {
    Section section{"tenant_share",
                    "Is the cost drifting to few tenants?",
                    findingOf(table, context),
                    {},
                    {},
                    {},
                    table.filter};
    section.table.columns = columnsOf();
    for (const ShareJump& jump : table.jumps)
        section.table.rows.push_back(rowOf(jump));
    if (!table.weeks.empty() && table.weeks.size() <= Chart::kMostPoints)
        section.charts.push_back(chartOf(table, section.finding));
    section.notes.push_back(
        "A jump is a share of the week's cost, and of three of its days at least, ten points above "
        "the tenant's highest share of the four weeks before; then not again before two normal "
        "weeks. The Herfindahl index is the "
        "sum of the "
        "squared shares: 1 when one tenant takes all.");
    section.notes.push_back("In this record the rule judged " +
                            analysis::countWords(Int128(table.judged), "week") + " of " +
                            analysis::countWords(Int128(table.tenants), "tenant") + ", and fired " +
                            analysis::countWords(Int128(table.jumps.size()), "time") + ".");
    return section;
}

} // namespace ms::report
