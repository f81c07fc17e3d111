// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: aws_cur2.cpp, aws_line_items.cpp
#include "importers/invoices/aws_line_items.h"

#include "tests/importers/invoices/charges.h"

using namespace ms;
using namespace ms::importers;

namespace {

const Cells kRow{{"bill_billing_period_start_date", "2026-09-01T00:00:00.000Z"},
                 {"bill_invoice_id", ""},
                 {"bill_bill_type", "Anniversary"},
                 {"bill_billing_entity", "AWS"},
                 {"bill_payer_account_id", "999900001111"},
                 {"identity_line_item_id", "li-1"},
                 {"line_item_usage_account_id", "111122223333"},
                 {"line_item_line_item_type", "Usage"},
                 {"line_item_usage_start_date", "2026-09-14T00:00:00.000Z"},
                 {"line_item_usage_end_date", "2026-09-15T00:00:00.000Z"},
                 {"line_item_product_code", "AmazonBedrock"},
                 {"line_item_usage_type", "EUC1-Nova-input-token-count"},
                 {"line_item_operation", "InvokeModelInference"},
                 {"line_item_resource_id", "arn:1"},
                 {"line_item_usage_amount", "812"},
                 {"line_item_currency_code", "USD"},
                 {"line_item_unblended_cost", "0.01624"},
                 {"line_item_net_unblended_cost", ""},
                 {"line_item_line_item_description", "$0.02 per 1K input tokens"},
                 {"pricing_unit", "1K tokens"},
                 {"pricing_public_on_demand_cost", "0.02"},
                 {"resource_tags", R"({"user_team": "cx"})"}};

std::string file(const Cells& others) {
    return csvOf({with(kRow, others)});
}

const Cells kPlan{{"savings_plan_savings_plan_a_r_n", "arn:plan"},
                  {"savings_plan_savings_plan_effective_cost", ""},
                  {"savings_plan_net_savings_plan_effective_cost", ""},
                  {"savings_plan_total_commitment_to_date", ""},
                  {"savings_plan_used_commitment", ""},
                  {"reservation_reservation_a_r_n", ""},
                  {"reservation_effective_cost", ""},
                  {"reservation_net_effective_cost", ""},
                  {"reservation_unused_amortized_upfront_fee_for_billing_period", ""},
                  {"reservation_unused_recurring_fee", ""}};

std::string effective(const std::string& type, const Cells& commitments) {
    const auto rows = readText(
        csvOf({with(with(with(kRow, {{"line_item_line_item_type", type}}), kPlan), commitments)}));
    const auto& amount = charge(*rows, 0).effectiveAmount;
    return amount ? toText(*amount) : std::string("unknown");
}

/// The same row in the report before 2.0.
std::string legacyFile(const std::string& cost) {
    return "bill/BillingPeriodStartDate,bill/BillType,bill/BillingEntity,bill/PayerAccountId,"
           "identity/LineItemId,lineItem/UsageAccountId,lineItem/LineItemType,"
           "lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/ProductCode,lineItem/UsageType,"
           "lineItem/Operation,lineItem/ResourceId,lineItem/UsageAmount,lineItem/CurrencyCode,"
           "lineItem/UnblendedCost,lineItem/LineItemDescription,pricing/unit,"
           "resourceTags/user:team,resourceTags/aws:createdBy\n"
           "2026-09-01T00:00:00Z,Anniversary,AWS,999900001111,abc,111122223333,Usage,"
           "2026-09-14T00:00:00Z,2026-09-15T00:00:00Z,AmazonBedrock,EUC1-Nova-input-token-count,"
           "InvokeModelInference,arn:1,812,USD," +
           cost + ",$0.02 per 1K input tokens,1K tokens,cx,\n";
}

} // namespace

class TestAwsCur2 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lineItemTypesHaveACategory_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("category"); // and class
        for (const char* type :
             {"Usage", "DiscountedUsage", "SavingsPlanCoveredUsage", "SavingsPlanNegation",
              "BundledDiscount", "EdpDiscount", "PrivateRateDiscount", "Discount"})
            QTest::newRow(type) << QByteArray(type) << QByteArray("Usage");
        for (const char* type :
             {"Fee", "RIFee", "SavingsPlanUpfrontFee", "SavingsPlanRecurringFee"})
            QTest::newRow(type) << QByteArray(type) << QByteArray("Purchase");
        QTest::newRow("Tax") << QByteArray("Tax") << QByteArray("Tax");
        QTest::newRow("credits are no adjustments") << QByteArray("Credit") << QByteArray("Credit");
        QTest::newRow("refunds correct")
            << QByteArray("Refund") << QByteArray("AdjustmentCorrection");
    }
    void lineItemTypesHaveACategory() {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, category);
        const auto rows = readText(file({{"line_item_line_item_type", type.toStdString()}}));
        QCOMPARE(charge(*rows, 0).category + charge(*rows, 0).chargeClass, category.toStdString());
        QVERIFY(rows->totals->notes.empty());
    }

    void aTypeThatIsNotKnownIsTold() {
        const auto rows = readText(file({{"line_item_line_item_type", "Surprise"}}));
        QCOMPARE(charge(*rows, 0).category, std::string("Usage"));
        QCOMPARE(rows->totals->notes,
                 std::vector<std::string>{"1 charge of a kind that is not known taken as usage"});
    }

    void usageTypesHaveATokenClass_data() {
        QTest::addColumn<QByteArray>("usageType");
        QTest::addColumn<QByteArray>("tokenClass");
        QTest::newRow("a Marketplace model's input")
            << QByteArray("EUC1-MP:EUC1_InputTokenCount-Units") << QByteArray("input_uncached");
        QTest::newRow("its output")
            << QByteArray("EUC1-MP:EUC1_OutputTokenCount_Global-Units") << QByteArray("output");
        QTest::newRow("cache reads before input")
            << QByteArray("EUC1-MP:EUC1_CacheReadInputTokenCount-Units")
            << QByteArray("cache_read");
        QTest::newRow("cache reads with hyphens")
            << QByteArray("USE1-NovaPro-cache-read-input-token-count") << QByteArray("cache_read");
        QTest::newRow("1-hour writes before writes")
            << QByteArray("EUC1-MP:EUC1_CacheWrite1hInputTokenCount-Units")
            << QByteArray("cache_write_1h");
        QTest::newRow("1-hour writes with underscores")
            << QByteArray("use1-cache_write_tokens_1h") << QByteArray("cache_write_1h");
        QTest::newRow("writes") << QByteArray("EUC1-MP:EUC1_CacheWriteInputTokenCount-Units")
                                << QByteArray("cache_write_5m");
        QTest::newRow("images are no tokens")
            << QByteArray("EUC1-Titan-Multimodal-input-image") << QByteArray();
        QTest::newRow("no usage type") << QByteArray() << QByteArray();
    }
    void usageTypesHaveATokenClass() {
        QFETCH(QByteArray, usageType);
        QFETCH(QByteArray, tokenClass);
        const auto rows = readText(file({{"line_item_usage_type", usageType.toStdString()}}));
        QCOMPARE(charge(*rows, 0).tokenClass, tokenClass.toStdString());
    }

    void unitsScaleTheQuantity() {
        const auto tokens = [](const char* usageType, const char* unit) {
            const auto rows = readText(file({{"line_item_usage_type", usageType},
                                             {"pricing_unit", unit},
                                             {"line_item_usage_amount", "0.0388"}}));
            const auto& count = charge(*rows, 0).quantityTokens;
            return count ? toText(*count) : std::string("unknown");
        };
        QCOMPARE(tokens("E-MP:E_OutputTokenCount-Units", "Units"), std::string("38800"));
        QCOMPARE(tokens("E-MP:E_OutputTokenCount_Batch-Units", "Units"), std::string("38800"));
        QCOMPARE(tokens("E-input-tokens", "1K tokens"), std::string("38.8"));
        QCOMPARE(tokens("E-input-tokens", "1M tokens"), std::string("38800"));
        QCOMPARE(tokens("E-GuardrailText-Units", "Units"), std::string("unknown"));
        QCOMPARE(tokens("E-MP:E_OutputTokenCount-Units", ""), std::string("unknown"));
    }

    void tiersAndProvidersComeFromTheUsage() {
        const auto row = [](const char* usageType, const char* product) {
            const auto rows = readText(
                file({{"line_item_usage_type", usageType}, {"line_item_product_code", product}}));
            return charge(*rows, 0).provider + ' ' + charge(*rows, 0).serviceTier;
        };
        QCOMPARE(row("E-MP:E_InputTokenCount_Batch-Units", "5x7k"),
                 std::string("aws.bedrock batch"));
        QCOMPARE(row("USE1-oss-input-tokens-flex", "AmazonBedrock"),
                 std::string("aws.bedrock flex"));
        QCOMPARE(row("USE1-oss-mantle-input-tokens-priority", "AmazonBedrockService"),
                 std::string("aws.bedrock priority"));
        QCOMPARE(row("", "AmazonBedrock"), std::string("aws.bedrock "));
        QCOMPARE(row("EUC1-BoxUsage:p5.48xlarge", "AmazonEC2"), std::string("aws "));
        QCOMPARE(row("AWS-Batch", "AmazonEC2"), std::string("aws "));
    }

    void theNetCostCountsWhereThereIsOne() {
        const auto amount = [](const char* gross, const char* net) {
            const auto rows = readText(
                file({{"line_item_unblended_cost", gross}, {"line_item_net_unblended_cost", net}}));
            return toText(charge(*rows, 0).amount);
        };
        QCOMPARE(amount("0.194", "0.1746"), std::string("0.1746"));
        QCOMPARE(amount("0.194", "0"), std::string("0"));
        QCOMPARE(amount("-1.25e-05", ""), std::string("-0.0000125"));
    }

    void commitmentsAreSpreadOverTheUsage() {
        using Row = Cells;
        QCOMPARE(effective("Usage", {}), std::string("unknown")); // it is what is billed
        QCOMPARE(effective("SavingsPlanCoveredUsage",
                           Row{{"savings_plan_savings_plan_effective_cost", "0.7"}}),
                 std::string("0.7"));
        QCOMPARE(effective("SavingsPlanCoveredUsage",
                           Row{{"savings_plan_savings_plan_effective_cost", "0.7"},
                               {"savings_plan_net_savings_plan_effective_cost", "0.6"}}),
                 std::string("0.6"));
        QCOMPARE(effective("DiscountedUsage", Row{{"reservation_effective_cost", "0.5"}}),
                 std::string("0.5"));
        QCOMPARE(effective("SavingsPlanNegation", {}), std::string("0"));
        QCOMPARE(effective("SavingsPlanUpfrontFee", {}), std::string("0"));
        QCOMPARE(effective("SavingsPlanRecurringFee",
                           Row{{"savings_plan_total_commitment_to_date", "10"},
                               {"savings_plan_used_commitment", "9.25"}}),
                 std::string("0.75"));
        QCOMPARE(effective("RIFee",
                           Row{{"reservation_unused_amortized_upfront_fee_for_billing_period", "1"},
                               {"reservation_unused_recurring_fee", "0.5"}}),
                 std::string("1.5"));
        QCOMPARE(effective("Fee", Row{{"reservation_reservation_a_r_n", "arn:ri"}}),
                 std::string("0"));
        QCOMPARE(effective("Fee", {}), std::string("unknown")); // a fee of something else
    }

    void coveredUsageAndItsNegationBothCount() {
        // On demand 1.0, in the plan 0.7; the recurring fee of 0.7 is used up.
        const Cells plan = with(kRow, kPlan);
        const auto rows =
            readText(csvOf({with(plan, {{"line_item_line_item_type", "SavingsPlanCoveredUsage"},
                                        {"line_item_unblended_cost", "1.0"},
                                        {"savings_plan_savings_plan_effective_cost", "0.7"}}),
                            with(plan, {{"line_item_line_item_type", "SavingsPlanNegation"},
                                        {"line_item_unblended_cost", "-1.0"}}),
                            with(plan, {{"line_item_line_item_type", "SavingsPlanRecurringFee"},
                                        {"line_item_unblended_cost", "0.7"},
                                        {"savings_plan_total_commitment_to_date", "0.7"},
                                        {"savings_plan_used_commitment", "0.7"}})}));
        QCOMPARE(sumsOf(*rows), std::string("amount USD 0.7, effective USD 0.7"));
        QCOMPARE(charge(*rows, 0).commitmentId, std::string("arn:plan"));
        QCOMPARE(charge(*rows, 0).commitmentStatus, std::string("Used"));
        QVERIFY(charge(*rows, 0).identity != charge(*rows, 1).identity);
    }

    void theReportBeforeHasOtherNames() {
        const auto rows = readText(legacyFile("0.01624"));
        QCOMPARE(rows->info.format, std::string("aws_cur"));
        QCOMPARE(rows->info.source, std::string("aws_cur"));
        QCOMPARE(toText(charge(*rows, 0).amount), std::string("0.01624"));
        QCOMPARE(toText(*charge(*rows, 0).quantityTokens), std::string("812000"));
        QCOMPARE(charge(*rows, 0).tags, std::string(R"({"user_team":"cx"})"));
        QCOMPARE(charge(*rows, 0).identity, identityIn(file({})));
        QCOMPARE(readText(file({}))->info.source, std::string("aws_cur"));
    }

    void whatARowNeedsIsNotGuessed() {
        QCOMPARE(rejectionIn(file({{"line_item_unblended_cost", ""}})),
                 std::string("line_item_unblended_cost: The value is missing."));
        QCOMPARE(rejectionIn(file({{"line_item_line_item_type", ""}})),
                 std::string("line_item_line_item_type: The type of the line item is missing."));
        QCOMPARE(rejectionIn(file({{"line_item_currency_code", ""}})),
                 std::string("line_item_currency_code: The currency is missing."));
        QCOMPARE(rejectionIn(file({{"line_item_usage_start_date", "14.09.2026"}})),
                 std::string("line_item_usage_start_date: '14.09.2026' is not a time such as "
                             "2026-05-01T08:00:00Z."));
    }

    void aRowIsStatedAnew_data() {
        QTest::addColumn<QByteArray>("column");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("with another cost")
            << QByteArray("line_item_unblended_cost") << QByteArray("7");
        QTest::newRow("with a quantity") << QByteArray("line_item_usage_amount") << QByteArray("7");
        QTest::newRow("with an invoice, once the month closes")
            << QByteArray("bill_invoice_id") << QByteArray("2301");
        QTest::newRow("with the line item id of another report")
            << QByteArray("identity_line_item_id") << QByteArray("li-2");
        QTest::newRow("with tags that were filled in later")
            << QByteArray("resource_tags") << QByteArray(R"({"user_team":"ops"})");
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
             {"bill_payer_account_id", "bill_bill_type", "bill_billing_entity",
              "line_item_usage_account_id", "line_item_product_code", "line_item_usage_type",
              "line_item_operation", "line_item_resource_id", "line_item_line_item_description",
              "line_item_availability_zone", "savings_plan_savings_plan_a_r_n",
              "line_item_tax_type"})
            QTest::newRow(column) << QByteArray(column) << QByteArray("other");
        QTest::newRow("of another kind")
            << QByteArray("line_item_line_item_type") << QByteArray("Credit");
        QTest::newRow("of another hour")
            << QByteArray("line_item_usage_end_date") << QByteArray("2026-09-14T01:00:00.000Z");
        QTest::newRow("of another bill") << QByteArray("bill_billing_period_start_date")
                                         << QByteArray("2026-10-01T00:00:00.000Z");
        QTest::newRow("in another currency")
            << QByteArray("line_item_currency_code") << QByteArray("CNY");
    }
    void aRowIsAnother() {
        QFETCH(QByteArray, column);
        QFETCH(QByteArray, value);
        QVERIFY(identityIn(file({{column.toStdString(), value.toStdString()}})) !=
                identityIn(file({})));
    }

    void aDescriptionThatStatesTheRateIsNoIdentity() {
        const auto priced = [](const char* description) {
            return identityIn(file({{"pricing_rate_code", "A.B.C"},
                                    {"line_item_line_item_description", description}}));
        };
        QCOMPARE(priced("$0.10 per unit"), priced("$0.09 per unit"));
    }
};

QTEST_APPLESS_MAIN(TestAwsCur2)
#include "tst_aws_cur2.moc"
