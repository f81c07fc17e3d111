// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/revenue_tables.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

std::vector<std::string> faultsOf(std::string_view content) {
    std::vector<std::string> columns;
    const auto rows = readText(content);
    for (const auto& rejected : rows->rejected)
        columns.push_back(rejected.column);
    return columns;
}

} // namespace

class TestRevenueTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void revenueNeedsOneOwnerAPeriodAndAKind() {
        const std::string header =
            "tenant,tier,feature,period_start,period_end,amount,currency,kind\n";
        const auto rows =
            readText(header + "acme,,reply,2026-05-01,2026-06-01,1200.50,EUR,contract\n"
                              ",Pro,,2026-05-01,2026-06-01,-3,EUR,refund\n");
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        const auto& fact = std::get<core::RevenueFact>(rows->allFacts[0]);
        QCOMPARE(fact.tenant, std::string("acme"));
        QVERIFY(fact.amount == core::Money::fromPicos(1'200'500'000'000'000));
        QCOMPARE(toText(*fact.periodEnd), std::string("2026-06-01"));
        QCOMPARE(faultsOf(header + "a,Pro,,2026-05-01,2026-06-01,1,EUR,usage\n"
                                   ",,,2026-05-01,2026-06-01,1,EUR,usage\n"
                                   "a,,,2026-05-01,2026-05-01,1,EUR,usage\n"
                                   "a,,,2026-05-01,2026-06-01,1,EUR,gift\n"
                                   "a,,,2026-05-01,2026-06-01,-1,EUR,usage\n"
                                   "a,,,2026-05-01T00:00:00,2026-06-01,1,EUR,usage\n"
                                   "a,,,2026-05-01,2026-06-01,,EUR,usage\n"),
                 (std::vector<std::string>{"tenant", "tenant", "period_end", "kind", "amount",
                                           "period_start", "amount"}));
    }

    void plansTenantsRatesAndBudgetsAreStrict() {
        QCOMPARE(
            faultsOf("tier,revenue_per_tenant_month,currency,overage_price,overage_per\n"
                     "Pro,-1,USD,,\nPro,1,USD,2,\nPro,1,USD,2,0\nPro,29,USD,2,1000\n"),
            (std::vector<std::string>{"revenue_per_tenant_month", "overage_per", "overage_per"}));
        QCOMPARE(faultsOf("tenant,tier,since,until,seats\na,Pro,2026-05-01,2026-05-01,\n"
                          "a,Pro,2026-05-01,,-2\na,Pro,,,3\n"),
                 (std::vector<std::string>{"until", "seats"}));
        QCOMPARE(faultsOf("date,currency,rate\n2026-05-01,EUR,0\n2026-5-1,EUR,1\n"
                          "2026-05-01,EUR,1.0835\n"),
                 (std::vector<std::string>{"rate", "date"}));
        QCOMPARE(faultsOf("scope_dim,scope_value,period,amount,currency,warn_pct,alert_pct\n"
                          "feature,reply,month,-5,USD,80,100\n,reply,month,5,USD,80,100\n"
                          "feature,reply,month,5,USD,80,100\n"),
                 (std::vector<std::string>{"amount", "scope_dim"}));
    }

    void jsonKeysThatDoNotBelongRejectTheirRow() {
        const auto rows =
            readText("{\"tenant\":\"a\",\"tier\":\"Pro\"}\n"
                     "{\"tenant\":\"b\",\"teir\":\"Pro\"}\n{\"tenant\":\"c\"}\n{\"ten");
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].column, std::string("teir"));
        QCOMPARE(rows->totals->notes, (std::vector<std::string>{"1 partial line left at the end"}));
    }
};

QTEST_APPLESS_MAIN(TestRevenueTables)
#include "tst_revenue_tables.moc"
