// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/lago_invoice_fees.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

const std::string kHeader =
    "invoice_lago_id,invoice_issuing_date,fee_lago_id,fee_item_type,subscription_external_id,"
    "subscription_plan_code,fee_from_date,fee_to_date,fee_amount_currency,fee_taxes_amount_cents,"
    "fee_total_amount_cents\n";

/// A fee of this period and money.
std::string fee(const std::string& type, const std::string& days, const std::string& money) {
    return "i-1,2026-10-01,f-1," + type + ",acme,pro," + days + "," + money + "\n";
}
const std::string kSeptember = "2026-09-01,2026-09-30";

const core::RevenueFact& row(const CollectedRows& rows, std::size_t i) {
    return std::get<core::RevenueFact>(rows.allFacts.at(i));
}

std::string reasonOf(const std::string& line) {
    const auto rows = readText(kHeader + line);
    return rows->rejected.size() == 1 && rows->allFacts.empty() ? rows->rejected[0].reason
                                                                : "not rejected";
}

} // namespace

class TestLagoInvoiceFees : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void revenueIsTotalLessTaxesInTheCurrencysUnits_data() {
        QTest::addColumn<QByteArray>("money"); // currency, taxes, total
        QTest::addColumn<QByteArray>("amount");
        QTest::newRow("cents") << QByteArray("USD,741,4641") << QByteArray("39");
        QTest::newRow("no decimals") << QByteArray("JPY,580,6380") << QByteArray("5800");
        QTest::newRow("three decimals") << QByteArray("KWD,0,12500") << QByteArray("12.5");
        QTest::newRow("money back") << QByteArray("EUR,-19,-119") << QByteArray("-1");
    }
    void revenueIsTotalLessTaxesInTheCurrencysUnits() {
        QFETCH(QByteArray, money);
        QFETCH(QByteArray, amount);
        const auto rows = readText(kHeader + fee("subscription", kSeptember, money.toStdString()));
        QCOMPARE(QByteArray::fromStdString(toDecimalText(row(*rows, 0).amount)), amount);
        QCOMPARE(row(*rows, 0).flags.has(core::Flag::NegativeAmount), amount.startsWith('-'));
    }

    void theEndDateIsIncluded() {
        const auto rows = readText(kHeader + fee("subscription", kSeptember, "USD,0,1") +
                                   fee("charge", "2026-09-15,2026-09-15", "USD,0,1") +
                                   fee("subscription", "2026-01-01,2026-12-31", "USD,0,1"));
        QCOMPARE(toText(*row(*rows, 0).periodStart), std::string("2026-09-01"));
        QCOMPARE(toText(*row(*rows, 0).periodEnd), std::string("2026-10-01"));
        QCOMPARE(toText(*row(*rows, 1).periodEnd), std::string("2026-09-16"));
        QVERIFY(!row(*rows, 0).flags.has(core::Flag::SpansMonths));
        QVERIFY(row(*rows, 2).flags.has(core::Flag::SpansMonths));
    }

    void creditBoughtInAdvanceIsFlagged() {
        const auto rows = readText(kHeader + fee("credit", kSeptember, "USD,0,10000"));
        QVERIFY(row(*rows, 0).flags.has(core::Flag::PrepaidCredit));
    }

    void oneTimeFeesAreEarnedOnTheDayOfTheInvoice() {
        const auto rows = readText(kHeader + fee("add_on", ",", "USD,0,100"));
        QCOMPARE(toText(*row(*rows, 0).periodStart), std::string("2026-10-01"));
        QCOMPARE(toText(*row(*rows, 0).periodEnd), std::string("2026-10-02"));
        QCOMPARE(rows->totals->notes.size(), std::size_t(1));
    }

    void brokenRowsAreRejected() {
        QCOMPARE(reasonOf(fee("charge", kSeptember, "USD,,100")),
                 std::string("The value is missing."));
        QCOMPARE(reasonOf(fee("charge", kSeptember, ",0,100")),
                 std::string("The currency is missing."));
        QVERIFY(reasonOf(fee("charge", kSeptember, "USD,0,1.5")).find("smallest unit") !=
                std::string::npos);
        QCOMPARE(reasonOf(fee("charge", "2026-09-30,2026-09-01", "USD,0,1")),
                 std::string("The period ends before it starts."));
        QCOMPARE(reasonOf(fee("charge", "09/01/2026,2026-09-30", "USD,0,1")),
                 std::string("'09/01/2026' is not a day such as 2026-09-14."));
        QCOMPARE(reasonOf("i-1,2026-10-01,,charge,acme,pro," + kSeptember + ",USD,0,1\n"),
                 std::string("The id of the fee is missing."));
    }

    void theSameFeeOfALaterExportRestatesIt() {
        const auto rows = readText(kHeader + fee("charge", kSeptember, "USD,0,100") +
                                   fee("charge", kSeptember, "USD,0,200"));
        QCOMPARE(row(*rows, 0).identity, row(*rows, 1).identity);
    }
};

QTEST_APPLESS_MAIN(TestLagoInvoiceFees)
#include "tst_lago_invoice_fees.moc"
