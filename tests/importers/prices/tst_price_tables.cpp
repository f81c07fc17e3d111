// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: litellm_prices.cpp, price_rows.cpp
#include "importers/prices/price_tables.h"

#include "tests/importers/collected_rows.h"

#include <map>
#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

class TestPriceTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rulesAreReadFromCsvAndJson() {
        const auto csv = readText("provider,model,account,service_tier,context_over,bucket,per,"
                                  "amount,currency,valid_from,valid_to,source\n"
                                  "openai,m,,batch,200000,cache_read,1000000,0.000001,usd,"
                                  "2026-05-01,2026-06-01T00:00:00Z,list\n");
        QCOMPARE(csv->allFacts.size(), std::size_t(1));
        const auto& rule = std::get<core::PriceRule>(csv->allFacts[0]);
        QCOMPARE(rule.amount.picos(), std::int64_t(1'000'000));
        QCOMPARE(rule.bucket, core::Bucket::CacheRead);
        QCOMPARE(rule.contextOver, std::int64_t(200'000));
        QCOMPARE(rule.currency, std::string("USD"));
        QCOMPARE(rule.validFrom->kind, core::Moment::Kind::Day);
        QCOMPARE(rule.validTo->kind, core::Moment::Kind::Instant);
        QCOMPARE(rule.line, std::int64_t(2));
        const auto json = readText("[{\"provider\":\"openai\",\"model\":\"m\",\"bucket\":\"input\","
                                   "\"per\":1000000,\"amount\":0.30,\"currency\":\"USD\"}]");
        QCOMPARE(std::get<core::PriceRule>(json->allFacts.at(0)).amount.picos(),
                 std::int64_t(300'000'000'000));
    }

    void badRulesAreRejected() {
        const auto rows = readText("provider,model,bucket,per,amount,currency,valid_from,valid_to\n"
                                   "p,m,input,0,1,USD,,\n"
                                   "p,m,input,1,-1,USD,,\n"
                                   "p,m,inputs,1,1,USD,,\n"
                                   "p,m,input,1,1,US$,,\n"
                                   "p,m,input,1,1,USD,2026-05-02,2026-05-01\n"
                                   "p,,input,1,1,USD,,\n"
                                   "p,m,input,1,\"1,5\",USD,,\n");
        QVERIFY(rows->allFacts.empty());
        std::vector<std::string> columns;
        for (const auto& rejected : rows->rejected)
            columns.push_back(rejected.column);
        QCOMPARE(columns, (std::vector<std::string>{"per", "amount", "bucket", "currency",
                                                    "valid_to", "model", "amount"}));
    }

    void unknownAndMissingColumnsAreNamed() {
        const std::string refusal =
            refusalOf("provider,model,bucket,per,amount,curency\np,m,input,1,1,USD\n");
        QVERIFY(refusal.find("'curency'") != std::string::npos);
        QVERIFY(refusal.find("missing: 'currency'") != std::string::npos);
        QVERIFY(refusalOf("x,y\n1,2\n", Choice{core::FileKind::Aliases, std::nullopt})
                    .find("'alias'") != std::string::npos);
    }

    void aliasesNameTwoModels() {
        const auto rows = readText("provider,alias,model\nopenai,gpt,gpt-5\nopenai,x,x\n");
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
    }

    void pricesOfLitellmAreRulesOrAreTold() {
        const auto rows = readText(
            R"({"sample_spec":{"litellm_provider":"x","mode":"chat","input_cost_per_token":1},)"
            R"("m":{"litellm_provider":"bedrock","mode":"chat","input_cost_per_token":3e-07,)"
            R"("input_cost_per_query":0.002,"output_cost_per_image":0.04},)"
            R"("bad":{"litellm_provider":"x","mode":"chat","input_cost_per_token":-1},)"
            R"("free":{"litellm_provider":"x","mode":"chat"}})");
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        const auto& entry = std::get<core::PriceEntry>(rows->allFacts[0]);
        const auto rules = core::rulesOf(entry);
        QCOMPARE(rules->size(), std::size_t(2));
        QCOMPARE((*rules)[0].amount.picos(), std::int64_t(300'000'000'000)); // of a million
        QCOMPARE((*rules)[1].bucket, core::Bucket::Query);
        QCOMPARE((*rules)[1].amount.picos(), std::int64_t(2'000'000'000));
        QCOMPARE(entry.provider, std::string("aws.bedrock"));
        QVERIFY(std::get<core::PriceEntry>(rows->allFacts[1]).flags.has(core::Flag::NoPrice));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].column, std::string("bad."));
        QCOMPARE(rows->totals->rows, std::int64_t(3));
        QVERIFY(!rows->totals->notes.empty()); // of the image
    }
};

QTEST_APPLESS_MAIN(TestPriceTables)
#include "tst_price_tables.moc"
