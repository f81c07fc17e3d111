// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: stripe_subscriptions.cpp, revenue_values.cpp
#include "importers/revenue/stripe_subscriptions.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

const std::string kHeader = "id,Customer ID,Customer Name,Status,Currency,Amount,Quantity,Interval,"
                            "Current Period Start (UTC),Current Period End (UTC)\n";
const std::string kPeriod = ",2026-09-05 09:00,2026-10-05 09:00\n";

const core::RevenueFact& row(const CollectedRows& rows, std::size_t i) {
    return std::get<core::RevenueFact>(rows.allFacts.at(i));
}

std::unique_ptr<CollectedRows> readRows(const std::string& rows) {
    return readText(kHeader + rows);
}

std::string reasonOf(const std::string& line) {
    const auto rows = readRows(line);
    return rows->rejected.size() == 1 && rows->allFacts.empty() ? rows->rejected[0].reason
                                                                : "not rejected";
}

} // namespace

class TestStripeSubscriptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMonthEarnsItsShareOfTheInterval_data() {
        QTest::addColumn<QByteArray>("cells"); // amount, quantity, interval
        QTest::addColumn<QByteArray>("amount");
        QTest::newRow("a month is itself") << QByteArray("39.00,1,month") << QByteArray("39");
        QTest::newRow("times the quantity") << QByteArray("39.00,5,month") << QByteArray("195");
        QTest::newRow("a year is twelve months")
            << QByteArray("12000,1,year") << QByteArray("1000");
        // 100 / 12 = 8.333 333 333 333 333 ...
        QTest::newRow("rounded below a pico-unit")
            << QByteArray("100.00,1,year") << QByteArray("8.333333333333");
        // 52 x 9 / 12 = 39
        QTest::newRow("52 weeks a year") << QByteArray("9,1,week") << QByteArray("39");
        // 365 x 1.20 / 12 = 36.5
        QTest::newRow("365 days a year") << QByteArray("1.20,1,day") << QByteArray("36.5");
        QTest::newRow("no units, no money") << QByteArray("39.00,0,month") << QByteArray("0");
    }
    void aMonthEarnsItsShareOfTheInterval() {
        QFETCH(QByteArray, cells);
        QFETCH(QByteArray, amount);
        const auto rows = readRows("s,c,acme,active,usd," + cells.toStdString() + kPeriod);
        QCOMPARE(QByteArray::fromStdString(toDecimalText(row(*rows, 0).amount)), amount);
        QVERIFY(row(*rows, 0).basis == core::RevenueBasis::SubscriptionMonthly);
    }

    void anIntervalMayHaveSeveralParts() {
        const auto rows = readText("Status,Interval Count,Customer ID,Currency,Amount,Quantity,"
                                   "Interval,Current Period Start (UTC)\n"
                                   "active,3,c,usd,300,1,month,2026-09-05\n");
        QCOMPARE(toDecimalText(row(*rows, 0).amount), std::string("100"));
        QCOMPARE(row(*rows, 0).tenant, std::string("c"));
        QVERIFY(!row(*rows, 0).periodEnd);
    }

    void onlyActiveAndPastDueOnesEarn_data() {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("amount");
        QTest::addColumn<QByteArray>("flags");
        const auto status = [](const char* word, const char* amount, const char* flags) {
            QTest::newRow(word) << QByteArray(word) << QByteArray(amount) << QByteArray(flags);
        };
        status("active", "39", "");
        status("past_due", "39", "");
        status("trialing", "0", "trial");
        status("canceled", "0", "ended");
        status("unpaid", "0", "not_revenue");
        status("paused", "0", "not_revenue");
        status("incomplete", "0", "not_revenue");
        status("incomplete_expired", "0", "not_revenue");
    }
    void onlyActiveAndPastDueOnesEarn() {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, amount);
        QFETCH(QByteArray, flags);
        const auto rows =
            readRows("s,c,acme," + status.toStdString() + ",usd,39.00,1,month" + kPeriod);
        QCOMPARE(QByteArray::fromStdString(toDecimalText(row(*rows, 0).amount)), amount);
        QCOMPARE(QByteArray::fromStdString(toText(row(*rows, 0).flags)), flags);
    }

    void theTierIsInAMetadataColumnOfAnyName() {
        const std::string columns = "Plan,Status,Customer Name,Currency,Amount,Quantity,Interval,"
                                    "Current Period Start (UTC)";
        const std::string cells = "price_1,active,acme,usd,39.00,1,month,2026-09-05";
        for (const char* name : {"plan_tier (metadata)", "Plan-Tier (metadata)",
                                 "PlanTier (metadata)", "tier (metadata)", "plan (metadata)"}) {
            const auto rows = readText(columns + "," + name + "\n" + cells + ",pro\n");
            QCOMPARE(row(*rows, 0).tier, std::string("pro"));
        }
        // The price's id is no tier.
        QCOMPARE(row(*readText(columns + "\n" + cells + "\n"), 0).tier, std::string());
    }

    void theAccountsDecimalMarkIsFound() {
        const auto rows = readRows("s,c,acme,active,eur,\"39,00\",1,month" + kPeriod +
                                   "t,c,acme,active,eur,\"1.250\",1,month" + kPeriod);
        QCOMPARE(toDecimalText(row(*rows, 0).amount), std::string("39"));
        QCOMPARE(toDecimalText(row(*rows, 1).amount), std::string("1250"));
        QVERIFY(reasonOf("s,c,acme,active,jpy,\"5,800\",1,month" + kPeriod)
                    .find("a thousand or a fraction") != std::string::npos);
    }

    void brokenRowsAreRejected() {
        QCOMPARE(reasonOf("s,c,acme,active,usd,,1,month" + kPeriod),
                 std::string("The amount is missing."));
        QCOMPARE(reasonOf("s,c,acme,active,usd,39.00,,month" + kPeriod),
                 std::string("The quantity is missing."));
        QCOMPARE(reasonOf("s,c,acme,active,usd,39.00,1,fortnight" + kPeriod),
                 std::string("'fortnight' is not one of day, week, month, year."));
        QCOMPARE(reasonOf("s,c,acme,activ,usd,39.00,1,month" + kPeriod),
                 std::string("'activ' is not a status of subscriptions."));
        QCOMPARE(reasonOf("s,,,active,usd,39.00,1,month" + kPeriod),
                 std::string("Neither a name nor an id of the customer is given."));
        QCOMPARE(reasonOf("s,c,acme,active,,39.00,1,month" + kPeriod),
                 std::string("The currency is missing."));
        QCOMPARE(reasonOf("s,c,acme,active,usd,39.00,1,month,2026-10-05 09:00,2026-09-05 09:00\n"),
                 std::string("The period ends before it starts."));
        QVERIFY(reasonOf("s,c,acme,active,usd,39.00,1,month,09/05/2026,2026-09-05 09:00\n") !=
                "not rejected");
    }

    void aLaterExportRestatesAPeriodButEndingTakesNothingBack() {
        const auto rows = readRows("s,c,acme,active,usd,39.00,1,month" + kPeriod +
                                   "s,c,Acme Inc,past_due,usd,78.00,2,month" + kPeriod +
                                   "s,c,acme,canceled,usd,39.00,1,month" + kPeriod +
                                   "s,c,acme,active,usd,39.00,1,month,2026-10-05,2026-11-05\n" +
                                   "t,c,acme,active,usd,39.00,1,month" + kPeriod);
        QCOMPARE(row(*rows, 0).identity, row(*rows, 1).identity);
        for (std::size_t i = 2; i < 5; ++i)
            QVERIFY(row(*rows, 0).identity != row(*rows, i).identity);
    }
};

QTEST_APPLESS_MAIN(TestStripeSubscriptions)
#include "tst_stripe_subscriptions.moc"
