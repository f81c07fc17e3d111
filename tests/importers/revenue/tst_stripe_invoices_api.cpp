// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/stripe_invoices_api.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

const std::string kSeptember = R"("period":{"start":1788220800,"end":1790812800})";

std::string line(const std::string& members) {
    return R"({"id":"il_1","currency":"usd",)" + kSeptember + "," + members + "}";
}
std::string invoice(const std::string& lines, const std::string& members = {},
                    const std::string& status = "paid") {
    return R"({"id":"in_1","object":"invoice","customer":"cus_1","status":")" + status +
           R"(","livemode":true,)" + members + R"("lines":{"object":"list","data":[)" + lines +
           R"(],"has_more":false}})";
}
std::string list(const std::string& invoices) {
    return R"({"object":"list","data":[)" + invoices + R"(],"has_more":false})";
}

const core::RevenueFact& row(const CollectedRows& rows, std::size_t i) {
    return std::get<core::RevenueFact>(rows.allFacts.at(i));
}
std::string amount(const CollectedRows& rows, std::size_t i) {
    return toDecimalText(row(rows, i).amount);
}

std::string reasonOf(const std::string& oneInvoice) {
    const auto rows = readText(list(oneInvoice));
    return rows->rejected.size() == 1 && rows->allFacts.empty() ? rows->rejected[0].reason
                                                                : "not rejected";
}

} // namespace

class TestStripeInvoicesApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void discountsAndIncludedTaxesAreTakenOff_data() {
        QTest::addColumn<QByteArray>("members"); // of a line over 100.00
        QTest::addColumn<QByteArray>("total");   // of the invoice, without tax
        QTest::addColumn<QByteArray>("amount");
        QTest::addColumn<bool>("isTold");
        const auto add = [](const char* name, const char* members, const char* total,
                            const char* amount, bool isTold = false) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(total) << QByteArray(amount)
                                << isTold;
        };
        const char* discounted = R"(,"discount_amounts":[{"amount":2000,"discount":"di_1"}])";
        add("nothing to take off", "", "10000", "100");
        add("a discount beside the amount", discounted, "8000", "80");
        add("a discount within the amount", discounted, "10000", "100");
        add("no total to prove it", discounted, "null", "80");
        add("a total that fits neither", discounted, "7999", "80", true);
        add("tax on top", R"(,"taxes":[{"amount":1900,"tax_behavior":"exclusive"}])", "10000",
            "100");
        add("tax within", R"(,"taxes":[{"amount":1597,"tax_behavior":"inclusive"}])", "8403",
            "84.03");
        add("tax within, as before 2025",
            R"(,"tax_amounts":[{"amount":1597,"inclusive":true},{"amount":5,"inclusive":false}])",
            "8403", "84.03");
        add("credit that was granted is a payment",
            R"(,"pretax_credit_amounts":[{"amount":2500,"type":"credit_balance_transaction"}])",
            "7500", "100");
    }
    void discountsAndIncludedTaxesAreTakenOff() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, total);
        QFETCH(QByteArray, amount);
        QFETCH(bool, isTold);
        const auto rows =
            readText(list(invoice(line(R"("amount":10000)" + members.toStdString()),
                                  R"("total_excluding_tax":)" + total.toStdString() + ",")));
        QCOMPARE(QByteArray::fromStdString(toDecimalText(row(*rows, 0).amount)), amount);
        QCOMPARE(!rows->totals->notes.empty(), isTold);
    }

    void amountsAreInTheSmallestUnitOfTheirCurrency() {
        const auto rows = readText(list(
            invoice(line(R"("amount":3900)") + "," +
                        R"({"id":"b","currency":"jpy","amount":5800},)"
                        R"({"id":"c","currency":"kwd","amount":12500},{"id":"d","amount":-250})",
                    R"("currency":"EUR",)")));
        QCOMPARE(amount(*rows, 0), std::string("39"));
        QCOMPARE(amount(*rows, 1), std::string("5800"));
        QCOMPARE(amount(*rows, 2), std::string("12.5"));
        QCOMPARE(amount(*rows, 3), std::string("-2.5"));
        QCOMPARE(row(*rows, 3).currency, std::string("EUR")); // the invoice's
        QVERIFY(row(*rows, 3).flags.has(core::Flag::NegativeAmount));
        QVERIFY(!row(*rows, 3).periodStart);
        QCOMPARE(row(*rows, 3).line, std::int64_t(4));
    }

    void prorationsAreFoundInBothPlaces() {
        const auto rows = readText(list(invoice(
            line(R"("amount":-1300,"proration":true)") + "," +
            line(R"("amount":4167,"parent":{"type":"invoice_item_details","invoice_item_details":)"
                 R"({"proration":true},"subscription_item_details":null})") +
            "," + line(R"("amount":1,"proration":false,"parent":null)"))));
        QVERIFY(row(*rows, 0).flags.has(core::Flag::Proration));
        QVERIFY(!row(*rows, 0).flags.has(core::Flag::NegativeAmount)); // the proration says why
        QVERIFY(row(*rows, 1).flags.has(core::Flag::Proration));
        QVERIFY(!row(*rows, 2).flags.has(core::Flag::Proration));
    }

    void draftsVoidAndTestInvoicesEarnNothing() {
        const auto rows =
            readText(list(invoice(line(R"("amount":100)"), {}, "draft") + "," +
                          invoice(line(R"("amount":100)"), {}, "void") + "," +
                          R"({"id":"in_9","object":"invoice","customer":"c","status":"open",)"
                          R"("livemode":false,"lines":{"data":[)" +
                          line(R"("amount":100)") + "]}}"));
        QCOMPARE(amount(*rows, 0), std::string("0"));
        QVERIFY(row(*rows, 1).flags.has(core::Flag::NotRevenue));
        QCOMPARE(amount(*rows, 2), std::string("1")); // importable, and left out by its flag
        QVERIFY(row(*rows, 2).flags.has(core::Flag::TestMode));
    }

    void theTierIsTheLinesElseTheSubscriptions() {
        const std::string subscription =
            R"("parent":{"subscription_details":{"metadata":{"Plan-Tier":"enterprise"}}},)";
        const auto rows =
            readText(list(invoice(line(R"("amount":1,"metadata":{"tier":"x","plan_tier":"pro"})") +
                                      "," + line(R"("amount":1,"metadata":{})"),
                                  subscription)));
        QCOMPARE(row(*rows, 0).tier, std::string("pro"));
        QCOMPARE(row(*rows, 1).tier, std::string("enterprise"));
    }

    void theCustomerMayBeAnObject() {
        const auto rows = readText(list(
            R"({"id":"in_1","object":"invoice","customer":{"id":"cus_9","email":"a@example.com"},)"
            R"("status":"paid","lines":{"data":[)" +
            line(R"("amount":1)") + "]}}"));
        QCOMPARE(row(*rows, 0).tenant, std::string("cus_9"));
        QVERIFY(rows->records[0].find("example.com") == std::string::npos);
    }

    void linesThatAreNotAllThereAreTold() {
        std::string cut = invoice(line(R"("amount":100)"), R"("total_excluding_tax":900,)");
        cut.replace(cut.rfind("false"), 5, "true");
        const auto rows = readText(list(cut));
        QCOMPARE(rows->totals->notes.size(), std::size_t(1));
        QVERIFY(rows->totals->notes[0].find("more pages") != std::string::npos);
    }

    void invoicesMayComeOneALine() {
        const auto rows =
            readText(invoice(line(R"("amount":100)")) + "\n" +
                     invoice(line(R"("amount":200)") + "," + line(R"("amount":300)")) + "\n");
        QCOMPARE(rows->info.format, std::string("stripe_invoices_api"));
        QCOMPARE(rows->allFacts.size(), std::size_t(3));
        QCOMPARE(row(*rows, 2).line, std::int64_t(3));
    }

    void anInvoiceWithABrokenLineIsRejectedWhole() {
        const auto rows = readText(list(invoice(line(R"("amount":100)") + "," + line(R"("x":1)")) +
                                        "," + invoice(line(R"("amount":5)"))));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].column, std::string("amount"));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QVERIFY(reasonOf(invoice(line(R"("amount":1.5)"))).find("smallest unit") !=
                std::string::npos);
        QVERIFY(reasonOf(invoice(line(R"("amount":9223372036854775808)"))).find("smallest unit") !=
                std::string::npos);
        QCOMPARE(reasonOf(invoice(line(R"("amount":1)"), {}, "deleted")),
                 std::string("'deleted' is not a status of invoices."));
        QCOMPARE(reasonOf(R"({"id":"in_1","object":"invoice","status":"paid","lines":{"data":[)" +
                          line(R"("amount":1)") + "]}}"),
                 std::string("Neither a name nor an id of the customer is given."));
    }

    void theSameLineOfALaterExportRestatesIt() {
        const auto rows = readText(list(invoice(line(R"("amount":100)"), {}, "draft") + "," +
                                        invoice(line(R"("amount":200)"))));
        QCOMPARE(row(*rows, 0).identity, row(*rows, 1).identity);
    }
};

QTEST_APPLESS_MAIN(TestStripeInvoicesApi)
#include "tst_stripe_invoices_api.moc"
