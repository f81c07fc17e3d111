// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: otlp_attributes.cpp, otlp_raw_spans.cpp, otlp_span.cpp, otlp_tokens.cpp
#include "importers/events/otlp_genai.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// An attribute whose value is written as `typed`: "intValue":"3".
std::string attribute(const std::string& key, const std::string& typed) {
    return R"({"key":")" + key + R"(","value":{)" + typed + "}}";
}
std::string text(const std::string& key, const std::string& value) {
    return attribute(key, R"("stringValue":")" + value + "\"");
}
std::string number(const std::string& key, int value) {
    return attribute(key, R"("intValue":")" + std::to_string(value) + "\"");
}
std::string joined(const std::vector<std::string>& items) {
    std::string list;
    for (const std::string& item : items)
        list += (list.empty() ? "" : ",") + item;
    return list;
}
/// A span with these attributes, and these further members.
std::string span(const std::vector<std::string>& attributes, const std::string& members = {}) {
    return R"({"traceId":"5b8efff798038103d269b633813fc60c","spanId":"a000000000000002",)"
           R"("name":"chat gpt","startTimeUnixNano":"1789373001120999999",)"
           R"("endTimeUnixNano":"1789373002960000000","attributes":[)" +
           joined(attributes) + "]" + members + "}";
}
std::string resource(const std::vector<std::string>& spans,
                     const std::vector<std::string>& attributes = {}) {
    return R"({"resource":{"attributes":[)" + joined(attributes) +
           R"(]},"scopeSpans":[{"scope":{"name":"s"},"spans":[)" + joined(spans) + "]}]}";
}
std::string document(const std::vector<std::string>& resources) {
    return R"({"resourceSpans":[)" + joined(resources) + "]}";
}
std::string fileOf(const std::vector<std::string>& attributes, const std::string& members = {}) {
    return document({resource({span(attributes, members)})}) + "\n";
}
const std::string kChat = text("gen_ai.operation.name", "chat");

std::unique_ptr<CollectedRows> readSpans(const std::string& content,
                                         const ReadOptions& options = {}) {
    auto rows = readText(content, {}, options);
    if (rows->info.format != "otlp_genai")
        QTest::qFail("the format was not recognised", __FILE__, __LINE__);
    return rows;
}
Json onlyRecord(const std::string& content) {
    const auto rows = readSpans(content);
    if (rows->records.size() == 1)
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}
/// uncached, read, written for 5 minutes, output, reasoning
Json bucketsOf(const Json& record) {
    Json buckets = Json::array();
    for (const char* name : {"input_uncached_tokens", "cache_read_tokens", "cache_write_5m_tokens",
                             "output_tokens", "reasoning_tokens"})
        buckets.push_back(record[name]);
    return buckets;
}

} // namespace

class TestOtlpGenai : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsTellTheirConvention_data() {
        QTest::addColumn<QList<int>>("counts"); // input, read, written, output, reasoning, total
        QTest::addColumn<QByteArray>("buckets");
        QTest::addColumn<QByteArray>("flags");
        const char* const kWrites = R"(["cache_write_ttl_assumed_5m"])";
        const char* const kExclusive =
            R"(["cache_write_ttl_assumed_5m","input_semantics_inferred"])";
        QTest::newRow("by the conventions the input includes cached tokens")
            << QList<int>{1000, 600, 100, 50, 20, -1} << QByteArray("[300,600,100,50,20]")
            << QByteArray(kWrites);
        QTest::newRow("more cached than input: the writer's input is without")
            << QList<int>{640, 900, 100, 50, 0, -1} << QByteArray("[640,900,100,50,0]")
            << QByteArray(kExclusive);
        QTest::newRow("reads and writes are both beside, though reads alone would fit")
            << QList<int>{1000, 900, 200, 50, 0, -1} << QByteArray("[1000,900,200,50,0]")
            << QByteArray(kExclusive);
        QTest::newRow("a total proves that cached tokens are beside")
            << QList<int>{1000, 600, 100, 50, 0, 1750} << QByteArray("[1000,600,100,50,0]")
            << QByteArray(kExclusive);
        QTest::newRow("a total proves that cached tokens are inside")
            << QList<int>{1000, 600, 100, 50, 0, 1050} << QByteArray("[300,600,100,50,0]")
            << QByteArray(kWrites);
        QTest::newRow("a total proves that reasoning is beside")
            << QList<int>{1000, 0, 0, 50, 20, 1070} << QByteArray("[1000,0,0,70,20]")
            << QByteArray(R"(["reasoning_added_to_output"])");
        QTest::newRow("a total proves that both are beside")
            << QList<int>{1000, 600, 0, 50, 20, 1670} << QByteArray("[1000,600,0,70,20]")
            << QByteArray(R"(["input_semantics_inferred","reasoning_added_to_output"])");
        QTest::newRow("more reasoning than output: it is beside")
            << QList<int>{1000, 0, 0, 50, 80, -1} << QByteArray("[1000,0,0,130,80]")
            << QByteArray(R"(["reasoning_added_to_output"])");
        QTest::newRow("a total without what is beside says nothing")
            << QList<int>{640, 900, 0, 50, 0, 690} << QByteArray("[640,900,0,50,0]")
            << QByteArray(R"(["input_semantics_inferred"])");
        QTest::newRow("a total that nothing explains")
            << QList<int>{1000, 600, 0, 50, 0, 9999} << QByteArray("[400,600,0,50,0]")
            << QByteArray(R"(["total_mismatch"])");
    }
    void countsTellTheirConvention() {
        QFETCH(QList<int>, counts);
        QFETCH(QByteArray, buckets);
        QFETCH(QByteArray, flags);
        std::vector<std::string> attributes{
            kChat,
            number("gen_ai.usage.input_tokens", counts[0]),
            number("gen_ai.usage.cache_read.input_tokens", counts[1]),
            number("gen_ai.usage.cache_creation.input_tokens", counts[2]),
            number("gen_ai.usage.output_tokens", counts[3]),
            number("gen_ai.usage.reasoning.output_tokens", counts[4])};
        if (counts[5] >= 0)
            attributes.push_back(number("gen_ai.usage.total_tokens", counts[5]));
        const Json record = onlyRecord(fileOf(attributes));
        QCOMPARE(bucketsOf(record), Json::parse(buckets.constData()));
        QCOMPARE(record["flags"], Json::parse(flags.constData()));
        QCOMPARE(record["token_source"], Json("reported"));
    }

    void whatIsNotGivenIsUnknown_data() {
        QTest::addColumn<QByteArray>("attributes");
        QTest::addColumn<QByteArray>("buckets");
        QTest::addColumn<QByteArray>("flags");
        const auto of = [](const std::vector<std::string>& attributes) {
            return QByteArray::fromStdString(joined(attributes));
        };
        QTest::newRow("no usage") << of({kChat}) << QByteArray("[null,null,null,null,null]")
                                  << QByteArray(R"(["usage_missing"])");
        QTest::newRow("no output")
            << of({kChat, number("gen_ai.usage.input_tokens", 7)}) << QByteArray("[7,0,0,null,0]")
            << QByteArray(R"(["output_tokens_missing"])");
        QTest::newRow("no input") << of({kChat, number("gen_ai.usage.output_tokens", 7)})
                                  << QByteArray("[null,null,null,7,null]")
                                  << QByteArray(R"(["usage_missing"])");
        QTest::newRow("embeddings have no output")
            << of({text("gen_ai.operation.name", "embeddings"),
                   number("gen_ai.usage.input_tokens", 7)})
            << QByteArray("[7,0,0,0,0]") << QByteArray("null");
        QTest::newRow("embeddings without usage")
            << of({text("gen_ai.operation.name", "embeddings")})
            << QByteArray("[null,null,null,null,null]") << QByteArray(R"(["usage_missing"])");
    }
    void whatIsNotGivenIsUnknown() {
        QFETCH(QByteArray, attributes);
        QFETCH(QByteArray, buckets);
        QFETCH(QByteArray, flags);
        const Json record = onlyRecord(fileOf({attributes.toStdString()}));
        QCOMPARE(bucketsOf(record), Json::parse(buckets.constData()));
        QCOMPARE(record.value("flags", Json()), Json::parse(flags.constData()));
    }

    void onlyCallsOfModelsAreTaken_data() {
        QTest::addColumn<QByteArray>("attributes");
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("kind"); // empty: no call
        const std::string counts = number("gen_ai.usage.input_tokens", 7);
        const auto operation = [&](const char* name) {
            return QByteArray::fromStdString(text("gen_ai.operation.name", name) + "," + counts);
        };
        QTest::newRow("chat") << operation("chat") << QByteArray() << QByteArray("chat");
        QTest::newRow("text_completion")
            << operation("text_completion") << QByteArray() << QByteArray("chat");
        QTest::newRow("generate_content")
            << operation("generate_content") << QByteArray() << QByteArray("chat");
        QTest::newRow("embeddings")
            << operation("embeddings") << QByteArray() << QByteArray("embedding");
        for (const char* name : {"invoke_agent", "create_agent", "execute_tool", "invoke_workflow"})
            QTest::newRow(name) << operation(name) << QByteArray() << QByteArray();
        QTest::newRow("a workflow of OpenLLMetry repeats its children")
            << QByteArray::fromStdString(text("traceloop.span.kind", "workflow") + "," + counts)
            << QByteArray() << QByteArray();
        QTest::newRow("OpenLLMetry's rerank")
            << QByteArray::fromStdString(text("llm.request.type", "rerank") + "," + counts)
            << QByteArray() << QByteArray("rerank");
        QTest::newRow("no span of a model")
            << QByteArray::fromStdString(text("http.request.method", "GET")) << QByteArray()
            << QByteArray();
    }
    void onlyCallsOfModelsAreTaken() {
        QFETCH(QByteArray, attributes);
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, kind);
        const auto rows = readSpans(document({resource({span({attributes.toStdString()})})}) +
                                    "\n" + fileOf({kChat}));
        QCOMPARE(rows->records.size(), std::size_t(kind.isEmpty() ? 1 : 2));
        QCOMPARE(rows->totals->skipped, std::int64_t(kind.isEmpty() ? 1 : 0));
        QCOMPARE(rows->totals->rows, std::int64_t(2));
        QVERIFY(rows->rejected.empty());
        QCOMPARE(Json::parse(rows->records.back())["source_row"], Json(2));
        if (!kind.isEmpty())
            QCOMPARE(Json::parse(rows->records[0])["call_kind"], Json(kind.constData()));
    }

    void olderNamesAndThoseOfOpenLlmetryAreRead() {
        const Json old = onlyRecord(fileOf(
            {text("gen_ai.system", "az.ai.openai"), text("gen_ai.request.model", "gpt-5-mini"),
             number("gen_ai.usage.prompt_tokens", 100),
             number("gen_ai.usage.completion_tokens", 10),
             text("gen_ai.openai.response.service_tier", "default")}));
        QCOMPARE(old["provider"], Json("azure.ai.openai"));
        QCOMPARE(old["model"], Json("gpt-5-mini"));
        QCOMPARE(old["service_tier"], Json("standard"));
        QCOMPARE(bucketsOf(old), Json::parse("[100,0,0,10,0]"));
        const Json vendor = onlyRecord(fileOf(
            {text("llm.vendor", "Anthropic"), text("llm.request.type", "completion"),
             number("llm.usage.prompt_tokens", 640),
             number("llm.usage.cache_read_input_tokens", 900),
             number("llm.usage.completion_tokens", 10), text("traceloop.workflow.name", "triage"),
             text("traceloop.association.properties.tenant_id", "acme")}));
        QCOMPARE(vendor["provider"], Json("anthropic"));
        QCOMPARE(vendor["workflow"], Json("triage"));
        QCOMPARE(vendor["tenant"], Json("acme"));
        QCOMPARE(bucketsOf(vendor), Json::parse("[640,900,0,10,0]"));
    }

    void aNewNameWinsOverAnOldOneWhereverItStands() {
        const std::string now = number("gen_ai.usage.input_tokens", 7);
        const std::string before = number("gen_ai.usage.prompt_tokens", 9);
        QCOMPARE(onlyRecord(fileOf({kChat, now, before}))["input_uncached_tokens"], Json(7));
        QCOMPARE(onlyRecord(fileOf({kChat, before, now}))["input_uncached_tokens"], Json(7));
    }

    void integersMayBeTextsOrNumbers() {
        const auto inputOf = [](const std::string& typed) {
            return onlyRecord(fileOf(
                {kChat, attribute("gen_ai.usage.input_tokens", typed)}))["input_uncached_tokens"];
        };
        QCOMPARE(inputOf(R"("intValue":"4294967296")"), Json(4294967296));
        QCOMPARE(inputOf(R"("intValue":5)"), Json(5));
        QCOMPARE(inputOf(R"("doubleValue":5.0)"), Json(5));
        QCOMPARE(inputOf(R"("stringValue":"5")"), Json(5));
    }

    void timesAreCutToMilliseconds() {
        const Json record = onlyRecord(fileOf(
            {kChat, attribute("gen_ai.response.time_to_first_chunk", R"("doubleValue":0.4909)")}));
        QCOMPARE(record["timestamp"], Json("2026-09-14T08:03:21.120Z"));
        QCOMPARE(record["latency_ms"], Json(1839)); // 1.839000001 s
        QCOMPARE(record["ttft_ms"], Json(490));
    }

    void aSpanWithoutEndHasNoLatency() {
        std::string content = fileOf({kChat});
        const std::string end = R"("endTimeUnixNano":"1789373002960000000")";
        content.replace(content.find(end), end.size(), R"("endTimeUnixNano":"0")");
        QVERIFY(!onlyRecord(content).contains("latency_ms"));
    }

    void idsAreTold_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("attribute");
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("parent");
        QTest::newRow("the answer's id")
            << QByteArray(R"(,"parentSpanId":"a000000000000001")")
            << QByteArray::fromStdString(text("gen_ai.response.id", "chatcmpl-1"))
            << QByteArray("chatcmpl-1") << QByteArray("a000000000000001");
        QTest::newRow("without one, the span's")
            << QByteArray(R"(,"parentSpanId":"")")
            << QByteArray::fromStdString(text("gen_ai.response.model", "m"))
            << QByteArray("a000000000000002") << QByteArray();
        QTest::newRow("in base64")
            << QByteArray(R"(,"parentSpanId":"oAAAAAAAAAE=")")
            << QByteArray::fromStdString(text("gen_ai.response.model", "m"))
            << QByteArray("a000000000000002") << QByteArray("a000000000000001");
        QTest::newRow("in capitals")
            << QByteArray(R"(,"parentSpanId":"A00000000000000F")")
            << QByteArray::fromStdString(text("gen_ai.response.model", "m"))
            << QByteArray("a000000000000002") << QByteArray("a00000000000000f");
        QTest::newRow("a parent of zeros is none")
            << QByteArray(R"(,"parentSpanId":"0000000000000000")")
            << QByteArray::fromStdString(text("gen_ai.response.model", "m"))
            << QByteArray("a000000000000002") << QByteArray();
    }
    void idsAreTold() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, attribute);
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, parent);
        const Json record =
            onlyRecord(fileOf({kChat, attribute.toStdString()}, members.toStdString()));
        QCOMPARE(record["request_id"], Json(request.constData()));
        QCOMPARE(record["root_id"], Json("5b8efff798038103d269b633813fc60c"));
        QCOMPARE(record.value("parent_id", ""), parent.toStdString());
    }

    void failuresAreTold_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("attributes");
        QTest::addColumn<QByteArray>("status");
        const QByteArray chat = QByteArray::fromStdString(kChat);
        QTest::newRow("not set") << QByteArray(R"(,"status":{})") << chat << QByteArray("success");
        QTest::newRow("ok") << QByteArray(R"(,"status":{"code":1})") << chat
                            << QByteArray("success");
        QTest::newRow("error") << QByteArray(R"(,"status":{"code":2,"message":"m"})") << chat
                               << QByteArray("error");
        QTest::newRow("error by name") << QByteArray(R"(,"status":{"code":"STATUS_CODE_ERROR"})")
                                       << chat << QByteArray("error");
        QTest::newRow("a type of error")
            << QByteArray() << chat + "," + QByteArray::fromStdString(text("error.type", "429"))
            << QByteArray("error");
    }
    void failuresAreTold() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, attributes);
        QFETCH(QByteArray, status);
        const Json record = onlyRecord(fileOf({attributes.toStdString()}, members.toStdString()));
        QCOMPARE(record["status"], Json(status.constData()));
        QCOMPARE(record.value("error", ""), std::string(attributes.contains("429") ? "429" : ""));
    }

    void costsAreExactDollars() {
        const auto costOf = [](const std::string& typed) {
            const auto rows = readSpans(document(
                {resource({span({kChat}), span({attribute("gen_ai.usage.cost", typed), kChat})}),
                 resource({span({kChat, attribute("gen_ai.usage.cost", typed)})})}));
            const Json cost = Json::parse(rows->records[1])["reported_cost"];
            if (Json::parse(rows->records[2])["reported_cost"] != cost ||
                Json::parse(rows->records[0]).contains("reported_cost"))
                QTest::qFail("the cost of another span was taken", __FILE__, __LINE__);
            return cost;
        };
        QCOMPARE(costOf(R"("doubleValue":1.2e-05)"), Json("0.000012"));
        QCOMPARE(costOf(R"("doubleValue":0.300000000001)"), Json("0.300000000001"));
        QCOMPARE(costOf(R"("stringValue":"0.25")"), Json("0.25"));
        QCOMPARE(costOf(R"("intValue":"0")"), Json("0"));
    }

    void attributionComesFromSpanThenResource() {
        const std::string content = document(
            {resource({span({kChat, text("tenant.id", "acme"), text("user.email", "a@b.example"),
                             text("gen_ai.prompt.0.content", "secret"),
                             text("gen_ai.agent.name", "reply"),
                             number("gen_ai.usage.image.input_tokens", 3)})},
                      {text("service.name", "copilot"), text("deployment.environment", "prod"),
                       text("tenant.id", "other"), text("feature", "reply")}),
             resource({span({kChat})})});
        const auto rows = readSpans(content);
        const Json record = Json::parse(rows->records[0]);
        QCOMPARE(record["tenant"], Json("acme"));
        QCOMPARE(record["feature"], Json("reply"));
        QCOMPARE(record["application"], Json("copilot"));
        QCOMPARE(record["environment"], Json("production"));
        QCOMPARE(record["tags"], (Json{{"agent_name", "reply"}}));
        QVERIFY(rows->records[0].find("secret") == std::string::npos);
        QVERIFY(rows->records[0].find("a@b") == std::string::npos);
        QVERIFY(!Json::parse(rows->records[1]).contains("application")); // of another resource
    }

    void modalitiesAreTags() {
        const Json record = onlyRecord(fileOf({kChat, number("gen_ai.usage.input_tokens", 9),
                                               number("gen_ai.usage.audio.input_tokens", 4),
                                               number("gen_ai.usage.image.input_tokens", 0),
                                               number("gen_ai.usage.audio.output_tokens", 2)}));
        QCOMPARE(record["tags"], (Json{{"input_audio_tokens", "4"}, {"output_audio_tokens", "2"}}));
    }

    void shapesOfFilesDoNotMatter_data() {
        QTest::addColumn<QByteArray>("content");
        const std::string first = document({resource({span({kChat}), span({kChat})})});
        const std::string second = document({resource({span({kChat})}), resource({})});
        const auto bytes = [](const std::string& content) {
            return QByteArray::fromStdString(content);
        };
        QTest::newRow("a document a line") << bytes(first + "\n\n" + second + "\n");
        QTest::newRow("a list of documents") << bytes("[\n" + first + ",\n" + second + "\n]");
        QTest::newRow("documents over many lines")
            << bytes(Json::parse(first).dump(2) + "\n" + Json::parse(second).dump(2));
        QTest::newRow("metrics between the lines")
            << bytes(first + "\n{\"resourceMetrics\":[]}\n" + second + "\n");
    }
    void shapesOfFilesDoNotMatter() {
        QFETCH(QByteArray, content);
        for (const unsigned threads : {1U, 2U})
            for (const std::size_t chunk :
                 {std::size_t(1), std::size_t(700), std::size_t(1) << 20}) {
                const auto rows = readSpans(content.toStdString(), {threads, "UTC", chunk});
                QCOMPARE(rows->records.size(), std::size_t(3));
                for (std::size_t i = 0; i < 3; ++i)
                    QCOMPARE(Json::parse(rows->records[i])["source_row"], Json(i + 1));
                QVERIFY(rows->rejected.empty());
                QCOMPARE(rows->totals->rows, 3 + rows->totals->skipped);
            }
    }

    void brokenSpansAreRejected_data() {
        QTest::addColumn<QByteArray>("broken");
        QTest::addColumn<QByteArray>("column");
        const auto row = [](const char* name, const std::string& broken, const char* column) {
            QTest::newRow(name) << QByteArray::fromStdString(broken) << QByteArray(column);
        };
        row("a count that is none", span({kChat, text("gen_ai.usage.input_tokens", "many")}),
            "input_tokens");
        row("a count below zero", span({kChat, number("gen_ai.usage.input_tokens", -1)}),
            "input_tokens");
        row("an attribute twice",
            span({kChat, number("gen_ai.usage.input_tokens", 1),
                  number("gen_ai.usage.input_tokens", 2)}),
            "gen_ai.usage.input_tokens");
        row("a key twice", span({kChat}, R"(,"spanId":"b")"), "spanId");
        row("attributes twice", span({kChat}, R"(,"attributes":[])"), "attributes");
        row("a negative cost",
            span({kChat, attribute("gen_ai.usage.cost", R"("doubleValue":-0.5)")}),
            "gen_ai.usage.cost");
        row("a cost that is none",
            span({kChat, attribute("gen_ai.usage.cost", R"("stringValue":"free")")}),
            "gen_ai.usage.cost");
        row("no span at all", "7", "spans");
        row("a time in seconds",
            R"({"startTimeUnixNano":"1789373001","attributes":[)" + kChat + "]}",
            "startTimeUnixNano");
        row("a first chunk before the call",
            span(
                {kChat, attribute("gen_ai.response.time_to_first_chunk", R"("doubleValue":-1.5)")}),
            "gen_ai.response.time_to_first_chunk");
    }
    void brokenSpansAreRejected() {
        QFETCH(QByteArray, broken);
        QFETCH(QByteArray, column);
        const auto rows = readSpans(
            document({resource({span({kChat}), broken.toStdString()}), resource({span({kChat})})}));
        QCOMPARE(rows->records.size(), std::size_t(2));
        QCOMPARE(Json::parse(rows->records[1])["source_row"], Json(3));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].column, column.toStdString());
        QCOMPARE(rows->rejected[0].raw, broken.toStdString());
    }

    void listsThatStandTwiceAreRejected() {
        const std::string good = document({resource({span({kChat})})}) + "\n";
        const std::string list = R"([{"spans":[)" + span({kChat}) + "]}]";
        for (const std::string& broken :
             {R"({"resourceSpans":[],"resourceSpans":[]})" + std::string(),
              R"({"resourceSpans":[{"scopeSpans":)" + list + R"(,"scopeSpans":)" + list + "}]}",
              std::string(R"({"resourceSpans":[{"scopeSpans":[{"spans":[],"spans":[]}]}]})")}) {
            const auto rows = readSpans(good + broken + "\n");
            QCOMPARE(rows->records.size(), std::size_t(1));
            QCOMPARE(rows->rejected.size(), std::size_t(1));
            QCOMPARE(rows->rejected[0].line, std::int64_t(2));
            QCOMPARE(rows->totals->rows, std::int64_t(2));
        }
    }
};

QTEST_APPLESS_MAIN(TestOtlpGenai)
#include "tst_otlp_genai.moc"
