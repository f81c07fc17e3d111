// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/bedrock_invocation.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

const std::string kClaude = "eu.anthropic.claude-haiku-4-5-20251001-v1:0";

/// A log record of this model with these counts and this output.
std::string logOf(const std::string& model, const std::string& input, const std::string& output,
                  const std::string& members = {}) {
    return R"({"schemaType":"ModelInvocationLog","timestamp":"2026-09-14T08:20:00Z",)"
           R"("accountId":"111122223333","requestId":"q1","operation":"InvokeModel","modelId":")" +
           model + R"(","input":{)" + input + R"(},"output":{)" + output + "}" + members + "}";
}
const std::string kInput =
    R"("inputTokenCount":640,"cacheReadInputTokenCount":900,"cacheWriteInputTokenCount":100)";
/// The output of a call that wrote to the cache, with this body.
std::string outputWith(const std::string& body) {
    return R"("outputTokenCount":30,"outputBodyJson":)" + body;
}
Json onlyRecord(const std::string& text) {
    const auto rows = readText(text);
    if (rows->records.size() == 1 && rows->info.format == "bedrock_invocation")
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}
std::string asText(const std::string& json) {
    return Json(json).dump();
}

} // namespace

class TestBedrockInvocation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lifetimesOfCacheWritesAreInTheBody_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("writes"); // 5 minutes, 1 hour, flags
        const char* const kAssumed = R"([100,0,["cache_write_ttl_assumed_5m"]])";
        QTest::newRow("Anthropic's usage object")
            << QByteArray(R"({"usage":{"input_tokens":640,"cache_creation":)"
                          R"({"ephemeral_5m_input_tokens":40,"ephemeral_1h_input_tokens":60}}})")
            << QByteArray("[40,60,null]");
        QTest::newRow("Converse's cache details")
            << QByteArray(R"({"usage":{"inputTokens":640,"cacheDetails":)"
                          R"([{"ttl":"1h","inputTokens":70},{"ttl":"5m","inputTokens":30}]}})")
            << QByteArray("[30,70,null]");
        QTest::newRow("the events of a stream")
            << QByteArray(R"([{"type":"message_start","message":{"usage":{"cache_creation":)"
                          R"({"ephemeral_1h_input_tokens":100}}}},{"type":"ping"},)"
                          R"({"type":"message_delta","usage":{"output_tokens":30}}])")
            << QByteArray("[0,100,null]");
        QTest::newRow("the metadata of a Converse stream")
            << QByteArray(R"([{"messageStart":{}},{"metadata":{"usage":{"cacheDetails":)"
                          R"([{"ttl":"1h","inputTokens":100}]}}}])")
            << QByteArray("[0,100,null]");
        QTest::newRow("details of a part only")
            << QByteArray(R"({"usage":{"cacheDetails":[{"ttl":"1h","inputTokens":70}]}})")
            << QByteArray(R"([30,70,["cache_write_ttl_assumed_5m"]])");
        QTest::newRow("none") << QByteArray("{}") << QByteArray(kAssumed);
        QTest::newRow("a body that is null") << QByteArray("null") << QByteArray(kAssumed);
    }
    void lifetimesOfCacheWritesAreInTheBody() {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, writes);
        const Json record = onlyRecord(logOf(kClaude, kInput, outputWith(body.toStdString())));
        QCOMPARE(record["input_uncached_tokens"], Json(640));
        QCOMPARE(record["cache_read_tokens"], Json(900));
        const Json got{record["cache_write_5m_tokens"], record["cache_write_1h_tokens"],
                       record.value("flags", Json())};
        QCOMPARE(got, Json::parse(writes.constData()));
    }

    void openaiModelsCountInclusively_data() {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<int>("uncached");
        QTest::newRow("of OpenAI") << QByteArray("openai.gpt-oss-120b-1:0") << 140;
        QTest::newRow("of OpenAI, in a region") << QByteArray("us.openai.gpt-oss-120b-1:0") << 140;
        QTest::newRow("of others") << QByteArray("amazon.nova-pro-v1:0") << 640;
    }
    void openaiModelsCountInclusively() {
        QFETCH(QByteArray, model);
        QFETCH(int, uncached);
        const Json record = onlyRecord(
            logOf(model.toStdString(), R"("inputTokenCount":640,"cacheReadInputTokenCount":500)",
                  R"("outputTokenCount":30)"));
        QCOMPARE(record["input_uncached_tokens"], Json(uncached));
        QCOMPARE(record.contains("flags"), uncached == 140);
        // What does not fit into the input stands beside it.
        const Json beside = onlyRecord(logOf(model.toStdString(), kInput, outputWith("{}")));
        QCOMPARE(beside["input_uncached_tokens"], Json(640));
    }

    void theModelIsWhatFollowsTheLastSlash_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("vendor");
        QTest::newRow("an inference profile keeps its region, which is a price")
            << QByteArray("arn:aws:bedrock:eu-central-1:1:inference-profile/eu.anthropic.claude-x")
            << QByteArray("eu.anthropic.claude-x") << QByteArray("anthropic");
        QTest::newRow("global") << QByteArray("global.anthropic.claude-x")
                                << QByteArray("global.anthropic.claude-x")
                                << QByteArray("anthropic");
        QTest::newRow("a model of its own")
            << QByteArray("meta.llama3-3-70b-instruct-v1:0")
            << QByteArray("meta.llama3-3-70b-instruct-v1:0") << QByteArray("meta");
        QTest::newRow("provisioned")
            << QByteArray("arn:aws:bedrock:us-east-1:1:provisioned-model/x1") << QByteArray("x1")
            << QByteArray();
    }
    void theModelIsWhatFollowsTheLastSlash() {
        QFETCH(QByteArray, id);
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, vendor);
        const Json record = onlyRecord(logOf(id.toStdString(), kInput, ""));
        QCOMPARE(record["model"], Json(model.constData()));
        QCOMPARE(record.value("upstream_provider", ""), vendor.toStdString());
        QCOMPARE(record.value("service_tier", ""),
                 std::string(vendor.isEmpty() ? "provisioned" : ""));
    }

    void bodiesThatAreStoredElsewhereCostNoTokens() {
        const Json record = onlyRecord(
            logOf(kClaude, kInput, R"("outputTokenCount":30,"outputBodyS3Path":"q1.json.gz")"));
        QCOMPARE(record["output_tokens"], Json(30));
        QCOMPARE(record["flags"], Json::array({"cache_write_ttl_assumed_5m"}));
    }

    void timesOfAStreamAreKept() {
        const Json record = onlyRecord(
            logOf(kClaude, R"("inputTokenCount":6)",
                  outputWith(
                      R"([{"type":"message_stop","amazon-bedrock-invocationMetrics":)"
                      R"({"inputTokenCount":6,"invocationLatency":1900,"firstByteLatency":250}}])"),
                  R"(,"operation2":1)"));
        QCOMPARE(record["latency_ms"], Json(1900));
        QCOMPARE(record["ttft_ms"], Json(250));
        const Json converse =
            onlyRecord(logOf(kClaude, R"("inputTokenCount":6)",
                             outputWith(R"([{"metadata":{"metrics":{"latencyMs":77}}}])")));
        QCOMPARE(converse["latency_ms"], Json(77));
    }

    void failuresHaveNoUsage() {
        const auto rows = readText(logOf(kClaude, "", "", R"(,"errorCode":"ThrottlingException")"));
        const Json record = Json::parse(rows->records.at(0));
        QCOMPARE(record["status"], Json("error"));
        QCOMPARE(record["error"], Json("ThrottlingException"));
        QCOMPARE(record["flags"], Json::array({"usage_missing"}));
    }

    void recordsOfCloudWatchStandInTexts_data() {
        QTest::addColumn<QByteArray>("text");
        const std::string log = logOf(kClaude, kInput, outputWith("{}"));
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        row("a list of records", "[" + log + "]");
        row("events of a log group",
            "{\"events\":[{\"logStreamName\":\"s\",\"timestamp\":1789374000000,\"message\":" +
                asText(log) + ",\"eventId\":\"e\"}]}");
        row("a subscription", "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"id\":\"1\","
                              "\"timestamp\":1789374000000,\"message\":" +
                                  asText(log) + "}]}");
        row("rows of a query",
            "[{\"@timestamp\":\"2026-09-14 08:20:00.000\",\"@message\":" + asText(log) + "}]");
        row("rows of a query, parsed", "[{\"@message\":" + log + "}]");
        row("lines of events", "{\"message\":" + asText(log) + "}\n");
    }
    void recordsOfCloudWatchStandInTexts() {
        QFETCH(QByteArray, text);
        const Json record = onlyRecord(text.toStdString());
        QCOMPARE(record["request_id"], Json("q1"));
        QCOMPARE(record["timestamp"], Json("2026-09-14T08:20:00.000Z"));
        QCOMPARE(record["context_tokens"], Json(1640));
    }

    void brokenRecordsAreRejected_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* name, const std::string& line, const char* reason) {
            QTest::newRow(name) << QByteArray::fromStdString(line) << QByteArray(reason);
        };
        row("another schema", R"({"schemaType":"ModelCustomizationLog"})", "no ModelInvocationLog");
        row("a message that is no JSON", R"({"message":"START ModelInvocationLog"})",
            "not valid JSON");
        row("lifetimes that exceed all writes",
            logOf(kClaude, kInput,
                  outputWith(R"({"usage":{"cache_creation":{"ephemeral_1h_input_tokens":101}}})")),
            "exceed all cache writes (100)");
        row("a negative count", logOf(kClaude, R"("inputTokenCount":-1)", ""), "not a count");
        row("a key twice", logOf(kClaude, R"("inputTokenCount":1,"inputTokenCount":2)", ""),
            "stands twice");
        row("a NUL in an id", R"({"schemaType":"ModelInvocationLog","requestId":"a\u0000"})",
            "NUL");
    }
    void brokenRecordsAreRejected() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, reason);
        const auto rows =
            readText(logOf(kClaude, kInput, outputWith("{}")) + "\n" + line.toStdString() + "\n");
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QVERIFY2(rows->rejected[0].reason.find(reason.toStdString()) != std::string::npos,
                 rows->rejected[0].reason.c_str());
    }
};

QTEST_APPLESS_MAIN(TestBedrockInvocation)
#include "tst_bedrock_invocation.moc"
