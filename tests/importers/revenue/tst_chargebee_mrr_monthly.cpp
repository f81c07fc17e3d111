// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/chargebee_mrr_monthly.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

const std::string kHeader =
    "customer_id,subscription_id,reporting_month,status,billing_currency_code,"
    "mrr_billing_currency,reporting_currency_code,exchange_rate\n";

const core::RevenueFact& row(const CollectedRows& rows, std::size_t i) {
    return std::get<core::RevenueFact>(rows.allFacts.at(i));
}

} // namespace

class TestChargebeeMrrMonthly : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMonthIsThatOfItsLastDay() {
        const auto rows =
            readText(kHeader + "a,s1,2026-08-31T00:00:00+02:00,active,USD,39.00,USD,1\n"
                               "a,s2,2026-02-28T23:59:59-08:00,active,USD,1.00,USD,1\n");
        QCOMPARE(toText(*row(*rows, 0).periodStart), std::string("2026-08-01"));
        QCOMPARE(toText(*row(*rows, 0).periodEnd), std::string("2026-09-01"));
        // 28 February there is 1 March in UTC.
        QCOMPARE(toText(*row(*rows, 1).periodStart), std::string("2026-02-01"));
    }

    void anUnknownAmountIsNotZero() {
        const auto rows = readText(kHeader + "a,s1,2026-09-30,paused,JPY,,USD,0.0067\n"
                                             "b,s2,2026-09-30,cancelled,JPY,0,USD,0.0067\n");
        QVERIFY(row(*rows, 0).flags.has(core::Flag::ValueMissing));
        QVERIFY(rows->records[0].find("\"amount\":null") != std::string::npos);
        QVERIFY(!row(*rows, 0).amountUsd);
        QVERIFY(!row(*rows, 1).flags.has(core::Flag::ValueMissing));
        QCOMPARE(toDecimalText(*row(*rows, 1).amountUsd), std::string("0"));
    }

    void dollarsComeFromTheSourcesRate() {
        const auto rows = readText(kHeader + "a,s1,2026-09-30,active,EUR,1000.50,USD,1.1234\n"
                                             "a,s2,2026-09-30,active,EUR,1.00,EUR,1\n"
                                             "a,s3,2026-09-30,active,EUR,1.00,USD,\n");
        QCOMPARE(toDecimalText(*row(*rows, 0).amountUsd), std::string("1123.9617"));
        QVERIFY(!row(*rows, 1).amountUsd); // reported in another currency
        QVERIFY(!row(*rows, 2).amountUsd);
    }

    void severalSubscriptionsOfACustomerAreSeveralRows() {
        const auto rows = readText(kHeader + "a,s1,2026-09-30,active,USD,1.00,USD,1\n"
                                             "a,s2,2026-09-30,active,USD,1.00,USD,1\n"
                                             "a,s1,2026-09-30,cancelled,USD,0,USD,1\n"
                                             "a,s1,2026-10-31,active,USD,1.00,USD,1\n");
        QVERIFY(row(*rows, 0).identity != row(*rows, 1).identity);
        QCOMPARE(row(*rows, 0).identity, row(*rows, 2).identity); // a later export of the month
        QVERIFY(row(*rows, 0).identity != row(*rows, 3).identity);
    }

    void warehousesWriteNamesInCapitals() {
        const auto rows = readText("MRR_BILLING_CURRENCY,REPORTING_MONTH,CUSTOMER_ID,"
                                   "BILLING_CURRENCY_CODE\n12.5,2026-09-30,a,eur\n");
        QCOMPARE(toDecimalText(row(*rows, 0).amount), std::string("12.5"));
        QCOMPARE(row(*rows, 0).currency, std::string("EUR"));
    }

    void brokenRowsAreRejected() {
        const auto rows = readText(kHeader + ",s1,2026-09-30,active,USD,1.00,USD,1\n"
                                             "a,s1,,active,USD,1.00,USD,1\n"
                                             "a,s1,2026-09-31,active,USD,1.00,USD,1\n"
                                             "a,s1,2026-09-30,active,,1.00,USD,1\n"
                                             "a,s1,2026-09-30,active,USD,\"1,00\",USD,1\n");
        QCOMPARE(rows->rejected.size(), std::size_t(5));
        QCOMPARE(rows->rejected[0].column, std::string("customer_id"));
        QCOMPARE(rows->rejected[1].reason, std::string("The month is missing."));
        QCOMPARE(rows->rejected[2].column, std::string("reporting_month"));
        QCOMPARE(rows->rejected[3].reason, std::string("The currency is missing."));
        QCOMPARE(rows->rejected[4].column, std::string("mrr_billing_currency"));
    }
};

QTEST_APPLESS_MAIN(TestChargebeeMrrMonthly)
#include "tst_chargebee_mrr_monthly.moc"
