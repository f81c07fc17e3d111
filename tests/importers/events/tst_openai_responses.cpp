// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: openai_usage.cpp, openrouter_activity.cpp
#include "importers/events/openai_responses.h"

#include "importers/events/openai_usage.h"
#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// A body with these further members.
std::string bodyWith(const std::string& members) {
    return R"({"id":"r1","object":"response","created_at":1789373001,"model":"gpt-5",)" + members +
           "}\n";
}

const std::string kUsage = R"("usage":{"input_tokens":100,"input_tokens_details":)"
                           R"({"cached_tokens":40,"cache_write_tokens":10},"output_tokens":5,)"
                           R"("output_tokens_details":{"reasoning_tokens":2},"total_tokens":)";

} // namespace

class TestOpenaiResponses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cachedAndWrittenTokensAreWithinTheInput() {
        const auto rows = readText(bodyWith(kUsage + "105}"));
        QCOMPARE(rows->records.size(), std::size_t(1));
        const Json record = Json::parse(rows->records[0]);
        QCOMPARE(record["input_uncached_tokens"], Json(50));
        QCOMPARE(record["cache_write_5m_tokens"], Json(10));
        QCOMPARE(record["context_tokens"], Json(100));
        QCOMPARE(record["output_tokens"], Json(5));
        QCOMPARE(record["flags"], Json::array({"cache_write_ttl_unknown"}));
    }

    void aTotalThatContradictsRefusesTheRowWithBothReadings() {
        const auto rows = readText(bodyWith(kUsage + "155}"));
        QVERIFY(rows->records.empty());
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        const std::string& reason = rows->rejected[0].reason;
        QVERIFY2(reason.find("leave 50 uncached") != std::string::npos &&
                     reason.find("prompt of 150") != std::string::npos,
                 reason.c_str());
    }

    void statesOfOneAnswerAreOrdered() {
        const auto rows = readText(bodyWith(R"("status":"in_progress","usage":null)") +
                                   bodyWith(R"("status":"completed",)" + kUsage + "105}"));
        QCOMPARE(rows->versions, (std::vector<std::int64_t>{0, 1}));
        QCOMPARE(rows->info.identity, core::Identity::RequestAndAttempt);
        QCOMPARE(Json::parse(rows->records[0])["token_source"], Json("missing"));
    }

    void incompleteAnswersAreBilledAndTold() {
        const auto rows = readText(bodyWith(
            R"("status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},)" +
            kUsage + "105}"));
        const Json record = Json::parse(rows->records[0]);
        QCOMPARE(record["status"], Json("success"));
        QCOMPARE(record["error"], Json("max_output_tokens"));
    }

    void openaiModelsAreKnownByTheirNames() {
        for (const char* model :
             {"gpt-5-mini", "o3", "chatgpt-4o-latest", "text-embedding-3-small"})
            QVERIFY(isOpenaiModel(model));
        for (const char* model : {"llama-3.3-70b-instruct", "opus", "o", "claude-haiku-4-5", ""})
            QVERIFY(!isOpenaiModel(model));
    }

    void openrouterCountsCachedTokensWithinThePrompt() {
        const std::string header =
            "generation_id,created_at,cost_total,byok_usage_inference,tokens_prompt,tokens_cached,"
            "tokens_completion,tokens_reasoning,model_permaslug,cancelled,finish_reason_"
            "normalized\n";
        const auto rows =
            readText(header + "g1,2026-09-14 08:03:21.120,0.5,,100,40,7,,m,false,stop\n"
                              "g2,2026-09-14 08:03:22,0,0.0021,100,,7,3,m,true,\n"
                              "g3,2026-09-14 08:03:23,,,,,,,m,false,error\n"
                              "g4,2026-09-14 08:03:24,0.1,,10,40,7,,m,false,stop\n");
        QCOMPARE(rows->records.size(), std::size_t(3));
        QCOMPARE(rows->rejected.size(), std::size_t(1)); // 40 cached of 10
        const Json first = Json::parse(rows->records[0]);
        QCOMPARE(first["input_uncached_tokens"], Json(60));
        QCOMPARE(first["cache_write_5m_tokens"], Json());
        const Json second = Json::parse(rows->records[1]);
        QCOMPARE(second["status"], Json("cancelled"));
        QCOMPARE(second["tags"]["byok_usage_inference"], Json("0.0021"));
        QVERIFY(Json::parse(rows->records[2])["token_source"] == "missing");
        QCOMPARE(rows->info.source, std::string("openrouter"));
    }
};

QTEST_APPLESS_MAIN(TestOpenaiResponses)
#include "tst_openai_responses.moc"
