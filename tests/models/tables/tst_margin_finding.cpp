// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/margin_finding.h"

#include <QTest>

using namespace ms;

class TestMarginFinding : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLossBelowAHundredthOfTheCostIsNotMaterial();
    void theDeepestLossCountsWhateverItsPlace();
    void theSentenceNamesMoneyAndTheOthers();
    void costWithoutATenantIsNoTenant();
    void withoutALossTheFewWhoCostMostAreNamed();
    void oneWhoTakesMostIsNamed();
    void unknownRevenueAndCostAreSaid();
    void tenantsStandThereByName();
    void idleHoursAreNobodysLoss();
};

namespace {

core::MoneySum cents(std::int64_t amount) {
    return core::MoneySum::fromPicos(core::Int128{amount} * (core::kPicosPerUnit / 100));
}

struct Slice {
    std::string name;
    std::int64_t revenueCents;
    std::int64_t costCents;
};

analysis::MarginTable tableOf(const std::vector<Slice>& slices) {
    analysis::MarginTable table;
    table.query.by = {query::Dimension::Tenant};
    for (const Slice& slice : slices) {
        analysis::MarginRow row;
        row.keys = {slice.name};
        row.figures.revenue = cents(slice.revenueCents);
        row.figures.cost = cents(slice.costCents);
        table.total.revenue += row.figures.revenue;
        table.total.cost += row.figures.cost;
        table.rows.push_back(row);
    }
    return table;
}

QString findingOf(const std::vector<Slice>& slices) {
    return tables::marginFinding(tableOf(slices), "USD", nullptr);
}

} // namespace

void TestMarginFinding::aLossBelowAHundredthOfTheCostIsNotMaterial() {
    // Total cost $100.00: a loss of $1.00 counts, one of $0.99 does not.
    QCOMPARE(tables::materialLoss(tableOf({{"a", 20'000, 9'900}, {"b", 0, 100}})),
             std::optional<std::size_t>{1});
    QCOMPARE(tables::materialLoss(tableOf({{"a", 20'000, 9'901}, {"b", 0, 99}})),
             std::optional<std::size_t>{});
    QCOMPARE(tables::materialLoss(tableOf({{"a", 20'000, 9'900}})), std::optional<std::size_t>{});
    QCOMPARE(tables::materialLoss({}), std::optional<std::size_t>{});
}

void TestMarginFinding::theDeepestLossCountsWhateverItsPlace() {
    QCOMPARE(tables::materialLoss(tableOf({{"a", 100, 900}, {"b", 0, 801}, {"c", 0, 700}})),
             std::optional<std::size_t>{1});
}

void TestMarginFinding::theSentenceNamesMoneyAndTheOthers() {
    QCOMPARE(findingOf({{"quillmark", 31'200, 215'200}, {"acme", 90'000, 100}}),
             QStringLiteral("quillmark loses $1,840.00: $2,152.00 cost on $312.00 revenue."));
    QCOMPARE(findingOf({{"q", 31'200, 215'200}, {"a", 0, 4'000}, {"b", 0, 120}}),
             QStringLiteral("q loses $1,840.00: $2,152.00 cost on $312.00 revenue. "
                            "2 others lose $41.20 together."));
    QCOMPARE(findingOf({{"q", 100, 200}, {"a", 100, 150}}),
             QStringLiteral("q loses $1.00: $2.00 cost on $1.00 revenue. 1 other loses $0.50."));
}

void TestMarginFinding::costWithoutATenantIsNoTenant() {
    QCOMPARE(findingOf({{"", 0, 987}, {"acme", 9'000, 100}}),
             QStringLiteral("$9.87 of cost belongs to no known tenant."));
}

void TestMarginFinding::withoutALossTheFewWhoCostMostAreNamed() {
    std::vector<Slice> slices;
    for (int i = 0; i < 57; ++i)
        slices.push_back({"t" + std::to_string(i), 5'000, 100});
    for (int i = 0; i < 3; ++i)
        slices.push_back({"big" + std::to_string(i), 9'000, 1'320});
    // 3 x 13.20 of 57.00 + 39.60 = 96.60: 40.99 %
    QCOMPARE(findingOf(slices), QStringLiteral("3 of 60 tenants take 41.0% of the cost."));
}

void TestMarginFinding::oneWhoTakesMostIsNamed() {
    QCOMPARE(findingOf({{"acme", 9'000, 300}, {"globex", 9'000, 100}}),
             QStringLiteral("acme takes 75.0% of the cost: $3.00 of $4.00."));
}

void TestMarginFinding::unknownRevenueAndCostAreSaid() {
    QCOMPARE(findingOf({{"acme", 0, 300}}),
             QStringLiteral("acme takes 100.0% of the cost: $3.00 of $3.00. "
                            "No revenue is known yet."));
    QCOMPARE(findingOf({{"acme", 900, 0}}), QStringLiteral("No cost is known yet."));
    QCOMPARE(findingOf({}), QStringLiteral("Nothing matches the filter."));
}

void TestMarginFinding::tenantsStandThereByName() {
    core::TenantFact fact;
    fact.tenant = "t-01";
    fact.name = "Quillmark Publishing";
    const query::TenantTimeline names({&fact, 1}, {}, core::Zone{});
    QCOMPARE(tables::marginFinding(tableOf({{"t-01", 900, 1'000}}), "USD", &names),
             QStringLiteral("Quillmark Publishing loses $1.00: $10.00 cost on $9.00 revenue."));
    const analysis::MarginTable table = tableOf({{"t-02", 1, 1}});
    QCOMPARE(tables::rowLabel(table, table.rows[0], &names), QStringLiteral("t-02"));
}

void TestMarginFinding::idleHoursAreNobodysLoss() {
    analysis::MarginTable table = tableOf({{"a", 20'000, 9'000}, {"b", 0, 500}});
    analysis::MarginRow idle;
    idle.keys = {""};
    idle.isIdle = true;
    idle.figures.idleCost = cents(30'000);
    table.total.idleCost = idle.figures.idleCost;
    table.rows.push_back(idle);
    QCOMPARE(tables::rowLabel(table, table.rows[2], nullptr), QStringLiteral("(idle)"));
    // The total cost is $395.00: b's loss of $5.00 is more than a hundredth.
    QCOMPARE(tables::marginFinding(table, "USD", nullptr),
             QStringLiteral("b loses $5.00: $5.00 cost on $0.00 revenue."));
    table.rows[1].figures.sharedCost = cents(100);
    QCOMPARE(tables::marginFinding(table, "USD", nullptr),
             QStringLiteral("b loses $6.00: $6.00 cost on $0.00 revenue."));
}

QTEST_GUILESS_MAIN(TestMarginFinding)
#include "tst_margin_finding.moc"
