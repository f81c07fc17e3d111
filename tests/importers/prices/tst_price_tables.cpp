// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: litellm_prices.cpp
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

    void theLitellmSampleGivesItsExpectedPrices() {
        const auto folder =
            std::filesystem::path(MARGINSCOPE_SOURCE_DIR) / ".." / "shared" / "formats" / "samples";
        if (!std::filesystem::exists(folder))
            QSKIP("The reference samples are not there.");
        // (provider, model, tier, context, part) -> price per million
        using Key = std::tuple<std::string, std::string, std::string, std::int64_t, std::string>;
        std::map<Key, std::string> want;
        for (const Json& record : Json::parse(textOf(folder / "litellm_prices.expected.json")))
            for (const char* part :
                 {"input", "output", "cache_read", "cache_write_5m", "cache_write_1h"})
                if (!record[part].is_null())
                    want[{record["provider"], record["model"], record["service_tier"],
                          record["min_context_tokens"], part}] = record[part];
        std::map<Key, std::string> got;
        const auto rows = readAll(folder / "litellm_prices.json");
        for (const core::Fact& fact : rows->allFacts) {
            const auto& rule = std::get<core::PriceRule>(fact);
            const auto perMillion = core::Int128{rule.amount.picos()} * (1'000'000 / rule.per);
            got[{rule.provider, rule.model,
                 rule.serviceTier.empty() ? "standard" : rule.serviceTier, rule.contextOver,
                 std::string(nameOf(rule.bucket))}] =
                toDecimalText(core::MoneySum::fromPicos(perMillion));
        }
        QCOMPARE(got.size(), want.size());
        QVERIFY(got == want);
        QCOMPARE(rows->totals->skipped, std::int64_t(3)); // ocr, transcription, free
        QVERIFY(!rows->totals->notes.empty());
    }
};

QTEST_APPLESS_MAIN(TestPriceTables)
#include "tst_price_tables.moc"
