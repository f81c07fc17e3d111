// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: usage_object.cpp
#include "importers/events/openai_chat.h"

#include "importers/events/openai_usage.h"
#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// An answer of this model with these further members.
std::string answerOf(const std::string& model, const std::string& members) {
    return R"({"id":"c1","object":"chat.completion","created":1789373001,"model":")" + model +
           "\"," + members + "}\n";
}
std::string answerWith(const std::string& members) {
    return answerOf("gpt-5-mini", members);
}
std::string usage(const std::string& members) {
    return "\"usage\":{" + members + "}";
}
/// A line of a Batch output file with this response.
std::string batchLine(const std::string& response) {
    return R"({"id":"batch_req_1","custom_id":"T-1","response":)" + response + ",\"error\":null}\n";
}

Json onlyRecord(const std::string& text) {
    const auto rows = readText(text);
    if (rows->records.size() == 1 && rows->info.format == "openai_chat")
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}

} // namespace

class TestOpenaiChat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensAreSplit_data() {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("usage");
        QTest::addColumn<QByteArray>("buckets"); // uncached, read, write, output, reasoning
        QTest::addColumn<QByteArray>("flags");
        const char* const kFull = R"("prompt_tokens":100,"completion_tokens":30,"total_tokens":130,
            "prompt_tokens_details":{"cached_tokens":40,"cache_write_tokens":10},
            "completion_tokens_details":{"reasoning_tokens":20})";
        QTest::newRow(
            "cached and written tokens are within the prompt, reasoning in the completion")
            << QByteArray("gpt-5-mini") << QByteArray(kFull) << QByteArray("[50,40,10,30,20]")
            << QByteArray(R"(["cache_write_ttl_unknown"])");
        QTest::newRow("without details the split is unknown")
            << QByteArray("llama-3.3-70b")
            << QByteArray(R"("prompt_tokens":100,"completion_tokens":30,"total_tokens":130)")
            << QByteArray("[100,null,null,30,null]") << QByteArray(R"(["cache_split_unknown"])");
        QTest::newRow("a server that adds reasoning beside is told by the total")
            << QByteArray("grok-4")
            << QByteArray(R"("prompt_tokens":100,"completion_tokens":30,"total_tokens":200,
                "prompt_tokens_details":{"cached_tokens":40},
                "completion_tokens_details":{"reasoning_tokens":70})")
            << QByteArray("[60,40,0,100,70]") << QByteArray(R"(["reasoning_added_to_output"])");
        QTest::newRow("a server that counts cached tokens beside is told by the arithmetic")
            << QByteArray("claude-haiku-4-5")
            << QByteArray(R"("prompt_tokens":100,"completion_tokens":30,"total_tokens":930,
                "prompt_tokens_details":{"cached_tokens":800})")
            << QByteArray("[100,800,0,30,0]") << QByteArray(R"(["input_semantics_inferred"])");
        QTest::newRow("Gemini's thinking is only in the total")
            << QByteArray("google/gemini-2.5-flash")
            << QByteArray(R"("prompt_tokens":100,"completion_tokens":30,"total_tokens":180,
                "prompt_tokens_details":{"cached_tokens":40})")
            << QByteArray("[60,40,0,80,50]") << QByteArray(R"(["reasoning_added_to_output"])");
        QTest::newRow("a total that fits nothing is flagged where no split depends on it")
            << QByteArray("gpt-5-mini")
            << QByteArray(R"("prompt_tokens":100,"completion_tokens":30,"total_tokens":180)")
            << QByteArray("[100,null,null,30,null]")
            << QByteArray(R"(["cache_split_unknown","total_mismatch"])");
        QTest::newRow("whole counts may be written with a fraction")
            << QByteArray("llama-3.3-70b")
            << QByteArray(R"("prompt_tokens":100.0,"completion_tokens":30.0,"total_tokens":130)")
            << QByteArray("[100,null,null,30,null]") << QByteArray(R"(["cache_split_unknown"])");
        QTest::newRow("an answer without a completion count")
            << QByteArray("llama-3.3-70b") << QByteArray(R"("prompt_tokens":100)")
            << QByteArray("[100,null,null,null,null]")
            << QByteArray(R"(["cache_split_unknown","output_tokens_missing"])");
    }
    void tokensAreSplit() {
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, usage);
        QFETCH(QByteArray, buckets);
        QFETCH(QByteArray, flags);
        std::string text = usage.toStdString();
        std::erase(text, '\n');
        const Json record = onlyRecord(answerOf(model.toStdString(), ::usage(text)));
        Json got = Json::array();
        for (const char* name : {"input_uncached_tokens", "cache_read_tokens",
                                 "cache_write_5m_tokens", "output_tokens", "reasoning_tokens"})
            got.push_back(record[name]);
        QCOMPARE(got, Json::parse(buckets.constData()));
        QCOMPARE(record["flags"], Json::parse(flags.constData()));
    }

    void countsThatFitNoReadingAreRefused_data() {
        QTest::addColumn<QByteArray>("usage");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("OpenAI counts cached tokens within the prompt")
            << QByteArray(R"("prompt_tokens":100,"completion_tokens":30,"total_tokens":930,)"
                          R"("prompt_tokens_details":{"cached_tokens":800})")
            << QByteArray("prompt of 900");
        QTest::newRow("a total that contradicts the split")
            << QByteArray(R"("prompt_tokens":100,"completion_tokens":30,"total_tokens":131,)"
                          R"("prompt_tokens_details":{"cached_tokens":40})")
            << QByteArray("The total (131)");
        QTest::newRow("a negative count")
            << QByteArray(R"("prompt_tokens":-1,"completion_tokens":30)")
            << QByteArray("-1 is not a count");
        QTest::newRow("a count with a fraction")
            << QByteArray(R"("prompt_tokens":1.5,"completion_tokens":30)")
            << QByteArray("1.5 is not a count");
        QTest::newRow("a key twice") << QByteArray(R"("prompt_tokens":1,"prompt_tokens":2)")
                                     << QByteArray("'prompt_tokens' stands twice");
        QTest::newRow("a key twice among many")
            << QByteArray(R"("a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,)"
                          R"("l":1,"m":1,"n":1,"o":1,"p":1,"prompt_tokens":1,"a":2)")
            << QByteArray("'a' stands twice");
        QTest::newRow("a count beyond what is exact")
            << QByteArray(R"("prompt_tokens":9007199254740993,"completion_tokens":30)")
            << QByteArray("is not a count");
    }
    void countsThatFitNoReadingAreRefused() {
        QFETCH(QByteArray, usage);
        QFETCH(QByteArray, reason);
        const auto rows = readText(answerWith(::usage(usage.toStdString())));
        QVERIFY(rows->records.empty());
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QVERIFY2(rows->rejected[0].reason.find(reason.toStdString()) != std::string::npos,
                 rows->rejected[0].reason.c_str());
    }

    void whatElseIsCountedIsKept() {
        const Json record = onlyRecord(answerWith(
            usage(R"("prompt_tokens":100,"completion_tokens":30,"prompt_tokens_details":)"
                  R"({"audio_tokens":7,"image_tokens":5,"text_tokens":88},)"
                  R"("completion_tokens_details":{"audio_tokens":9,"accepted_prediction_tokens":2,)"
                  R"("rejected_prediction_tokens":4})")));
        QCOMPARE(record["tags"], (Json{{"input_audio_tokens", "7"},
                                       {"input_image_tokens", "5"},
                                       {"output_audio_tokens", "9"},
                                       {"accepted_prediction_tokens", "2"},
                                       {"rejected_prediction_tokens", "4"}}));
        QCOMPARE(record["output_tokens"], Json(30)); // rejected predictions are within
    }

    void ofAStreamTheChunkWithUsageCounts() {
        const std::string chunk =
            R"({"id":"s1","object":"chat.completion.chunk","created":1789373001,)"
            R"("model":"gpt-5-mini","choices":[{"delta":{"content":"secret"}}],"usage":)";
        const auto rows =
            readText(chunk + "null}\n" + chunk +
                     R"({"prompt_tokens":10,"completion_tokens":4,"total_tokens":14}})" + "\n");
        QCOMPARE(rows->versions, (std::vector<std::int64_t>{0, 5}));
        QCOMPARE(rows->info.identity, core::Identity::RequestAndAttempt);
        const Json first = Json::parse(rows->records[0]);
        QCOMPARE(first["flags"], Json::array({"usage_missing"}));
        QCOMPARE(first["input_uncached_tokens"], Json());
        QCOMPARE(first["stream"], Json(true));
        QVERIFY(rows->records[0].find("secret") == std::string::npos);
    }

    void errorsAreCallsWithoutUsage_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("a code") << QByteArray(R"({"error":{"type":"t","code":"too_long"}})")
                                << QByteArray("too_long");
        QTest::newRow("a number as code")
            << QByteArray(R"({"error":{"type":"BadRequestError","code":400}})")
            << QByteArray("400");
        QTest::newRow("only a type")
            << QByteArray(R"({"error":{"type":"server_error","code":null}})")
            << QByteArray("server_error");
        QTest::newRow("a mere text")
            << QByteArray(R"({"error":"no such model"})") << QByteArray("error");
    }
    void errorsAreCallsWithoutUsage() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, error);
        const auto rows = readText(answerWith(usage(R"("prompt_tokens":1,"completion_tokens":1)")) +
                                   line.toStdString() + "\n");
        QCOMPARE(rows->records.size(), std::size_t(2));
        const Json record = Json::parse(rows->records[1]);
        QCOMPARE(record["status"], Json("error"));
        QCOMPARE(record["error"], Json(error.constData()));
        QCOMPARE(record["token_source"], Json("missing"));
        QCOMPARE(record["provider"], Json());
    }

    void batchLinesCarryTheBodyOfTheAnswer() {
        const Json record = onlyRecord(batchLine(
            R"({"status_code":200,"request_id":"rq","body":{"id":"c9","object":"chat.completion",)"
            R"("created":1789373001,"model":"gpt-4.1","service_tier":"default",)"
            R"("metadata":{"tenant_id":"acme"},"usage":{"prompt_tokens":9,"completion_tokens":3}}})"));
        QCOMPARE(record["request_id"], Json("c9"));
        QCOMPARE(record["root_id"], Json("T-1"));
        QCOMPARE(record["service_tier"], Json("batch"));
        QCOMPARE(record["tenant"], Json("acme"));
        QCOMPARE(record["timestamp"], Json("2026-09-14T08:03:21.000Z"));
    }

    void theMembersOfABatchLineMayComeInAnyOrder() {
        const Json record = onlyRecord(
            R"({"response":{"body":{"usage":{"prompt_tokens":9,"completion_tokens":3},)"
            R"("model":"gpt-4.1","object":"chat.completion","id":"c9"}},"custom_id":"T-1",)"
            R"("id":"batch_req_1"})");
        QCOMPARE(record["request_id"], Json("c9"));
        QCOMPARE(record["service_tier"], Json("batch"));
    }

    void batchLinesWithoutAnswerAreErrors_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("error");
        const std::string response = R"({"status_code":500,"body":)";
        QTest::newRow("an error in the body")
            << QByteArray::fromStdString(
                   batchLine(R"({"status_code":400,"body":{"error":{"code":"bad_image"}}})"))
            << QByteArray("bad_image");
        QTest::newRow("a status only")
            << QByteArray::fromStdString(batchLine(response + "{}}")) << QByteArray("500");
        QTest::newRow("a line of the error file")
            << QByteArray(R"({"id":"batch_req_1","custom_id":"T-1","response":null,)"
                          R"("error":{"code":"batch_expired","message":"late"}})")
            << QByteArray("batch_expired");
    }
    void batchLinesWithoutAnswerAreErrors() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, error);
        const Json record = onlyRecord(line.toStdString());
        QCOMPARE(record["request_id"], Json("batch_req_1")); // so that it counts once
        QCOMPARE(record["root_id"], Json("T-1"));
        QCOMPARE(record["error"], Json(error.constData()));
        QCOMPARE(record["service_tier"], Json("batch"));
    }

    void otherBodiesOfABatchAreReadToo() {
        const Json embedding = onlyRecord(batchLine(
            R"({"status_code":200,"body":{"object":"list","model":"text-embedding-3-small",)"
            R"("data":[],"usage":{"prompt_tokens":8,"total_tokens":8}}})"));
        QCOMPARE(embedding["call_kind"], Json("embedding"));
        QCOMPARE(embedding["output_tokens"], Json(0));
        QCOMPARE(embedding["flags"], Json::array({"cache_split_unknown", "timestamp_missing"}));
        const Json response = onlyRecord(batchLine(
            R"({"status_code":200,"body":{"id":"resp_1","object":"response","created_at":)"
            R"(1789373001,"model":"gpt-5","usage":{"input_tokens":8,"input_tokens_details":)"
            R"({"cached_tokens":3},"output_tokens":2,"total_tokens":10}}})"));
        QCOMPARE(response["input_uncached_tokens"], Json(5));
        QCOMPARE(response["timestamp"], Json("2026-09-14T08:03:21.000Z"));
    }

    void theProviderIsTheOneThatBills() {
        const auto providerOf = [](const std::string& model, const std::string& members) {
            return onlyRecord(answerOf(
                model, members + usage(R"("prompt_tokens":1,"completion_tokens":1)")))["provider"];
        };
        QCOMPARE(providerOf("gpt-5-mini", ""), Json("openai"));
        QCOMPARE(providerOf("ft:gpt-4.1-mini:acme::x", ""), Json("openai"));
        QCOMPARE(providerOf("gpt-5-mini", R"("prompt_filter_results":[],)"),
                 Json("azure.ai.openai"));
        QCOMPARE(providerOf("gpt-oss-120b", ""), Json());
        QCOMPARE(providerOf("llama-3.3-70b-instruct", ""), Json());
    }

    void timesThatVllmMeasuresAreExact() {
        const Json record = onlyRecord(answerOf(
            "llama-3.3-70b",
            usage(R"("prompt_tokens":1,"completion_tokens":1)") +
                R"(,"metrics":{"time_to_first_token_ms":85.9,"generation_time_ms":0.05})"));
        QCOMPARE(record["ttft_ms"], Json(85));
        QCOMPARE(record["latency_ms"], Json(86)); // 85.95
    }

    void recordsOfOtherKindsAreRejected() {
        const std::string good = answerWith(usage(R"("prompt_tokens":1,"completion_tokens":1)"));
        const auto rows = readText(good + R"({"id":"f1","object":"file","created":1789373001})" +
                                   "\n" + R"({"id":"x"})" + "\n");
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(2));
        for (const core::Diagnostic& rejected : rows->rejected)
            QVERIFY(rejected.reason.find("neither an answer") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestOpenaiChat)
#include "tst_openai_chat.moc"
