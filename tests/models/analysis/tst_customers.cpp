// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/customers.h"

#include "models/analysis/averages.h"
#include "models/stats/quantile.h"
#include "tests/models/analysis/company.h"
#include "tests/models/analysis/gpu_company.h"

#include <QTest>

#include <random>

using namespace ms;
using namespace ms::test;
using analysis::TierRow;
using analysis::TierTable;
using core::MoneySum;

class TestCustomers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTierWithCustomerMonths();
    void usersInsteadOfCustomers();
    void monthsWithoutAPriceDoNotCostNothing();
    void costOfNobodyIsTold();
    void tiersAddUpToTheTotal();
    void gpuHoursAreInTheMonths();
    void withGpuHoursTiersAreThoseOfTheMargin();
    void quantilesOfMoneyAreExact();
    void quantilesAreThoseOfDoubles();
};

namespace {

constexpr std::int64_t kDollar = core::kPicosPerUnit;

PlainEvent call(const char* time, const char* tenant, const char* user, std::int64_t cents) {
    PlainEvent event;
    event.time = time;
    event.tenant = tenant;
    event.user = user;
    event.request = std::string(time) + tenant + user;
    event.costPicos = cents * kDollar / 100;
    return event;
}

/// Two Pro customers in May and June, one Free customer, one call of nobody.
FakeEventSource company() {
    return {{call("2026-05-02T08:00:00Z", "acme", "ann", 200),
             call("2026-05-20T08:00:00Z", "acme", "bob", 100),
             call("2026-06-02T08:00:00Z", "acme", "ann", 700),
             call("2026-05-02T08:00:00Z", "bolt", "cyd", 500),
             call("2026-05-03T08:00:00Z", "cogs", "", 40), call("2026-05-04T08:00:00Z", "", "", 5)},
            {tenant("acme", "Pro"), tenant("bolt", "Pro"), tenant("cogs", "Free")}};
}

TierTable tiers(analysis::Payer payer) {
    const FakeEventSource source = company();
    analysis::RevenueBooks books;
    books.plans = {plan("Pro", "6"), plan("Free", "0")};
    auto table = analysis::customersByTier({during("2026-05-01", "2026-07-01"), payer, 70}, source,
                                           books, {}, {});
    CHECK(table, "The tiers could not be computed.");
    return *std::move(table);
}

} // namespace

void TestCustomers::aTierWithCustomerMonths() {
    const TierTable table = tiers(analysis::Payer::Customer);
    QCOMPARE(table.rows.size(), std::size_t(2));
    const TierRow& pro = table.rows[0];
    QCOMPARE(pro.tier, std::string("Pro"));
    QCOMPARE(pro.payers, std::int64_t(2));
    QCOMPARE(pro.payerMonths, std::int64_t(3)); // acme in May and June, bolt in May
    QCOMPARE(text(pro.cost), std::string("15"));
    QCOMPARE(text(*pro.average), std::string("5"));
    QCOMPARE(text(*pro.median), std::string("5")); // of 3, 5 and 7
    QCOMPARE(text(*pro.low), std::string("3.4"));  // 3 + 0.2 x 2
    QCOMPARE(text(*pro.high), std::string("6.6"));
    QCOMPARE(text(pro.revenue), std::string("18"));
    QCOMPARE(text(*pro.price), std::string("6"));
    QCOMPARE(*pro.fit.lossMakingShare, 1.0 / 3);
    QVERIFY(pro.fit.verdict == stats::PlanVerdict::Inconclusive); // three months prove nothing
    QCOMPARE(*pro.fit.priceForTarget, 5 / (1 - 0.7));
    const TierRow& free = table.rows[1];
    QCOMPARE(text(free.margin()), std::string("-0.4"));
    QVERIFY(!free.marginPct());
    QVERIFY(free.price->isZero());
}

void TestCustomers::usersInsteadOfCustomers() {
    const TierTable table = tiers(analysis::Payer::User);
    const TierRow& pro = table.rows[0];
    QCOMPARE(pro.payers, std::int64_t(3));
    QCOMPARE(pro.payerMonths, std::int64_t(4));      // ann twice, bob, cyd
    QCOMPARE(text(*pro.median), std::string("3.5")); // of 1, 2, 5 and 7
    QCOMPARE(text(table.unattributed), std::string("0.45"));
}

void TestCustomers::monthsWithoutAPriceDoNotCostNothing() {
    PlainEvent unpriced = call("2026-06-09T08:00:00Z", "bolt", "cyd", 0);
    unpriced.costPicos = std::nullopt;
    PlainEvent alone = call("2026-05-09T08:00:00Z", "dune", "", 0);
    alone.costPicos = std::nullopt;
    const FakeEventSource source{
        {call("2026-05-02T08:00:00Z", "acme", "ann", 300),
         call("2026-05-02T08:00:00Z", "bolt", "cyd", 500), unpriced, alone},
        {tenant("acme", "Pro"), tenant("bolt", "Pro"), tenant("dune", "Free")}};
    const auto table = analysis::customersByTier(
        {during("2026-05-01", "2026-07-01"), analysis::Payer::Customer, 70}, source, {}, {}, {});
    QVERIFY(table);
    const TierRow& pro = table->rows[0];
    QCOMPARE(pro.payerMonths, std::int64_t(3));
    QCOMPARE(pro.unpricedMonths, std::int64_t(1));
    QCOMPARE(text(*pro.average), std::string("4")); // of 3 and 5; bolt's June is unknown
    QCOMPARE(text(*pro.median), std::string("4"));
    const TierRow& free = table->rows[1];
    QCOMPARE(free.payers, std::int64_t(1));
    QVERIFY(!free.average && !free.median);
    QCOMPARE(table->total.unpricedMonths, std::int64_t(2));
}

void TestCustomers::costOfNobodyIsTold() {
    const TierTable table = tiers(analysis::Payer::Customer);
    QCOMPARE(text(table.unattributed), std::string("0.05"));
    QCOMPARE(text(table.total.cost), std::string("15.45"));
}

void TestCustomers::tiersAddUpToTheTotal() {
    for (const analysis::Payer payer : {analysis::Payer::Customer, analysis::Payer::User}) {
        const TierTable table = tiers(payer);
        MoneySum cost = table.unattributed, revenue;
        for (const TierRow& row : table.rows) {
            cost += row.cost;
            revenue += row.revenue;
        }
        QVERIFY(cost == table.total.cost);
        QVERIFY(revenue == table.total.revenue);
    }
}

/// An hour of 4 dollars, half of it used: 3 of 4 tokens by acme, whose call has no price.
void TestCustomers::gpuHoursAreInTheMonths() {
    const auto source = frameOf({{"2026-05-02T08:10:00Z", "acme", "chat", "small", 300},
                                 {"2026-05-02T08:20:00Z", "bolt", "chat", "small", 100, kDollar},
                                 {"2026-05-02T08:30:00Z", "cogs", "chat", "unknown", 100}});
    const auto gpu = booksOf({{"2026-05-02T08:00:00Z", "small", "4", "0.5"}});
    const auto table = analysis::customersByTier(
        {during("2026-05-01", "2026-06-01"), analysis::Payer::Customer, 70}, *source, {}, gpu, {});
    QVERIFY(table);
    const TierRow& all = table->rows.at(0);     // nobody has a tier
    QCOMPARE(text(all.cost), std::string("3")); // 1 + 1.5 + 0.5
    QCOMPARE(text(all.sharedCost), std::string("2"));
    QCOMPARE(text(*all.median), std::string("1.5")); // of acme and bolt; cogs is unknown
    QCOMPARE(all.payerMonths, std::int64_t(3));
    QCOMPARE(all.unpricedMonths, std::int64_t(1));
    QCOMPARE(all.unpricedAttempts, std::int64_t(1));
    QCOMPARE(text(table->gpu->bill), std::string("4"));
    QVERIFY(table->total.cost == all.cost + table->unattributed);
}

void TestCustomers::withGpuHoursTiersAreThoseOfTheMargin() {
    const RandomGpuCompany company = randomGpuCompany(11);
    const auto filter = during("2026-03-01", "2026-11-01");
    const auto margins =
        analysis::marginWithGpu({{query::Dimension::Tier, query::Dimension::Tenant}, filter},
                                *company.source, {}, company.books, {});
    QVERIFY(margins);
    std::map<std::string, MoneySum> costOf;
    for (const analysis::MarginRow& row : margins->rows)
        if (!row.keys[1].empty() && !row.isIdle)
            costOf[row.keys[0]] += row.figures.cost + row.figures.sharedCost;
    const auto table = analysis::customersByTier({filter, analysis::Payer::Customer, 70},
                                                 *company.source, {}, company.books, {});
    QVERIFY(table);
    QVERIFY(!table->total.sharedCost.isZero());
    for (const TierRow& row : table->rows)
        QCOMPARE(text(row.cost), text(costOf[row.tier]));
    QCOMPARE(text(table->total.cost), text(margins->total.totalCost()));
}

void TestCustomers::quantilesOfMoneyAreExact() {
    const auto picos = [](std::int64_t n) { return MoneySum::fromPicos(n); };
    const std::vector<MoneySum> sorted{picos(1), picos(2), picos(9'000'000'000'000'000'001)};
    QVERIFY(analysis::quantileOf(sorted, 1, 2) == picos(2));
    QVERIFY(analysis::quantileOf(sorted, 1, 1) == picos(9'000'000'000'000'000'001));
    QVERIFY(analysis::quantileOf(sorted, 3, 4) == picos(4'500'000'000'000'000'002)); // half to even
    QVERIFY(analysis::quantileOf(std::vector{picos(5)}, 9, 10) == picos(5));
    QVERIFY(!analysis::quantileOf({}, 1, 2));
}

void TestCustomers::quantilesAreThoseOfDoubles() {
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        std::vector<MoneySum> amounts;
        std::vector<double> doubles;
        for (std::size_t n = 1 + random() % 40; n > 0; --n)
            amounts.push_back(MoneySum::fromPicos(std::int64_t(random() % 1'000'000)));
        std::sort(amounts.begin(), amounts.end());
        for (const MoneySum amount : amounts)
            doubles.push_back(double(amount.picos()));
        const auto numerator = std::int64_t(random() % 101);
        const double expected = stats::quantileType7(doubles, double(numerator) / 100);
        const auto got = analysis::quantileOf(amounts, numerator, 100);
        QVERIFY(std::abs(double(got->picos()) - expected) <= 0.5001);
    }
}

QTEST_APPLESS_MAIN(TestCustomers)
#include "tst_customers.moc"
