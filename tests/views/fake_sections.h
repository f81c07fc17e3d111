// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/pages/report_page_spec.h"

#include <string>

namespace ms::test {

inline core::MoneySum cents(std::int64_t amount) {
    return core::MoneySum::fromPicos(core::Int128{amount} * (core::kPicosPerUnit / 100));
}

inline std::vector<report::Column> everyKindOfColumn() {
    using Kind = report::Column::Kind;
    return {{"tenant", "", Kind::Key, "", query::Dimension::Tenant},
            {"remark", "Remark", Kind::Text, "What was noticed."},
            {"units", "Units", Kind::Count, "Distinct units of work."},
            {"tokens", "Tokens", Kind::Tokens, "Input and output tokens together."},
            {"margin", "Margin", Kind::Money, "Revenue minus cost."},
            {"change", "Change", Kind::Ratio, "Against the period before."},
            {"calls", "Calls per unit", Kind::Number, "Attempts / units."}};
}

inline report::Row rowOf(int i) {
    report::Row row;
    const std::string tenant = i == 0   ? "<b>acme</b> & sons"
                               : i == 1 ? std::string(90, 'w')
                                        : "tenant-" + std::to_string(i);
    row.cells = {tenant,
                 std::string(i % 3 == 0 ? "<i>retries</i>" : ""),
                 core::Int128{1'200 + i},
                 core::Int128{48'210'000 / (i + 1)},
                 cents(i % 4 == 0 ? -150'000 + i : 4'200 * i),
                 double(i % 7) / 8 - 0.25,
                 1.5 + i};
    if (i % 5 == 4) // nothing is known of it but its name
        for (std::size_t c = 2; c < row.cells.size(); ++c)
            row.cells[c] = std::monostate{};
    if (i != 1)
        row.drill = {{query::Dimension::Tenant, query::Condition::Kind::In, {tenant}}};
    return row;
}

/// A section of `rows` rows with every kind of cell, losses, unknowns and hostile names. Row 1 has
/// no attempts behind it.
inline report::Section fakeSection(const std::string& id, int rows) {
    report::Section section;
    section.id = id;
    section.title = "Cost per unit";
    section.finding = "<b>acme</b> & sons loses $1,500.00 on 1,200 units.";
    section.table.columns = everyKindOfColumn();
    report::Chart chart;
    chart.title = "One in four tenants loses money.";
    chart.xTitle = "Margin, USD";
    chart.series.resize(1);
    for (int i = 0; i < rows; ++i) {
        section.table.rows.push_back(rowOf(i));
        const std::vector<report::Cell>& cells = section.table.rows.back().cells;
        chart.series[0].points.push_back(
            {std::get<std::string>(cells[0]), cells[4], {}, {}, {}, i});
    }
    if (rows == 0)
        section.finding = "No attempt of this selection names a <unit> of work.";
    if (rows == 0)
        section.notes = {"No event names a unit: import a log with the column unit_id."};
    else
        section.notes = {"Units that are pending are left out.", "<u>2 units</u> have no cost."};
    if (rows > 0) {
        section.table.total = {std::string("Total"),
                               std::string(),
                               core::Int128{99'999},
                               core::Int128{1'234'567'890},
                               cents(-12'345),
                               {},
                               {}};
        section.charts = {chart};
    }
    return section;
}

inline views::SectionSource fakeSource(const std::string& id, const QString& title, int rows) {
    return {id, title,
            [id, rows](const session::Snapshot&, const views::SectionQuestion& question,
                       std::stop_token) -> core::Result<report::Section> {
                report::Section section = fakeSection(id, rows);
                section.filter = question.filter;
                return section;
            }};
}

} // namespace ms::test
