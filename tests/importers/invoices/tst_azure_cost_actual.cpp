// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: azure_cost_actual.cpp, azure_words.cpp
#include "importers/invoices/azure_words.h"

#include "tests/importers/invoices/charges.h"

using namespace ms;
using namespace ms::importers;

namespace {

const Cells kRow{{"BillingAccountId", "ea-77"},
                 {"BillingPeriodStartDate", "09/01/2026"},
                 {"SubscriptionId", "sub-1"},
                 {"ResourceGroup", "rg"},
                 {"ResourceName", "aoai"},
                 {"ResourceId", "/subscriptions/1/rg/aoai"},
                 {"Date", "09/14/2026"},
                 {"ProductName", "Azure OpenAI - gpt 4.1 Inp glbl Tokens"},
                 {"MeterCategory", "Cognitive Services"},
                 {"MeterId", "m-1"},
                 {"MeterName", "gpt 4.1 Inp glbl Tokens"},
                 {"UnitOfMeasure", "1K"},
                 {"Quantity", "1204"},
                 {"CostInBillingCurrency", "2.1672"},
                 {"BillingCurrencyCode", "EUR"},
                 {"ChargeType", "Usage"},
                 {"Frequency", "UsageBased"},
                 {"PricingModel", "OnDemand"},
                 {"ReservationId", ""},
                 {"BenefitId", ""},
                 {"Tags", ""}};

std::string file(const Cells& others) {
    return csvOf({with(kRow, others)});
}

constexpr const char* kSpreadOne =
    "1 row spreads the cost of a commitment: import either the amortised export of a month or its "
    "actual costs, not both";

} // namespace

class TestAzureCostActual : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreementsNameColumnsTheirOwnWay_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("Enterprise Agreement")
            << QByteArray("Date,CostInBillingCurrency,BillingCurrencyCode,SubscriptionId,"
                          "MeterCategory,MeterName,Quantity,ChargeType");
        QTest::newRow("Microsoft Customer Agreement")
            << QByteArray("date,costInBillingCurrency,billingCurrency,SubscriptionId,"
                          "meterCategory,meterName,quantity,chargeType");
        QTest::newRow("older Enterprise Agreement")
            << QByteArray("UsageDateTime,PreTaxCost,Currency,SubscriptionGuid,MeterCategory,"
                          "MeterName,UsageQuantity,ChargeType");
        QTest::newRow("pay as you go")
            << QByteArray("UsageDate,Cost,BillingCurrency,SubscriptionId,MeterCategory,MeterName,"
                          "ConsumedQuantity,ChargeType");
        QTest::newRow("in German") << QByteArray(
            "Datum (Date),Kosten in Abrechnungswährung (CostInBillingCurrency),"
            "Abrechnungswährungscode (BillingCurrencyCode),Abonnement-ID (SubscriptionId),"
            "Kategorie der Verbrauchseinheit (MeterCategory),"
            "Name der Verbrauchseinheit (MeterName),Menge (Quantity),Gebührentyp (ChargeType)");
    }
    void agreementsNameColumnsTheirOwnWay() {
        QFETCH(QByteArray, header);
        const auto rows =
            readText(header.toStdString() + "\n09/14/2026,2.1672,EUR,sub-1,Cognitive Services,"
                                            "gpt 4.1 Outp glbl Tokens,65.5,Usage\n");
        QCOMPARE(rows->info.format, std::string("azure_cost_actual"));
        const core::ChargeFact& row = charge(*rows, 0);
        QCOMPARE(toText(row.amount) + row.currency + row.account + row.tokenClass,
                 std::string("2.1672EURsub-1output"));
        QCOMPARE(toText(*row.quantity), std::string("65.5"));
        QVERIFY(!row.quantityTokens); // tokens, or blocks of them: nobody says
        QVERIFY(row.flags.has(core::Flag::QuantityScaleUnknown));
    }

    void aMeterAloneIsNoCostExport() {
        QVERIFY(refusalOf("MeterCategory,MeterName,UnitPrice\na,b,1\n").find("No known format") !=
                std::string::npos);
        QVERIFY(refusalOf("MeterCategory,Date,Cost\na,09/14/2026,1\n").find("No known format") !=
                std::string::npos);
    }

    void kindsHaveACategory_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("expected"); // category, class, status
        const auto row = [](const char* kind, const char* expected) {
            QTest::newRow(kind) << QByteArray(kind) << QByteArray(expected);
        };
        row("Usage", "Usage,,");
        row("usage", "Usage,,");
        row("Purchase", "Purchase,,");
        row("Refund", "Purchase,Correction,");
        row("UnusedReservation", "Usage,,Unused");
        row("UnusedSavingsPlan", "Usage,,Unused");
        row("RoundingAdjustment", "Adjustment,,");
        row("Tax", "Tax,,");
        row("Credit", "Credit,,");
    }
    void kindsHaveACategory() {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, expected);
        const auto rows = readText(file({{"ChargeType", kind.toStdString()}}));
        const core::ChargeFact& row = charge(*rows, 0);
        QCOMPARE(row.category + ',' + row.chargeClass + ',' + row.commitmentStatus,
                 expected.toStdString());
    }

    void aKindThatIsNotKnownIsTold() {
        const auto rows = readText(
            csvOf({with(kRow, {{"ChargeType", "Surprise"}}), with(kRow, {{"ChargeType", ""}})}));
        QCOMPARE(charge(*rows, 0).category, std::string("Usage"));
        QCOMPARE(rows->totals->notes,
                 std::vector<std::string>{"2 charges of kinds that are not known taken as usage"});
    }

    void amortisedRowsAreTold() {
        const auto notes = [](const Cells& others) {
            return readText(file(others))->totals->notes;
        };
        const std::vector<std::string> told{kSpreadOne};
        QCOMPARE(notes({{"ChargeType", "UnusedReservation"}}), told);
        QCOMPARE(notes({{"PricingModel", "Reservation"}, {"ReservationId", "res-1"}}), told);
        QCOMPARE(notes({{"PricingModel", "SavingsPlan"}, {"BenefitId", "b"}}), told);
        // The export of actual costs.
        const auto actual = readText(file({{"PricingModel", "Reservation"},
                                           {"ReservationId", "res-1"},
                                           {"CostInBillingCurrency", "0"}}));
        QVERIFY(actual->totals->notes.empty());
        QCOMPARE(charge(*actual, 0).commitmentStatus, std::string("Used"));
        QCOMPARE(charge(*actual, 0).commitmentId, std::string("res-1"));
        QVERIFY(notes({{"PricingModel", "Reservation"}, {"ChargeType", "Purchase"}}).empty());
    }

    void frequenciesAreThoseOfInvoices() {
        QCOMPARE(azureFrequency("UsageBased"), std::string_view("Usage-Based"));
        QCOMPARE(azureFrequency("oneTime"), std::string_view("One-Time"));
        QCOMPARE(azureFrequency("Recurring"), std::string_view("Recurring"));
    }

    void metersAreBillingLabels_data() {
        QTest::addColumn<QByteArray>("meter");
        QTest::addColumn<QByteArray>("tokenClass");
        const auto row = [](const char* meter, const char* tokenClass) {
            QTest::newRow(meter) << QByteArray(meter) << QByteArray(tokenClass);
        };
        row("gpt 4.1 Inp glbl Tokens", "input_uncached");
        row("GPT 5 Mini Inpt Glbl 1M Tokens", "input_uncached");
        row("gpt-4o-0806-in-regnl Tokens", "input_uncached");
        row("gpt 4.1 Outp DZ Tokens", "output");
        row("GPT 5 outpt Glbl 1M Tokens", "output");
        row("GPT 5 opt Batch Glbl Tokens", "output");
        row("gpt 4.1 cached Inp glbl Tokens", "cache_read");
        row("GPT 5 cchd Inpt Glbl 1M Tokens", "cache_read");
        row("GPT5 cd Inp PP Glbl tokens", "cache_read");
        row("text-embedding-3-large-glbl Tokens", "input_uncached");
        row("text embedding 3 large glbl Tokens", "input_uncached");
        row("gpt something Tokens", "");
        row("Provisioned Managed Global Unit", "");
        row("Output images", "");
    }
    void metersAreBillingLabels() {
        QFETCH(QByteArray, meter);
        QFETCH(QByteArray, tokenClass);
        const auto rows = readText(file({{"MeterName", meter.toStdString()}}));
        QCOMPARE(charge(*rows, 0).tokenClass, tokenClass.toStdString());
        QCOMPARE(charge(*rows, 0).flags.has(core::Flag::QuantityScaleUnknown),
                 !tokenClass.isEmpty());
    }

    void batchMetersAreATier() {
        QCOMPARE(
            charge(*readText(file({{"MeterName", "GPT 5 Inp Batch Glbl Tokens"}})), 0).serviceTier,
            std::string("batch"));
        QCOMPARE(charge(*readText(file({{"MeterName", "Batch Node"}})), 0).serviceTier,
                 std::string());
    }

    void otherServicesAreNotAzureOpenai() {
        const auto provider = [](const Cells& others) {
            return charge(
                       *readText(file(with({{"MeterName", "D4s"}, {"ProductName", "VM"}}, others))),
                       0)
                .provider;
        };
        QCOMPARE(provider({{"MeterCategory", "Virtual Machines"}}), std::string("azure"));
        QCOMPARE(provider({}), std::string("azure.ai.openai"));
        QCOMPARE(provider({{"MeterCategory", "Foundry Models"}}), std::string("azure.ai.openai"));
        QCOMPARE(
            provider({{"MeterCategory", "x"}, {"ConsumedService", "microsoft.CognitiveServices"}}),
            std::string("azure.ai.openai"));
    }

    void daysAreWrittenInManyWays_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("day"); // empty: none
        const auto row = [](const char* name, const char* text, const char* day) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(day);
        };
        row("month first", "09/14/2026", "2026-09-14");
        row("without zeros", "9/4/2026", "2026-09-04");
        row("ISO", "2026-09-14", "2026-09-14");
        row("ISO with a time", "2026-09-14T00:00:00Z", "2026-09-14");
        row("with a clock", "9/14/2026 12:00:00 AM", "2026-09-14");
        row("digits alone", "20260914", "2026-09-14");
        row("with points, day first", "14.09.2026", "2026-09-14");
        row("no thirteenth month", "14/09/2026", "");
        row("no 31 September", "09/31/2026", "");
        row("a year of two digits is ambiguous", "01/02/03", "");
        row("too early", "09/14/1926", "");
        row("letters", "Sept 14", "");
        row("half a date", "09/2026", "");
        row("trailing letters", "20260914x", "");
        row("negative", "2026-09--4", "");
        row("nothing", "", "");
    }
    void daysAreWrittenInManyWays() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, day);
        const auto found = azureDay(text.toStdString());
        QCOMPARE(found ? QByteArray::fromStdString(toText(*found)) : QByteArray(), day);
    }

    void aRowIsOneDay() {
        const auto rows = readText(file({}));
        QCOMPARE(toMillisText(*charge(*rows, 0).periodStart),
                 std::string("2026-09-14T00:00:00.000Z"));
        QCOMPARE(toMillisText(*charge(*rows, 0).periodEnd),
                 std::string("2026-09-15T00:00:00.000Z"));
        QCOMPARE(charge(*rows, 0).flags.bits(), bitOf(core::Flag::QuantityScaleUnknown));
    }

    void tagsMayLackTheirBraces() {
        const auto tags = [](const char* cell) {
            return charge(*readText(file({{"Tags", cell}})), 0).tags;
        };
        QCOMPARE(tags(R"("env": "production","team": "cx")"),
                 std::string(R"({"env":"production","team":"cx"})"));
        QCOMPARE(tags(R"({"team":"cx"})"), std::string(R"({"team":"cx"})"));
        QCOMPARE(tags(R"("team": "cx", "owner":)"),
                 std::string(
                     "{\"tags\":\"\\\"team\\\": \\\"cx\\\", \\\"owner\\\":\"}")); // cut: kept whole
        QCOMPARE(tags(""), std::string());
    }

    void whatARowNeedsIsNotGuessed() {
        QCOMPARE(rejectionIn(file({{"CostInBillingCurrency", ""}})),
                 std::string("CostInBillingCurrency: The value is missing."));
        QCOMPARE(rejectionIn(file({{"CostInBillingCurrency", "2,1672"}})),
                 std::string("CostInBillingCurrency: '2,1672' is not a decimal number."));
        QCOMPARE(rejectionIn(file({{"BillingCurrencyCode", ""}})),
                 std::string("BillingCurrencyCode: The currency is missing."));
        QCOMPARE(rejectionIn(file({{"Date", ""}})), std::string("Date: The day is missing."));
        QCOMPARE(rejectionIn(file({{"Date", "14/09/2026"}})),
                 std::string("Date: '14/09/2026' is not a day such as 09/14/2026."));
    }

    void aRowIsStatedAnew_data() {
        QTest::addColumn<QByteArray>("column");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* name, const char* column, const char* value) {
            QTest::newRow(name) << QByteArray(column) << QByteArray(value);
        };
        row("with another cost", "CostInBillingCurrency", "7");
        row("with a quantity", "Quantity", "7");
        row("with an invoice, once the month closes", "InvoiceId", "G1");
        row("with tags that were filled in later", "Tags", R"("team": "cx")");
        row("with another cost centre", "CostCenter", "CX");
        row("with its resource in another case", "ResourceId", "/SUBSCRIPTIONS/1/RG/AOAI");
        row("with a renamed service", "MeterCategory", "Foundry Models");
        row("with a renamed meter", "MeterName", "gpt 4.1 Inp Glbl 1K Tokens");
        row("with a renamed product", "ProductName", "Azure OpenAI in Foundry");
        row("with its day written in ISO 8601", "Date", "2026-09-14");
    }
    void aRowIsStatedAnew() {
        QFETCH(QByteArray, column);
        QFETCH(QByteArray, value);
        QCOMPARE(identityIn(file({{column.toStdString(), value.toStdString()}})),
                 identityIn(file({})));
    }

    void aRowIsAnother_data() {
        QTest::addColumn<QByteArray>("column");
        QTest::addColumn<QByteArray>("value");
        for (const char* column :
             {"BillingAccountId", "BillingPeriodStartDate", "SubscriptionId", "ResourceId",
              "MeterId", "UnitOfMeasure", "ReservationId", "PricingModel", "InvoiceSectionId",
              "AdditionalInfo", "ResourceLocation", "ProductOrderId", "Term",
              "CostAllocationRuleName"})
            QTest::newRow(column) << QByteArray(column) << QByteArray("other");
        QTest::newRow("of another day") << QByteArray("Date") << QByteArray("09/15/2026");
        QTest::newRow("of another kind") << QByteArray("ChargeType") << QByteArray("Refund");
        QTest::newRow("in another currency")
            << QByteArray("BillingCurrencyCode") << QByteArray("USD");
    }
    void aRowIsAnother() {
        QFETCH(QByteArray, column);
        QFETCH(QByteArray, value);
        QVERIFY(identityIn(file({{column.toStdString(), value.toStdString()}})) !=
                identityIn(file({})));
    }

    void namesTellRowsApartWhereThereAreNoIds() {
        const auto named = [](const char* column, const char* value) {
            return identityIn(file(with({{"MeterId", ""}, {"ResourceId", ""}}, {{column, value}})));
        };
        const std::string one = named("MeterId", "");
        for (const char* column : {"MeterName", "ProductName", "ResourceName", "ResourceGroup"})
            QVERIFY(named(column, "other") != one);
        QCOMPARE(named("ResourceGroup", "RG"), one);
    }
};

QTEST_APPLESS_MAIN(TestAzureCostActual)
#include "tst_azure_cost_actual.moc"
