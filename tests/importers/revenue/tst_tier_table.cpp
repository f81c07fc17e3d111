// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/tier_table.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

const std::string kHeader = "Customer tier,Avg cost/customer/month,Revenue/customer/month,Margin\n";

const core::RevenueFact& tier(const CollectedRows& rows, std::size_t i) {
    return std::get<core::RevenueFact>(rows.allFacts.at(i));
}

std::string reasonOf(const std::string& row) {
    const auto rows = readText(kHeader + row);
    return rows->rejected.size() == 1 && rows->allFacts.empty() ? rows->rejected[0].reason
                                                                : "not rejected";
}

} // namespace

class TestTierTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsHaveManyNamesAndAnyOrder() {
        const auto rows = readText("Customers,Revenue per customer per month,Plan tier,Note\n"
                                   "\"1,310\",$39.00,Pro,x\n");
        QCOMPARE(tier(*rows, 0).tier, std::string("Pro"));
        QCOMPARE(toDecimalText(tier(*rows, 0).amount), std::string("39"));
        QCOMPARE(*tier(*rows, 0).customers, std::int64_t(1310));
        QVERIFY(!tier(*rows, 0).costAmount && !tier(*rows, 0).marginAmount); // unknown, not zero
        QVERIFY(tier(*rows, 0).basis == core::RevenueBasis::PerCustomerMonth);
        QVERIFY(!tier(*rows, 0).periodStart);
    }

    void aMarginThatIsNotRevenueLessCostIsTold() {
        const auto rows = readText(kHeader + "A,$2.40,$39.00,$36.60\n"
                                             "B,$2.40,$39.00,$36.59\n" // rounded before
                                             "C,$2.40,$39.00,$36.58\n" // two cents off
                                             "D,$4.10,$3.50,$0.60\n"   // its sign is lost
                                             "E,$2.40,$39.00,93.8%\n"  // a share
                                             "F,$2.40,$39.00,\n");
        QCOMPARE(rows->allFacts.size(), std::size_t(6));
        QCOMPARE(rows->totals->notes,
                 std::vector<std::string>{"2 tiers whose stated margin is not their revenue less "
                                          "their cost; revenue and cost are kept"});
        QVERIFY(!tier(*rows, 4).marginAmount);
    }

    void theFileTellsItsDecimalMark() {
        const auto rows = readText("Tier;Revenue/customer/month;Customers\n"
                                   "Pro;39,00 \u20ac;4.200\n"
                                   "Gro\u00df;1.250 \u20ac;18\n");
        QCOMPARE(toDecimalText(tier(*rows, 0).amount), std::string("39"));
        QCOMPARE(*tier(*rows, 0).customers, std::int64_t(4200));
        QCOMPARE(toDecimalText(tier(*rows, 1).amount), std::string("1250"));
        QCOMPARE(tier(*rows, 1).currency, std::string("EUR"));
        QVERIFY(!tier(*rows, 1).flags.has(core::Flag::ImpliedCurrencyUsd));
    }

    void aCurrencyColumnDecides() {
        const auto rows = readText("Tier,Revenue/customer/month,Currency\nPro,$39,aud\nFree,0,\n");
        QCOMPARE(tier(*rows, 0).currency, std::string("AUD"));
        QVERIFY(!tier(*rows, 0).flags.has(core::Flag::ImpliedCurrencyUsd));
        QCOMPARE(tier(*rows, 1).currency, std::string("USD"));
        QVERIFY(tier(*rows, 1).flags.has(core::Flag::ImpliedCurrencyUsd));
    }

    void brokenRowsAreRejected() {
        QCOMPARE(reasonOf(",$1,$2,$1\n"), std::string("The tier is missing."));
        QCOMPARE(reasonOf("Pro,$1,,\n"), std::string("The revenue is missing."));
        QCOMPARE(reasonOf("Pro,$1,-$2,\n"), std::string("A plan's revenue cannot be negative."));
        QCOMPARE(reasonOf("Pro,\u20ac1,$2,\n"),
                 std::string("The amounts of the row have different currencies."));
        QCOMPARE(reasonOf("Pro,$1,call us,\n"), std::string("'call us' is not a number."));
        QVERIFY(reasonOf("Pro,$1,\"1,250\",\n").find("a thousand or a fraction") !=
                std::string::npos);
        // Beyond core::Money, which the price of a plan must fit.
        QVERIFY(reasonOf("Pro,$1,\"$10,000,000.00\",\n") != "not rejected");
    }

    void blankLinesAreSkipped() {
        const auto rows = readText(kHeader + ",,,\nPro,$1,$2,$1\n");
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(rows->totals->skipped, std::int64_t(1));
        QCOMPARE(tier(*rows, 0).line, std::int64_t(2));
    }

    void otherTablesAreNone() {
        QVERIFY(!refusalOf("Customer tier,Margin\nPro,$1\n").empty());
        const auto plans = readText("tier,revenue_per_tenant_month,currency\nPro,39,USD\n");
        QCOMPARE(plans->info.format, std::string("plans"));
    }
};

QTEST_APPLESS_MAIN(TestTierTable)
#include "tst_tier_table.moc"
