// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/gpu_cost.h"

#include "tests/models/analysis/company.h"
#include "tests/models/analysis/gpu_company.h"

#include <QTest>

using namespace ms;
using analysis::GpuBooks;
using analysis::MarginFigures;
using analysis::MarginTable;
using core::MoneySum;
using query::Dimension;

namespace {

/// Hour 8 is half used by 500 tokens: acme's 300, bolt's 100, and 100 in staging. Hour 9 is used by
/// nobody. The model that the pool serves has no price; the other call costs 5.
const std::vector<test::Call> kCalls{
    {"2026-05-01T08:05:00Z", "acme", "chat", "triage", 300},
    {"2026-05-01T08:59:59Z", "bolt", "mail", "triage", 100},
    {"2026-05-01T08:30:00Z", "acme", "chat", "triage", 100, -1, "staging"},
    {"2026-05-01T09:10:00Z", "acme", "chat", "large", 5000, 5'000'000'000'000}};
const std::vector<test::GpuHour> kHours{{"2026-05-01T08:00:00Z", "triage", "1", "0.5"},
                                        {"2026-05-01T09:00:00Z", "triage", "1", "0.2"}};

analysis::RevenueBooks revenue() {
    analysis::RevenueBooks books;
    books.facts = {test::earned("acme", {"2026-05-01", "2026-05-02"}, "10"),
                   test::earned("bolt", {"2026-05-01", "2026-05-02"}, "2")};
    return books;
}

MarginTable marginOf(const analysis::MarginQuery& query, const query::EventSource& source,
                     const GpuBooks& gpu) {
    auto table = analysis::marginBy(query, source, revenue(), {});
    CHECK(table, "The margin could not be computed.");
    CHECK(analysis::addGpuCost(*table, source, gpu, {}), "The GPU hours could not be added.");
    return *std::move(table);
}

MarginTable company(Dimension by, std::vector<query::Condition> conditions = {}) {
    analysis::MarginQuery query{{by}, test::during("2026-05-01", "2026-05-02"), {}};
    query.filter.conditions = std::move(conditions);
    return marginOf(query, *test::frameOf(kCalls), test::booksOf(kHours));
}

/// "revenue direct shared idle margin".
std::string textOf(const MarginFigures& f) {
    return test::text(f.revenue) + ' ' + test::text(f.cost) + ' ' + test::text(f.sharedCost) + ' ' +
           test::text(f.idleCost) + ' ' + test::text(f.margin());
}

std::vector<std::string> rowsOf(const MarginTable& table) {
    std::vector<std::string> rows;
    for (const analysis::MarginRow& row : table.rows)
        rows.push_back((row.isIdle ? "[idle]" : row.keys[0]) + ": " + textOf(row.figures));
    return rows;
}

using Rows = std::vector<std::string>;

} // namespace

class TestGpuCost : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void marginsAreAfterGpuHours();
    void whatAPoolServesIsNotUnknown();
    void aTenantDoesNotPayForIdleHours();
    void withoutGpuHoursNothingChanges();
    void unitsStandBesideIt();
    void partsAreTheBillOnRandomCompanies_data();
    void partsAreTheBillOnRandomCompanies();
};

void TestGpuCost::marginsAreAfterGpuHours() {
    const MarginTable table = company(Dimension::Tenant);
    QCOMPARE(rowsOf(table),
             (Rows{"acme: 10 5 0.3 0 4.7", "[idle]: 0 0 0 1.5 -1.5", "bolt: 2 0 0.1 0 1.9"}));
    QCOMPARE(textOf(table.total), std::string("12 5 0.4 1.5 5.1"));
    QVERIFY(table.gpu && table.gpu->bill == *MoneySum::parse("2"));
    QCOMPARE(test::text(table.gpu->outside), std::string("0.1")); // staging
    QCOMPARE(*table.total.marginPct(), 5.1 / 12);
    QCOMPARE(table.notes.front(),
             std::string("GPU hours of $2.00: $0.40 shared by those who used them, $1.50 idle."));
    // The pool serves one model, whose idle hours they are.
    QCOMPARE(rowsOf(company(Dimension::Model)),
             (Rows{"large: 5 5 0 0 0", "triage: 7 0 0.4 1.5 5.1"}));
}

void TestGpuCost::whatAPoolServesIsNotUnknown() {
    const MarginTable table = company(Dimension::Model);
    const MarginFigures& triage = table.rows[1].figures;
    QCOMPARE(triage.unpricedAttempts, std::int64_t(2));
    QCOMPARE(triage.servedAttempts, std::int64_t(2));
    QVERIFY(!triage.isCostUnknown());
    MarginFigures alone = triage;
    alone.servedAttempts = 0;
    QVERIFY(alone.isCostUnknown());
}

/// What a row says is what is found below it.
void TestGpuCost::aTenantDoesNotPayForIdleHours() {
    const MarginTable bolt = company(Dimension::Feature, {test::only(Dimension::Tenant, {"bolt"})});
    QCOMPARE(rowsOf(bolt), (Rows{"mail: 2 0 0.1 0 1.9"}));
    QVERIFY(bolt.gpu && bolt.gpu->idleElsewhere == *MoneySum::parse("1.5"));
    QVERIFY(bolt.total.sharedCost + bolt.gpu->outside + bolt.gpu->idleElsewhere == bolt.gpu->bill);
    // The hours of a model are asked for whole, with their idle part.
    const MarginTable model =
        company(Dimension::Tenant, {test::only(Dimension::Model, {"triage"})});
    QCOMPARE(test::text(model.total.idleCost), std::string("1.5"));
    QVERIFY(model.gpu->idleElsewhere.isZero());
}

void TestGpuCost::withoutGpuHoursNothingChanges() {
    const auto source = test::frameOf(kCalls);
    const analysis::MarginQuery query{{Dimension::Tenant}, {}, {}};
    const auto before = analysis::marginBy(query, *source, revenue(), {});
    const MarginTable after = marginOf(query, *source, {});
    QVERIFY(!after.gpu);
    QCOMPARE(rowsOf(after), rowsOf(*before));
    QCOMPARE(after.notes, before->notes);
    QVERIFY(after.total.totalCost() == after.total.cost);
}

void TestGpuCost::unitsStandBesideIt() {
    const auto source = test::frameOf(kCalls);
    auto table = analysis::unitsBy({{Dimension::Feature}, {}}, *source, {});
    QVERIFY(table && analysis::addGpuCost(*table, *source, test::booksOf(kHours), {}));
    QCOMPARE(table->rows.size(), std::size_t(3)); // chat, idle hours, mail
    QVERIFY(table->rows[1].isIdle && test::text(table->rows[1].figures.idleCost) == "1.5");
    QCOMPARE(test::text(table->rows[0].figures.sharedCost), std::string("0.3"));
    QCOMPARE(test::text(table->total.figures.totalCost()), std::string("6.9"));
    QCOMPARE(test::text(table->total.figures.cost), std::string("5"));
}

void TestGpuCost::partsAreTheBillOnRandomCompanies_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 3; ++seed)
        QTest::addRow("%d", seed) << seed;
}

void TestGpuCost::partsAreTheBillOnRandomCompanies() {
    QFETCH(int, seed);
    const test::RandomGpuCompany company = test::randomGpuCompany(unsigned(seed));
    const std::vector<std::vector<query::Condition>> filters{
        {},
        {test::without(Dimension::Tenant, {"bolt"})},
        {test::only(Dimension::Feature, {"chat", "search"})},
        {test::only(Dimension::Month, {"2026-03"})}};
    for (const auto& by : {std::vector{Dimension::Tenant}, {Dimension::Feature, Dimension::Day}})
        for (const auto& conditions : filters) {
            analysis::MarginQuery query{by, {}, {}};
            query.filter.conditions = conditions;
            const MarginTable table = marginOf(query, *company.source, company.books);
            MarginFigures sum;
            for (const analysis::MarginRow& row : table.rows) {
                sum.sharedCost += row.figures.sharedCost;
                sum.idleCost += row.figures.idleCost;
                sum.cost += row.figures.cost;
                sum.revenue += row.figures.revenue;
            }
            QCOMPARE(textOf(sum), textOf(table.total));
            const MoneySum parts = table.total.sharedCost + table.total.idleCost +
                                   table.gpu->outside + table.gpu->idleElsewhere;
            QVERIFY(parts == table.gpu->bill);
            if (!conditions.empty())
                continue;
            MoneySum bill;
            for (const core::GpuHourFact& fact : *company.books.hours)
                bill += fact.hourlyRate;
            QVERIFY(table.gpu->bill == bill);
        }
}

QTEST_GUILESS_MAIN(TestGpuCost)
#include "tst_gpu_cost.moc"
