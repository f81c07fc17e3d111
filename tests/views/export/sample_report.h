// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/export/report_document.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ms::test {

inline core::MoneySum picos(core::Int128 amount) {
    return core::MoneySum::fromPicos(amount);
}
inline core::MoneySum cents(std::int64_t amount) {
    return picos(core::Int128{amount} * (core::kPicosPerUnit / 100));
}

/// Names that formats could take for something else than a text.
inline const std::array<std::string, 6>& hostileNames() {
    static const std::array<std::string, 6> names{
        "=HYPERLINK(\"http://example.org\",\"x\")",
        "<b>bold & \"quoted\"</b>",
        "\xd7\x90\xd7\xa7\xd7\x9e\xd7\x94 \xe2\x80\xae"
        "evil", // Hebrew, and an override of the direction
        std::string(200, 'w'),
        "007123456789012345678", // an id: no number
        "+1-555, \"x\"; y"};
    return names;
}

/// A margin of `rows` tenants, the first ones with hostile names, every third one with a loss.
/// Amounts have twelve decimals; rows and total obey margin = revenue - cost.
inline report::Section marginOf(int rows) {
    using Kind = report::Column::Kind;
    report::Section section;
    section.id = "margin";
    section.title = "Margin by tenant";
    section.finding = hostileNames()[0] + " loses $12.30.";
    section.notes = {"Revenue is split by requests.", "<i>A note</i> that is no markup."};
    section.table.columns = {
        {"tenant", "", Kind::Key, "", query::Dimension::Tenant},
        {"requests", "Requests", Kind::Count, "Requests with all their attempts.", {}},
        {"cost", "Cost", Kind::Money, "Of the attempts whose cost is known.", {}},
        {"revenue", "Revenue", Kind::Money, "Of the days of the period.", {}},
        {"margin", "Margin", Kind::Money, "Revenue - cost.", {}},
        {"margin_pct", "Margin %", Kind::Ratio, "Margin / revenue; empty without revenue.", {}},
        {"cost_per_request", "Per request", Kind::Money, "Cost / requests.", {}},
        {"remark", "Remark", Kind::Text, "What was noticed.", {}}};
    report::Chart chart;
    chart.title = section.finding;
    chart.xTitle = "Margin";
    chart.series.resize(1);
    core::Int128 requests = 0, cost = 0, revenue = 0;
    const auto cellsOf = [](const std::string& name, core::Int128 n, core::Int128 c, core::Int128 r,
                            bool isKnown) {
        const auto known = [isKnown](report::Cell cell) {
            return isKnown ? std::move(cell) : report::Cell();
        };
        const bool hasRatio = isKnown && r != 0;
        return std::vector<report::Cell>{name,
                                         n,
                                         known(picos(c)),
                                         picos(r),
                                         known(picos(r - c)),
                                         hasRatio ? report::Cell(double(r - c) / double(r))
                                                  : report::Cell(),
                                         known(picos(n == 0 ? core::Int128{0} : c / n)),
                                         std::string(c > r ? "loses" : "")};
    };
    for (int i = 0; i < rows; ++i) {
        const std::string name = std::size_t(i) < hostileNames().size()
                                     ? hostileNames()[std::size_t(i)]
                                     : "tenant-" + std::to_string(i);
        const core::Int128 n = 10 + i;
        const core::Int128 c = core::kPicosPerUnit * (3 + i) + 1'234'567 * core::Int128(i + 1);
        const core::Int128 r = i % 3 == 0 ? c / 2 : c * 2;
        const bool isKnown = i != 4; // of one tenant nothing is priced
        section.table.rows.push_back({cellsOf(name, n, c, r, isKnown)});
        requests += n;
        cost += isKnown ? c : core::Int128{0};
        revenue += r;
        chart.series[0].points.push_back({name, section.table.rows.back().cells[4], {}, {}, {}, i});
    }
    section.table.total = cellsOf({}, requests, cost, revenue, true);
    section.table.total.back() = report::Cell();
    if (rows > 0)
        section.charts.push_back(chart);
    return section;
}

inline views::ReportDocument documentOf(std::vector<report::Section> sections) {
    views::ReportDocument document;
    document.title = QStringLiteral("Tenant review");
    document.question = QStringLiteral("Who earns the margin?");
    document.currency = "USD";
    document.provenance = {QStringLiteral("acme.margin"),
                           QStringLiteral("May 2026"),
                           QStringLiteral("Environment: production and unspecified"),
                           QStringLiteral("UTC"),
                           QStringLiteral("USD"),
                           QStringLiteral("default"),
                           QStringLiteral("all 120 attempts priced"),
                           QStringLiteral("9f86d081884c7d65"),
                           QStringLiteral("2026-06-01"),
                           {{QStringLiteral("events.jsonl"), QStringLiteral("events"),
                             QStringLiteral("120 rows"), QStringLiteral("9f86d081884c7d65")}}};
    for (report::Section& section : sections) {
        const QString name =
            QString::fromStdString(section.id) + QString::number(document.chapters.size());
        document.chapters.push_back(
            {name, std::move(section), {"USD", "UTC", "default", "May 2026"}});
    }
    return document;
}

} // namespace ms::test
