// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: headlines_section.cpp
#include "models/report/overview_section.h"

#include <QTest>

using namespace ms;
using analysis::Overview;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using report::Section;

namespace {

const report::Context kContext{"USD", "UTC", "default", "all time"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

analysis::OverviewFigures figures(std::int64_t cost, std::int64_t revenue, std::int64_t customers) {
    analysis::OverviewFigures made;
    made.margin.attempts = 10;
    made.margin.cost = dollars(cost);
    made.margin.revenue = dollars(revenue);
    made.customers = customers;
    made.customerCost = dollars(cost);
    return made;
}

Overview company() {
    Overview overview;
    overview.total = figures(30, 100, 3);
    overview.periods = {{"2026-05", figures(10, 50, 2)}, {"2026-06", figures(20, 50, 3)}};
    overview.pair = analysis::PeriodPair{};
    overview.before = overview.periods[0].figures;
    overview.now = overview.periods[1].figures;
    overview.tiers = {"", "Pro"};
    overview.features = {{"chat", dollars(25), {dollars(5), dollars(20)}},
                         {"", dollars(5), {dollars(5), dollars(0)}}};
    overview.losing = {{"bolt", dollars(9), dollars(2)}, {"acme", dollars(4), dollars(3)}};
    overview.lost = dollars(8);
    overview.trust = {dollars(30), dollars(5), dollars(0), 10, 2, 4, {}};
    return overview;
}

/// A table of what there is to look at, as the other sections have it.
Section listed(std::vector<std::string> columns,
               const std::vector<std::vector<report::Cell>>& rows) {
    Section section;
    section.id = columns.front() == "severity" ? "review" : "findings";
    for (const std::string& name : columns)
        section.table.columns.push_back({name, name, report::Column::Kind::Text, {}});
    for (const auto& cells : rows) {
        section.table.rows.push_back({cells});
        section.table.rows.back().drill.emplace();
    }
    return section;
}

Section flags() {
    return listed({"severity", "state", "flag", "found"},
                  {{dollars(50), "raised", "Customer costs more", "Bolt loses $50."},
                   {dollars(40), "raised", "Customer costs more", "Acme loses $40."},
                   {dollars(30), "raised", "Customer costs more", "Cargo loses $30."},
                   {report::Cell(), "unknown", "Free tier", "Nothing known."}});
}
Section findings() {
    return listed({"kind", "what", "stake", "status"},
                  {{"dear days", "Chat was dear", dollars(60), "open"},
                   {"outliers", "12 requests", dollars(20), "done"},
                   {"drift", "Search drifts", dollars(10), "in_progress"}});
}

} // namespace

class TestOverviewSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFindingSaysWhatMoved() {
        const Section section = report::overviewSection(company(), kContext);
        QCOMPARE(section.finding,
                 std::string("Margin $30.00 (60% of revenue), -$10.00 against the period before: "
                             "revenue $50.00 (0%), cost $20.00 (+100%)."));
        QCOMPARE(section.table.rows.size(), std::size_t(2));
        for (const report::Row& row : section.table.rows)
            QCOMPARE(row.cells.size(), section.table.columns.size());
        QVERIFY(section.table.total[report::columnNamed(section.table, "margin")] ==
                report::Cell(dollars(70)));
        QVERIFY(section.table.total[report::columnNamed(section.table, "cost_per_customer")] ==
                report::Cell(dollars(10)));
        QCOMPARE(section.charts.front().series.size(), std::size_t(3));
    }
    /// A contract of a year is no business of the months before and after.
    void thePictureShowsTheMonthsOfUse() {
        Overview overview = company();
        analysis::OverviewPeriod contract{"2026-04", figures(0, 50, 0)};
        contract.figures.margin.attempts = 0;
        overview.periods.insert(overview.periods.begin(), contract);
        const Section section = report::overviewSection(overview, kContext);
        QCOMPARE(section.table.rows.size(), std::size_t(3));
        const auto& points = section.charts.front().series.front().points;
        QCOMPARE(points.size(), std::size_t(2));
        QCOMPARE(points.front().label, std::string("2026-05"));
        QCOMPARE(points.front().row, 1);
    }
    void unknownIsNotZero() {
        Overview overview = company();
        for (analysis::OverviewFigures* f :
             {&overview.total, &overview.now, &overview.periods[0].figures}) {
            f->margin.cost = MoneySum();
            f->margin.unpricedAttempts = f->margin.attempts;
        }
        const Section section = report::overviewSection(overview, kContext);
        QCOMPARE(section.finding, std::string("No attempt has a price yet: import a price book."));
        const std::size_t cost = report::columnNamed(section.table, "cost");
        QVERIFY(section.table.rows[0].cells[cost] == report::Cell());
        QVERIFY(section.table.rows[1].cells[cost] == report::Cell(dollars(20)));
    }
    void featuresByTier() {
        const Section section = report::featureCostSection(company(), kContext);
        QCOMPARE(section.finding, std::string("chat takes 83.3% of the cost, $25.00."));
        QCOMPARE(section.table.columns.size(), std::size_t(4));
        QVERIFY(section.table.total[1] == report::Cell(dollars(30)));
        QVERIFY(section.table.total[3] == report::Cell(dollars(20)));
        QCOMPARE(section.charts.front().series.size(), std::size_t(2));
    }
    void losingCustomers() {
        const Section section = report::losingCustomersSection(company(), kContext);
        QCOMPARE(section.finding, std::string("2 customers cost $8.00 more than they pay; the "
                                              "deepest loss: bolt, $7.00."));
        QVERIFY(section.table.total[3] == report::Cell(MoneySum() - dollars(8)));
        Overview overview = company();
        overview.losing.clear();
        QCOMPARE(report::losingCustomersSection(overview, kContext).finding,
                 std::string("No customer costs more than it pays."));
        overview.total.margin.revenue = MoneySum();
        QCOMPARE(
            report::losingCustomersSection(overview, kContext).finding,
            std::string("No revenue is known: import revenue or plans to see who loses money."));
    }
    void trust() {
        const Section section = report::trustSection(company(), kContext);
        QCOMPARE(section.finding, std::string("83.3% of the cost names its feature; 2 attempts "
                                              "without a price."));
        QVERIFY(section.table.rows[0].cells[2] == report::Cell()); // what they cost is unknown
        QVERIFY(section.table.rows[0].cells[3] == report::Cell(0.2));
        QCOMPARE(section.table.rows[1].drill->front().dimension, Dimension::Feature);
    }
    /// By money, two of a kind, and nothing that is done.
    void headlines() {
        const Section section = report::headlinesSection(flags(), findings(), kContext);
        QStringList sentences;
        for (const report::Row& row : section.table.rows)
            sentences << QString::fromStdString(std::get<std::string>(row.cells[0]));
        QCOMPARE(
            sentences,
            (QStringList{QStringLiteral("Chat was dear."), QStringLiteral("Bolt loses $50."),
                         QStringLiteral("Acme loses $40."), QStringLiteral("Search drifts.")}));
        QCOMPARE(section.finding, std::string("$60.00: Chat was dear."));
        QVERIFY(section.table.rows[1].cells[3] == report::Cell(std::string("review")));
        Section none = flags();
        none.table.rows.clear();
        Section quiet = findings();
        quiet.table.rows.clear();
        QCOMPARE(report::headlinesSection(none, quiet, kContext).finding,
                 std::string("Nothing stands out in this selection."));
    }
};

QTEST_APPLESS_MAIN(TestOverviewSection)
#include "tst_overview_section.moc"
