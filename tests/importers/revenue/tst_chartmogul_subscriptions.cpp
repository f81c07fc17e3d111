// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/chartmogul_subscriptions.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

const std::string kHeader =
    "CUSTOMER_UUID,CUSTOMER_EXTERNAL_IDS,CUSTOMER_NAME,CUSTOMER_EMAIL,CUSTOMER_SUBSCRIPTION_ID,"
    "PLAN_UUID,PLAN_NAME,MRR,CURRENCY,BILLING_CURRENCY,STATUS\n";

std::string subscription(const std::string& mrr, const std::string& currency,
                         const std::string& status) {
    return "cus_1,a,acme,a@example.com,s1,pl_1,Pro," + mrr + "," + currency + ",EUR," + status +
           "\n";
}

const core::RevenueFact& row(const CollectedRows& rows, std::size_t i) {
    return std::get<core::RevenueFact>(rows.allFacts.at(i));
}

ReadOptions forMonth(const char* month) {
    ReadOptions options;
    options.month = *core::parseMonth(month);
    return options;
}

} // namespace

class TestChartmogulSubscriptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void amountsAreCentsOfTheAccountsCurrency_data() {
        QTest::addColumn<QByteArray>("mrr");
        QTest::addColumn<QByteArray>("currency");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("amount");
        QTest::addColumn<QByteArray>("flags");
        const auto add = [](const char* name, const char* mrr, const char* currency,
                            const char* status, const char* amount, const char* flags) {
            QTest::newRow(name) << QByteArray(mrr) << QByteArray(currency) << QByteArray(status)
                                << QByteArray(amount) << QByteArray(flags);
        };
        add("active", "3900", "USD", "active", "39", "");
        add("no decimals", "5800", "JPY", "active", "5800", "");
        add("cancelled ones keep their last revenue", "3900", "USD", "canceled", "0", "ended");
        add("spelt with two l", "3900", "USD", "cancelled", "0", "ended");
        add("a trial", "3900", "USD", "trialing", "0", "trial");
        add("not given", "", "USD", "active", "0", "value_missing");
    }
    void amountsAreCentsOfTheAccountsCurrency() {
        QFETCH(QByteArray, mrr);
        QFETCH(QByteArray, currency);
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, amount);
        QFETCH(QByteArray, flags);
        const auto rows = readText(kHeader + subscription(mrr.toStdString(), currency.toStdString(),
                                                          status.toStdString()));
        QCOMPARE(QByteArray::fromStdString(toDecimalText(row(*rows, 0).amount)), amount);
        QCOMPARE(QByteArray::fromStdString(toText(row(*rows, 0).flags)), flags);
        QCOMPARE(QByteArray::fromStdString(row(*rows, 0).currency), currency);
        QVERIFY(rows->records[0].find("example.com") == std::string::npos);
    }

    void withoutAMonthThePeriodIsUnknownAndThatIsTold() {
        const auto rows = readText(kHeader + subscription("3900", "USD", "active"));
        QVERIFY(!row(*rows, 0).periodStart && !row(*rows, 0).periodEnd);
        QCOMPARE(rows->totals->notes,
                 std::vector<std::string>{"1 row is a snapshot without a month: it earns nothing "
                                          "until it is imported for one (--month 2026-07, or Month "
                                          "beside the file in the window)"});
    }

    void theRowsAreOfTheMonthThatIsSaid() {
        const auto rows =
            readText(kHeader + subscription("3900", "USD", "active"), {}, forMonth("2026-09"));
        QCOMPARE(toText(*row(*rows, 0).periodStart), std::string("2026-09-01"));
        QCOMPARE(toText(*row(*rows, 0).periodEnd), std::string("2026-10-01"));
        QVERIFY(rows->totals->notes.empty());
        const auto next =
            readText(kHeader + subscription("3900", "USD", "active"), {}, forMonth("2026-10"));
        QVERIFY(row(*rows, 0).identity != row(*next, 0).identity);
        const auto again =
            readText(kHeader + subscription("4900", "USD", "active"), {}, forMonth("2026-09"));
        QCOMPARE(row(*rows, 0).identity, row(*again, 0).identity);
    }

    void customersWithoutANameAreKnownByTheirId() {
        const auto rows = readText(kHeader + "cus_1,a|b,,,s1,pl_1,Pro|Team,1,USD,USD,active\n"
                                             "cus_2,,,,s2,pl_1,Pro,1,USD,USD,active\n",
                                   {}, forMonth("2026-09"));
        QCOMPARE(row(*rows, 0).tenant, std::string("a"));
        QVERIFY(row(*rows, 0).flags.has(core::Flag::MultiplePlans));
        QCOMPARE(row(*rows, 1).tenant, std::string("cus_2"));
    }

    void unknownStatusesAreTold() {
        const auto rows =
            readText(kHeader + subscription("3900", "USD", "future"), {}, forMonth("2026-09"));
        QCOMPARE(toDecimalText(row(*rows, 0).amount), std::string("39"));
        QCOMPARE(rows->totals->notes.size(), std::size_t(1));
    }

    void brokenRowsAreRejected() {
        const auto rows =
            readText(kHeader + subscription("39.5", "USD", "active") +
                     subscription("3900", "", "active") + ",,,,s1,pl_1,Pro,1,USD,USD,active\n");
        QCOMPARE(rows->rejected.size(), std::size_t(3));
        QCOMPARE(rows->rejected[0].column, std::string("MRR"));
        QCOMPARE(rows->rejected[1].column, std::string("CURRENCY"));
        QCOMPARE(rows->rejected[2].column, std::string("CUSTOMER_UUID"));
        QVERIFY(rows->totals->notes.empty());
    }
};

QTEST_APPLESS_MAIN(TestChartmogulSubscriptions)
#include "tst_chartmogul_subscriptions.moc"
