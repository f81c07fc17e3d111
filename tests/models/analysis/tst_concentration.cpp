// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/concentration.h"

#include "tests/models/analysis/company.h"
#include "tests/models/analysis/gpu_company.h"

#include <QTest>

using namespace ms;
using namespace ms::test;
using analysis::ConcentrationTable;
using core::MoneySum;

class TestConcentration : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdersPileUpToTheTotal();
    void theOneWhoDecidesTheSignIsMarked();
    void idleCustomersCountToo();
    void whatNamesNobodyIsToldApart();
    void gpuHoursAreInTheMargin();
};

namespace {

PlainEvent spent(const char* tenant, std::int64_t dollars) {
    PlainEvent event;
    event.time = "2026-05-02T08:00:00Z";
    event.tenant = tenant;
    event.request = tenant;
    event.costPicos = dollars * core::kPicosPerUnit;
    return event;
}

/// Margins: bolt 28, cogs 19, quiet 10, acme -60.
ConcentrationTable concentration() {
    const FakeEventSource source{
        {spent("acme", 70), spent("bolt", 2), spent("cogs", 1), spent("", 4)}, {}};
    analysis::RevenueBooks books;
    const Period may{"2026-05-01", "2026-06-01"};
    books.facts = {earned("acme", may, "10"), earned("bolt", may, "30"), earned("cogs", may, "20"),
                   earned("quiet", may, "10")};
    auto table = analysis::concentrationOf(
        {query::Dimension::Tenant, during("2026-05-01", "2026-06-01")}, source, books, {}, {});
    CHECK(table, "The concentration could not be computed.");
    return *std::move(table);
}

} // namespace

void TestConcentration::holdersPileUpToTheTotal() {
    const ConcentrationTable table = concentration();
    std::vector<std::string> order, piled;
    for (const analysis::Holder& holder : table.holders) {
        order.push_back(holder.key);
        piled.push_back(text(holder.cumulatedMargin));
    }
    QCOMPARE(order, (std::vector<std::string>{"bolt", "cogs", "quiet", "acme"}));
    QCOMPARE(piled, (std::vector<std::string>{"28", "47", "57", "-3"}));
    QCOMPARE(text(table.peak), std::string("57"));
    QCOMPARE(table.holdersAtPeak, std::size_t(3));
    QVERIFY(table.holders.back().cumulatedMargin == table.total.margin());
}

void TestConcentration::theOneWhoDecidesTheSignIsMarked() {
    for (const analysis::Holder& holder : concentration().holders)
        QCOMPARE(holder.flipsTotal, holder.key == "acme");
}

void TestConcentration::idleCustomersCountToo() {
    const ConcentrationTable table = concentration();
    QCOMPARE(table.cost.units, std::size_t(4)); // quiet among them, with nothing
    QCOMPARE(*table.cost.topShare(1), 70.0 / 73);
    QCOMPARE(*table.revenue.topTenthShare, 30.0 / 70);
    // Gini of 0, 1, 2, 70: sum (2j - 5) x / (4 x 73) = (-1 + 2 + 210) / 292.
    QCOMPARE(*table.cost.gini, 211.0 / 292);
    QCOMPARE(*table.rates.portfolio, -3.0 / 70);
}

void TestConcentration::whatNamesNobodyIsToldApart() {
    const ConcentrationTable table = concentration();
    QCOMPARE(text(table.unattributed.cost), std::string("4"));
    QCOMPARE(text(table.total.cost), std::string("73"));
}

/// An hour of 4 dollars, half of it used: 3 of 4 tokens by acme, the idle half by nobody.
void TestConcentration::gpuHoursAreInTheMargin() {
    constexpr std::int64_t dollar = core::kPicosPerUnit;
    const auto source =
        frameOf({{"2026-05-02T08:10:00Z", "acme", "chat", "small", 300, 5 * dollar},
                 {"2026-05-02T08:20:00Z", "bolt", "chat", "small", 100, 1 * dollar}});
    const auto gpu = booksOf({{"2026-05-02T08:00:00Z", "small", "4", "0.5"}});
    const auto table = analysis::concentrationOf(
        {query::Dimension::Tenant, during("2026-05-01", "2026-06-01")}, *source, {}, gpu, {});
    QVERIFY(table);
    std::vector<std::string> costs;
    for (const analysis::Holder& holder : table->holders)
        costs.push_back(holder.key + " " + text(holder.figures.totalCost()));
    QCOMPARE(costs, (std::vector<std::string>{"bolt 1.5", "acme 6.5"})); // best margin first
    QCOMPARE(text(table->total.margin()), std::string("-8"));
    QCOMPARE(text(table->gpu->idleElsewhere + table->unattributed.idleCost), std::string("2"));
    QCOMPARE(*table->cost.topShare(1), 6.5 / 8);
}

QTEST_APPLESS_MAIN(TestConcentration)
#include "tst_concentration.moc"
