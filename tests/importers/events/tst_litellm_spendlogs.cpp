// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: litellm_call.cpp, zero_cost.cpp
#include "importers/events/litellm_spendlogs.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// A row as /spend/logs gives it: 100 prompt tokens, 20 completion tokens, half a cent.
Json row() {
    return Json::parse(
        R"({"request_id":"a1","session_id":"tr","call_type":"acompletion","api_key":"88dc",)"
        R"("spend":0.005,"total_tokens":120,"prompt_tokens":100,"completion_tokens":20,)"
        R"("startTime":"2026-09-14T08:00:00.120Z","endTime":"2026-09-14T08:00:01.000Z",)"
        R"("completionStartTime":"2026-09-14T08:00:01.000Z","model":"m","model_group":"g",)"
        R"("custom_llm_provider":"openai","metadata":{},"cache_hit":"False","request_tags":[],)"
        R"("team_id":null,"organization_id":null,"end_user":"u","status":"success"})");
}
/// The same with these members in place of those of the row.
Json rowWith(const char* members) {
    Json changed = row();
    changed.update(Json::parse(members));
    return changed;
}
Json rowWithUsage(const char* members, const std::string& usage) {
    Json changed = rowWith(members);
    changed["metadata"]["additional_usage_values"] = Json::parse(usage);
    return changed;
}
std::unique_ptr<CollectedRows> read(const Json& one) {
    return readText(Json::array({one}).dump());
}
Json recordOf(const Json& one) {
    const auto rows = read(one);
    if (rows->records.size() == 1 && rows->info.format == "litellm_spendlogs")
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}
/// Uncached, read, written for 5 minutes, for 1 hour, output, flags.
Json tokensOf(const Json& record) {
    return {record["input_uncached_tokens"], record["cache_read_tokens"],
            record["cache_write_5m_tokens"], record["cache_write_1h_tokens"],
            record["output_tokens"],         record.value("flags", Json::array())};
}

} // namespace

class TestLitellmSpendlogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCountsOfARowSayWhatThePromptIncludes_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("usage");
        QTest::addColumn<QByteArray>("tokens");
        const auto row = [](const char* name, const char* members, const char* usage,
                            const char* tokens) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(usage) << QByteArray(tokens);
        };
        row("absent details are zero", "{}", "{}", "[100,0,0,0,20,[]]");
        row("reads and writes are within", "{}",
            R"({"prompt_tokens_details":{"cached_tokens":60,"cache_creation_tokens":30,)"
            R"("cache_creation_token_details":{"ephemeral_5m_input_tokens":10,)"
            R"("ephemeral_1h_input_tokens":20}}})",
            "[10,60,10,20,20,[]]");
        row("older names", "{}",
            R"({"cache_read_input_tokens":60,"cache_creation_input_tokens":30})",
            R"([10,60,30,0,20,["cache_write_ttl_assumed_5m"]])");
        row("newer names that say nothing leave it to the older ones", "{}",
            R"({"prompt_tokens_details":{"cached_tokens":0},"cache_read_input_tokens":60})",
            "[40,60,0,0,20,[]]");
        row("writes that do not fit stand beside", "{}",
            R"({"cache_read_input_tokens":60,"cache_creation_input_tokens":50})",
            R"([40,60,50,0,20,["cache_write_ttl_assumed_5m","input_semantics_inferred"]])");
        row("reads that do not fit stand beside, and then writes do too", "{}",
            R"({"cache_read_input_tokens":5000,"cache_creation_input_tokens":50})",
            R"([100,5000,50,0,20,["cache_write_ttl_assumed_5m","input_semantics_inferred"]])");
        row("a total that counts cached tokens beside the prompt", R"({"total_tokens":180})",
            R"({"cache_read_input_tokens":60})", R"([100,60,0,0,20,["input_semantics_inferred"]])");
        row("a total that counts reasoning beside the completion", R"({"total_tokens":129})",
            R"({"completion_tokens_details":{"reasoning_tokens":9}})",
            R"([100,0,0,0,29,["reasoning_added_to_output"]])");
        row("a total that counts both beside", R"({"total_tokens":189})",
            R"({"cache_read_input_tokens":60,"completion_tokens_details":{"reasoning_tokens":9}})",
            R"([100,60,0,0,29,["input_semantics_inferred","reasoning_added_to_output"]])");
        row("a total that nothing explains", R"({"total_tokens":121})",
            R"({"cache_read_input_tokens":60})", R"([40,60,0,0,20,["total_mismatch"]])");
        row("lifetimes of a part of the writes", "{}",
            R"({"prompt_tokens_details":{"cache_creation_tokens":30,)"
            R"("cache_creation_token_details":{"ephemeral_1h_input_tokens":20}}})",
            R"([70,0,10,20,20,["cache_write_ttl_assumed_5m"]])");
        row("no counts at all", R"({"prompt_tokens":null,"completion_tokens":null})", "{}",
            R"([null,null,null,null,null,["usage_missing"]])");
    }
    void theCountsOfARowSayWhatThePromptIncludes() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, usage);
        QFETCH(QByteArray, tokens);
        const Json record = recordOf(rowWithUsage(members, usage.toStdString()));
        QCOMPARE(QByteArray(tokensOf(record).dump().c_str()), tokens);
    }

    void cacheHitsCostNothing_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("hit"); // and flags
        const auto row = [](const char* name, const char* members, const char* hit) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(hit);
        };
        row("a hit", R"({"cache_hit":"True","spend":0})", "[true,[]]");
        row("a hit that was billed is doubted", R"({"cache_hit":"True"})",
            R"([null,["cache_hit_ambiguous"]])");
        row("no hit", R"({"cache_hit":"False"})", "[false,[]]");
        row("blank", R"({"cache_hit":null})", "[null,[]]");
        row("None", R"({"cache_hit":"None"})", "[null,[]]");
        row("the mark of the id says it where the column does not",
            R"({"request_id":"a1_cache_hit1789372801","cache_hit":null,"spend":0})", "[true,[]]");
        row("an id that only looks like it",
            R"({"request_id":"a1_cache_hits","cache_hit":null,"spend":1})", "[null,[]]");
    }
    void cacheHitsCostNothing() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, hit);
        const Json record = recordOf(rowWith(members));
        const Json got{record.value("app_cache_hit", Json()), record.value("flags", Json::array())};
        QCOMPARE(QByteArray(got.dump().c_str()), hit);
        QCOMPARE(record["input_uncached_tokens"], Json(100)); // the work that was avoided
    }

    void hitsAreToldApartByTheirTime() {
        const auto idOf = [](const char* members) { return read(rowWith(members))->recordIds[0]; };
        QVERIFY(idOf("{}").empty());
        const std::string hit = idOf(R"({"request_id":"a1_cache_hit17.5","cache_hit":"True"})");
        QCOMPARE(hit, std::string("a1/cache_hit/1789372800120"));
        QCOMPARE(idOf(R"({"request_id":"a1_cache_hit18","cache_hit":"True"})"), hit);
        QCOMPARE(idOf(R"({"cache_hit":"True"})"), hit);
    }

    void zeroIsNotAlwaysKnown_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("outcome"); // cost, input, flags
        const auto row = [](const char* name, const char* members, const char* outcome) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(outcome);
        };
        row("a model without a price", R"({"spend":0})", R"([null,100,["cost_zero_unknown"]])");
        row("a stream whose usage was lost",
            R"({"spend":0,"prompt_tokens":0,"completion_tokens":0,"total_tokens":0})",
            R"([null,null,["cost_zero_unknown","usage_missing"]])");
        row("a failure has cost nothing",
            R"({"spend":0,"prompt_tokens":0,"completion_tokens":0,"total_tokens":0,)"
            R"("status":"failure"})",
            R"(["0",0,[]])");
        row("an image has no tokens",
            R"({"spend":0.04,"prompt_tokens":0,"completion_tokens":0,"total_tokens":0,)"
            R"("call_type":"aimage_generation"})",
            R"(["0.04",0,[]])");
        row("a call about a file has neither",
            R"({"spend":0,"prompt_tokens":0,"completion_tokens":0,"total_tokens":0,)"
            R"("call_type":"acreate_file"})",
            R"(["0",0,[]])");
    }
    void zeroIsNotAlwaysKnown() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, outcome);
        const Json record = recordOf(rowWith(members));
        const Json got{record.value("reported_cost", Json()), record["input_uncached_tokens"],
                       record.value("flags", Json::array())};
        QCOMPARE(QByteArray(got.dump().c_str()), outcome);
        QCOMPARE(record.contains("currency"), record.contains("reported_cost"));
    }

    void theStatusOfOldRowsIsInTheirMetadata_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("status"); // and error
        const auto row = [](const char* name, const char* members, const char* status) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(status);
        };
        row("of the column",
            R"({"status":"failure","metadata":{"error_information":)"
            R"({"error_code":"429","error_class":"RateLimitError"}}})",
            R"(["error","429"])");
        row("of the metadata", R"({"status":null,"metadata":{"status":"failure"}})",
            R"(["error",null])");
        row("an error says it",
            R"({"status":null,"metadata":{"error_information":)"
            R"({"error_code":null,"error_class":"Timeout"}}})",
            R"(["error","Timeout"])");
        row("so does an answer", R"({"status":null})", R"(["success",null])");
        row("nothing does",
            R"({"status":null,"prompt_tokens":0,"completion_tokens":0,"total_tokens":0})",
            R"(["unknown",null])");
    }
    void theStatusOfOldRowsIsInTheirMetadata() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, status);
        const Json record = recordOf(rowWith(members));
        const Json got{record["status"], record.value("error", Json())};
        QCOMPARE(QByteArray(got.dump().c_str()), status);
    }

    void ownersAndKindsAreNamed() {
        Json one = rowWith(R"({"team_id":"t9","custom_llm_provider":"bedrock","metadata":)"
                           R"({"spend_logs_metadata":{"feature":"from metadata"}},)"
                           R"("request_tags":["feature:from tags","env:prod","plain"]})");
        Json record = recordOf(one);
        QCOMPARE(record["account"], Json("88dc"));
        QCOMPARE(record["team"], Json("t9"));
        QCOMPARE(record["provider"], Json("aws.bedrock"));
        QCOMPARE(record["feature"], Json("from metadata"));
        QCOMPARE(record["environment"], Json("production"));
        QVERIFY(!record.contains("tags"));
        QVERIFY(!recordOf(rowWith(R"({"api_key":"sk-secret"})")).contains("account"));
        QCOMPARE(recordOf(rowWith(R"({"organization_id":"o1"})"))["tags"],
                 Json({{"organization_id", "o1"}}));

        const auto kindOf = [](const char* members) {
            return recordOf(rowWith(members)).value("call_kind", "");
        };
        QCOMPARE(kindOf(R"({"call_type":"aresponses"})"), std::string("chat"));
        QCOMPARE(kindOf(R"({"call_type":"anthropic_messages"})"), std::string("chat"));
        QCOMPARE(kindOf(R"({"call_type":"arerank"})"), std::string("rerank"));
        QCOMPARE(kindOf(R"({"call_type":"aocr"})"), std::string("ocr"));
        QCOMPARE(kindOf(R"({"call_type":"asearch"})"), std::string("search"));
        QCOMPARE(kindOf(R"({"call_type":"aspeech"})"), std::string("audio"));
        QCOMPARE(kindOf(R"({"call_type":"pass_through_endpoint"})"), std::string());
    }

    void timesAreUtcAndGiveTheLatency() {
        Json record = recordOf(rowWith(R"({"startTime":"2026-09-14 08:00:00.12",)"
                                       R"("completionStartTime":"2026-09-14 08:00:00.5"})"));
        QCOMPARE(record["timestamp"], Json("2026-09-14T08:00:00.120Z"));
        QCOMPARE(record["latency_ms"], Json(880));
        QCOMPARE(record["ttft_ms"], Json(380));
        QVERIFY(!record.contains("flags"));
        // An answer that came whole has no first token.
        QVERIFY(!recordOf(row()).contains("ttft_ms"));
        QCOMPARE(recordOf(rowWith(R"({"request_duration_ms":7})"))["latency_ms"], Json(7));
    }

    void rollupsByDayAreNoCalls() {
        const std::string rollup =
            "date,api_key,model,prompt_tokens,completion_tokens,cache_read_input_tokens,"
            "cache_creation_input_tokens,spend,api_requests,successful_requests,failed_requests\n"
            "2026-09-14,88dc,m,1,1,0,0,0.1,1,1,0\n";
        QVERIFY(refusalOf(rollup, {core::FileKind::Events, {}}).find("No known format") == 0);
    }

    void brokenRowsAreRejected_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* name, const std::string& line, const char* reason) {
            QTest::newRow(name) << QByteArray::fromStdString(line) << QByteArray(reason);
        };
        row("reasoning that exceeds the completion",
            rowWithUsage("{}", R"({"completion_tokens_details":{"reasoning_tokens":21}})").dump(),
            "The reasoning tokens exceed the output tokens");
        row("lifetimes that exceed all writes",
            rowWithUsage("{}", R"({"prompt_tokens_details":{"cache_creation_tokens":30,)"
                               R"("cache_creation_token_details":)"
                               R"({"ephemeral_1h_input_tokens":31}}})")
                .dump(),
            "exceed all cache writes (30)");
        row("a negative count", rowWith(R"({"prompt_tokens":-1})").dump(), "prompt_tokens");
        row("a negative count of cached tokens",
            rowWithUsage("{}", R"({"cache_read_input_tokens":-5})").dump(), "not a count");
        row("a negative cost", rowWith(R"({"spend":-0.1})").dump(), "negative");
        row("metadata that is no JSON", rowWith(R"({"metadata":"cut"})").dump(), "not valid JSON");
        row("an odd cache hit", rowWith(R"({"cache_hit":"perhaps"})").dump(),
            "neither true nor false");
        row("a time that is none", rowWith(R"({"startTime":"yesterday"})").dump(), "not a time");
        std::string twice = rowWithUsage("{}", R"({"cache_read_input_tokens":1})").dump();
        twice.insert(twice.find("\"cache_read_input_tokens\""), "\"cache_read_input_tokens\":2,");
        row("a key twice", twice, "stands twice");
    }
    void brokenRowsAreRejected() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, reason);
        const auto rows = readText(row().dump() + "\n" + line.toStdString() + "\n");
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        const std::string said = rows->rejected[0].column + ": " + rows->rejected[0].reason;
        QVERIFY2(said.find(reason.toStdString()) != std::string::npos, said.c_str());
    }
};

QTEST_APPLESS_MAIN(TestLitellmSpendlogs)
#include "tst_litellm_spendlogs.moc"
