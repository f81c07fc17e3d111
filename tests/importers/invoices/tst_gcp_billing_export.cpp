// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/gcp_billing_export.h"

#include "tests/importers/invoices/charges.h"

using namespace ms;
using namespace ms::importers;

namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

/// A row as BigQuery writes it, with these members instead of its own.
std::string row(const Members& others = {}) {
    Members members{
        {"billing_account_id", R"("01AB")"},
        {"service", R"({"id":"C7","description":"Vertex AI"})"},
        {"sku", R"({"id":"S-1","description":"Gemini 2.5 Flash GA Text Input - Predictions"})"},
        {"usage_start_time", R"("2026-09-14 08:00:00 UTC")"},
        {"usage_end_time", R"("2026-09-14 09:00:00 UTC")"},
        {"project", R"({"id":"proj","number":"42"})"},
        {"labels", R"([{"key":"team","value":"cx"}])"},
        {"system_labels", "[]"},
        {"location", R"({"location":"europe-west4","region":"europe-west4","zone":null})"},
        {"export_time", R"("2026-09-14 13:02:11.000000 UTC")"},
        {"cost", "0.0819"},
        {"currency", R"("EUR")"},
        {"currency_conversion_rate", "0.91"},
        {"usage", R"({"amount":300000.0,"unit":"count"})"},
        {"credits", "[]"},
        {"invoice", R"({"month":"202609"})"},
        {"cost_type", R"("regular")"},
        {"adjustment_info", "null"},
        {"cost_at_list", "0.0819"}};
    members = with(members, others);
    std::string text;
    for (const auto& [name, value] : members)
        text += (text.empty() ? "{\"" : ",\"") + name + "\":" + value;
    return text + "}\n";
}

std::string sku(const std::string& description) {
    return R"({"id":"S-1","description":")" + description + "\"}";
}

constexpr const char* kTwoCredits =
    R"([{"name":"Promotion Q3","amount":-0.02,"full_name":"Promotion Q3 2026","id":"p-1",)"
    R"("type":"PROMOTION"},{"name":"Margin","amount":-9.1E-3,"full_name":null,"id":"m",)"
    R"("type":"RESELLER_MARGIN"}])";

} // namespace

class TestGcpBillingExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void creditsAreRowsOfTheirOwn() {
        const auto rows = readText(row({{"credits", kTwoCredits}}));
        QCOMPARE(rows->allFacts.size(), std::size_t(3));
        QCOMPARE(sumsOf(*rows), std::string("amount EUR 0.0528")); // 0.0819 - 0.02 - 0.0091
        const core::ChargeFact& promotion = charge(*rows, 1);
        QCOMPARE(promotion.category, std::string("Credit"));
        QCOMPARE(promotion.creditType, std::string("PROMOTION"));
        QCOMPARE(promotion.description, std::string("Promotion Q3 2026"));
        QVERIFY(promotion.flags.has(core::Flag::CreditOfRow));
        QCOMPARE(promotion.line, std::int64_t(1));
        QCOMPARE(promotion.tags, charge(*rows, 0).tags);
        QVERIFY(promotion.tokenClass.empty() && !promotion.quantity && !promotion.listAmount);
        QCOMPARE(charge(*rows, 2).description, std::string("Margin"));
        QCOMPARE(rows->totals->rows, std::int64_t(3));
    }

    void aRowFallsWithItsCredit() {
        const auto rows = readText(row({{"credits", R"([{"amount":null,"type":"PROMOTION"}])"}}) +
                                   row({{"credits", R"({"amount":-1})"}}));
        QVERIFY(rows->allFacts.empty());
        QCOMPARE(rows->rejected.size(), std::size_t(2));
        QCOMPARE(rows->rejected[0].column, std::string("amount"));
        QCOMPARE(rows->rejected[1].reason, std::string("'credits' is not a list."));
    }

    void kindsHaveACategory_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("expected"); // category and class
        QTest::newRow("regular") << QByteArray("regular") << QByteArray("Usage");
        QTest::newRow("tax") << QByteArray("tax") << QByteArray("Tax");
        QTest::newRow("adjustment")
            << QByteArray("adjustment") << QByteArray("AdjustmentCorrection");
        QTest::newRow("rounding") << QByteArray("rounding_error") << QByteArray("Adjustment");
    }
    void kindsHaveACategory() {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, expected);
        const auto rows = readText(row({{"cost_type", '"' + kind.toStdString() + '"'}}));
        QCOMPARE(charge(*rows, 0).category + charge(*rows, 0).chargeClass, expected.toStdString());
        QVERIFY(rows->totals->notes.empty());
    }

    void aKindThatIsNotKnownIsTold() {
        const auto rows = readText(row({{"cost_type", R"("surprise")"}}));
        QCOMPARE(charge(*rows, 0).category, std::string("Usage"));
        QCOMPARE(rows->totals->notes,
                 std::vector<std::string>{"1 charge of a kind that is not known taken as usage"});
    }

    void anAdjustedRowIsACorrection() {
        const auto rows =
            readText(row({{"adjustment_info", R"({"id":"a","type":"PRICE_CORRECTION"})"}}));
        QCOMPARE(charge(*rows, 0).chargeClass, std::string("Correction"));
    }

    void skusNameTheirTokenClass_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("expected"); // class and tier
        const auto isClass = [](const char* name, const char* expected) {
            QTest::newRow(name) << QByteArray(name) << QByteArray(expected);
        };
        isClass("Gemini 2.5 Flash GA Text Input - Predictions", "input_uncached");
        isClass("Gemini 2.5 Flash GA Text Output - Predictions", "output");
        isClass("Gemini 2.5 Flash GA Thinking Text Output - Predictions", "output");
        isClass("Gemini 2.5 Flash GA Text Input - Caching", "cache_read");
        isClass("Gemini 2.5 Flash Cached Text Input", "cache_read");
        isClass("Gemini 2.5 Flash Text Input - Caching Storage", ""); // by the hour
        isClass("Gemini 2.5 Pro Text Output - Batch Predictions", "output batch");
        isClass("Claude Sonnet 4 Input Tokens", "input_uncached");
        isClass("Claude Sonnet 4 1h Cache Write Tokens", "cache_write_1h");
        isClass("Claude Sonnet 4 Cache Write Tokens", "cache_write_5m");
        isClass("Claude Sonnet 4 Cache Read Tokens", "cache_read");
        isClass("Gemini Image Output", "");
        isClass("Provisioned Throughput", "");
        isClass("Batch CPU", "");
    }
    void skusNameTheirTokenClass() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, expected);
        const auto rows = readText(row({{"sku", sku(name.toStdString())}}));
        const core::ChargeFact& read = charge(*rows, 0);
        QCOMPARE(read.tokenClass + (read.serviceTier.empty() ? "" : " ") + read.serviceTier,
                 expected.toStdString());
    }

    void integersMayBeText() {
        const auto rows = readText(row({{"cost", R"("1.5")"},
                                        {"usage", R"({"amount":"300000","unit":"count"})"},
                                        {"invoice", R"({"month":202612})"},
                                        {"project", R"({"id":"p","number":42})"}}));
        QCOMPARE(toText(charge(*rows, 0).amount), std::string("1.5"));
        QCOMPARE(toText(*charge(*rows, 0).quantity), std::string("300000"));
        QCOMPARE(charge(*rows, 0).billingMonth, std::string("2026-12"));
        QVERIFY(!charge(*rows, 0).quantityTokens); // "count" may be characters
    }

    void amountsKeepTheirDigits() {
        const auto rows =
            readText(row({{"cost", "0.30000000000000004"}, {"cost_at_list", "1.2e-05"}}));
        QCOMPARE(toText(charge(*rows, 0).amount), std::string("0.30000000000000004"));
        QCOMPARE(toText(*charge(*rows, 0).listAmount), std::string("0.000012"));
    }

    void whatIsNotThereIsNotGiven() {
        const auto rows = readText(row({{"project", "null"},
                                        {"labels", "[]"},
                                        {"invoice", "null"},
                                        {"cost_at_list", "null"},
                                        {"usage", R"({"amount":0.0,"unit":""})"}}));
        const core::ChargeFact& read = charge(*rows, 0);
        QVERIFY(read.account.empty() && read.tags.empty() && read.billingMonth.empty());
        QVERIFY(!read.listAmount && !read.quantity && read.unit.empty());
    }

    void whatARowNeedsIsNotGuessed() {
        QCOMPARE(rejectionIn(row({{"cost", "null"}})), std::string("cost: The value is missing."));
        QCOMPARE(rejectionIn(row({{"currency", "null"}})),
                 std::string("currency: The currency is missing."));
        QCOMPARE(rejectionIn(row({{"usage_start_time", "null"}})),
                 std::string("usage_start_time: The time is missing."));
        QCOMPARE(rejectionIn(row({{"invoice", R"({"month":"2026-09"})"}})),
                 std::string("invoice.month: '2026-09' is not a month such as 202609."));
        QCOMPARE(rejectionIn(row({{"invoice", R"({"month":"202613"})"}})),
                 std::string("invoice.month: '202613' is not a month such as 202609."));
    }

    void aListOfRowsIsTheSame() {
        std::string one = row();
        one.pop_back();
        const auto rows = readText("[\n" + one + ",\n" + row({{"cost", "1"}}) + "]");
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(charge(*rows, 1).line, std::int64_t(2));
    }

    void aRowIsStatedAnew_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("with another cost") << QByteArray("cost") << QByteArray("7");
        QTest::newRow("with a list cost") << QByteArray("cost_at_list") << QByteArray("7");
        QTest::newRow("with other usage")
            << QByteArray("usage") << QByteArray(R"({"amount":7,"unit":"count"})");
        QTest::newRow("at another rate of exchange")
            << QByteArray("currency_conversion_rate") << QByteArray("0.92");
        QTest::newRow("with its project's new name")
            << QByteArray("project") << QByteArray(R"({"id":"proj","number":"42","name":"x"})");
    }
    void aRowIsStatedAnew() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QCOMPARE(identityIn(row({{name.toStdString(), value.toStdString()}})), identityIn(row()));
    }

    void aRowIsAnother_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        const auto other = [](const char* name, const char* value) {
            QTest::newRow(name) << QByteArray(name) << QByteArray(value);
        };
        other("billing_account_id", R"("other")");
        other("service", R"({"id":"other","description":"Vertex AI"})");
        other("sku",
              R"({"id":"S-2","description":"Gemini 2.5 Flash GA Text Input - Predictions"})");
        other("usage_start_time", R"("2026-09-14 07:00:00 UTC")");
        other("usage_end_time", R"("2026-09-14 10:00:00 UTC")");
        other("project", R"({"id":"other","number":"42"})");
        other("labels", R"([{"key":"team","value":"ops"}])"); // rows are added up by them
        other("system_labels", R"([{"key":"cores","value":"4"}])");
        other("location", R"({"location":"us"})");
        other("export_time", R"("2026-09-14 18:00:00.000000 UTC")"); // more of the same hour
        other("currency", R"("USD")");
        other("invoice", R"({"month":"202610"})");
        other("cost_type", R"("adjustment")");
        other("adjustment_info", R"({"id":"adj-1"})");
        other("resource", R"({"name":"vm-1"})");
        other("price", R"({"tier_start_amount":1000.0})");
    }
    void aRowIsAnother() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QVERIFY(identityIn(row({{name.toStdString(), value.toStdString()}})) != identityIn(row()));
    }

    void creditsAreToldApartByTheirOwnIds() {
        const auto first = readText(row({{"credits", kTwoCredits}}));
        std::string changed = kTwoCredits;
        changed.replace(changed.find("-0.02"), 5, "-0.03");
        const auto later = readText(row({{"credits", changed}, {"cost", "1"}}));
        QCOMPARE(charge(*later, 1).identity, charge(*first, 1).identity);
        QCOMPARE(charge(*later, 2).identity, charge(*first, 2).identity);
        QVERIFY(charge(*first, 1).identity != charge(*first, 2).identity);
        QVERIFY(charge(*first, 1).identity != charge(*first, 0).identity);
    }
};

QTEST_APPLESS_MAIN(TestGcpBillingExport)
#include "tst_gcp_billing_export.moc"
