// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: langfuse_observation.cpp, langfuse_usage.cpp
#include "importers/events/langfuse_ui_export.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// An observation of the JSON export with these members in place of its own.
Json observationWith(const char* members) {
    Json observation = Json::parse(
        R"({"id":"o1","traceId":"t1","type":"GENERATION","startTime":"2026-09-14T08:00:00.120Z",)"
        R"("endTime":"2026-09-14T08:00:01.000Z","environment":"production","level":"DEFAULT",)"
        R"("model":"m","providedUsageDetails":{},"usageDetails":{"input":10,"output":5,"total":15},)"
        R"("costDetails":{"total":0.5},"totalCost":0.5,"latency":0.88,"traceTags":[],)"
        R"("metadata":{}})");
    observation.update(Json::parse(members));
    return observation;
}
Json recordOf(const Json& observation) {
    const auto rows = readText(observation.dump());
    if (rows->records.size() == 1 && rows->info.format == "langfuse_ui_export")
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}
Json observationOf(const std::string& usage) {
    Json observation = observationWith("{}");
    observation["usageDetails"] = Json::parse(usage);
    return observation;
}

/// A table of one row; cells are quoted.
std::string csvOf(const std::vector<std::pair<std::string, std::string>>& cells) {
    constexpr char kQuote = 0x22;
    std::string header;
    std::string row;
    for (const auto& [name, cell] : cells) {
        header += name + ',';
        row += kQuote;
        for (const char c : cell)
            row.append(c == kQuote ? 2 : 1, c);
        row += kQuote;
        row += ',';
    }
    header.back() = row.back() = 0x0a;
    return header + row;
}

} // namespace

class TestLangfuseUiExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTotalTellsHowKeysOverlap_data() {
        QTest::addColumn<QByteArray>("usage");
        QTest::addColumn<QByteArray>("tokens"); // uncached, read, 5m, 1h, output, reasoning, flags
        const auto row = [](const char* name, const char* usage, const char* tokens) {
            QTest::newRow(name) << QByteArray(usage) << QByteArray(tokens);
        };
        row("disjoint keys",
            R"({"input":10,"input_cached_tokens":20,"output":5,"output_reasoning":7,"total":42})",
            R"([10,20,0,0,12,7,["reasoning_added_to_output"]])");
        row("cached tokens within the input",
            R"({"input":30,"input_cached_tokens":20,"output":5,"total":35})",
            R"([10,20,0,0,5,0,["input_semantics_inferred"]])");
        row("reasoning within the output",
            R"({"input":10,"output":12,"output_reasoning_tokens":7,"total":22})",
            "[10,0,0,0,12,7,[]]");
        row("reads and writes within the input",
            R"({"input":60,"cache_read_input_tokens":20,"cache_creation_input_tokens":30,)"
            R"("output":5,"total":65})",
            R"([10,20,30,0,5,0,["cache_write_ttl_assumed_5m","input_semantics_inferred"]])");
        row("writes by lifetime",
            R"({"input":10,"input_cache_creation_5m":3,"input_cache_creation_1h":4,"output":5,)"
            R"("total":22})",
            "[10,0,3,4,5,0,[]]");
        row("all writes beside a part of them",
            R"({"input":10,"input_cache_creation":7,"input_cache_creation_1h":4,"output":5,)"
            R"("total":22})",
            R"([10,0,3,4,5,0,["cache_write_ttl_assumed_5m"]])");
        row("writes of another name", R"({"input":10,"input_cache_write_tokens":3,"total":13})",
            R"([10,0,3,0,0,0,["cache_write_ttl_assumed_5m"]])");
        row("no total and no cached tokens", R"({"input":10,"output":5})", "[10,0,0,0,5,0,[]]");
        row("no total: disjoint by default", R"({"input":10,"input_cache_read":20,"output":5})",
            R"([10,20,0,0,5,0,["input_semantics_inferred"]])");
        row("thinking in the total only", R"({"input":10,"output":5,"total":40})",
            R"([10,0,0,0,5,0,["total_mismatch"]])");
        row("the same beside disjoint cached tokens",
            R"({"input":10,"input_cached_tokens":20,"output":5,"total":60})",
            R"([10,20,0,0,5,0,["input_semantics_inferred","total_mismatch"]])");
        row("audio is input and output of its own",
            R"({"input":10,"input_audio_tokens":3,"output":5,"output_audio_tokens":2,"total":20})",
            "[13,0,0,0,7,0,[]]");
        row("audio within the input of raw usage",
            R"({"input":30,"input_cached_tokens":20,"input_audio_tokens":3,"output":5,"total":35})",
            R"([10,20,0,0,5,0,["input_semantics_inferred"]])");
        row("keys that count no tokens",
            R"({"input":10,"output":5,"web_search_requests":2,"total":17})", "[10,0,0,0,5,0,[]]");
        row("names of Gemini",
            R"({"prompt_token_count":30,"cached_content_token_count":20,"candidates_token_count":5,)"
            R"("thoughts_token_count":7,"total_token_count":42})",
            R"([10,20,0,0,12,7,["input_semantics_inferred","reasoning_added_to_output"]])");
        row("a total alone says nothing", R"({"total":15})",
            R"([null,null,null,null,null,null,["usage_missing"]])");
        row("nothing", "{}", R"([null,null,null,null,null,null,["usage_missing"]])");
    }
    void theTotalTellsHowKeysOverlap() {
        QFETCH(QByteArray, usage);
        QFETCH(QByteArray, tokens);
        const Json record = recordOf(observationOf(usage.toStdString()));
        const Json got{record["input_uncached_tokens"],
                       record["cache_read_tokens"],
                       record["cache_write_5m_tokens"],
                       record["cache_write_1h_tokens"],
                       record["output_tokens"],
                       record["reasoning_tokens"],
                       record.value("flags", Json::array())};
        QCOMPARE(QByteArray(got.dump().c_str()), tokens);
    }

    void whatHasNoBucketIsKept() {
        const auto tagsOf = [](const std::string& usage) {
            return recordOf(observationOf(usage)).value("tags", Json());
        };
        QCOMPARE(tagsOf(R"({"input":10,"input_audio_tokens":3,"search_requests":2,"total":13})"),
                 Json({{"input_audio_tokens", "3"}, {"search_requests", "2"}}));
        QCOMPARE(tagsOf(R"({"input":10,"output":5,"total":40})"),
                 Json({{"tokens_in_total_only", "25"}}));
        QCOMPARE(tagsOf(R"({"total":40})"), Json({{"total_tokens", "40"}}));
    }

    void costsWithoutAPriceAreNotZero() {
        const Json zero = recordOf(observationWith(R"({"totalCost":0})"));
        QVERIFY(!zero.contains("reported_cost"));
        QCOMPARE(zero["flags"], Json::array({"cost_zero_unknown"}));
        QVERIFY(!recordOf(observationWith(R"({"totalCost":null,"costDetails":{}})"))
                     .contains("reported_cost"));
        const Json partly = recordOf(observationWith(
            R"({"usageDetails":{"input":10,"input_cached_tokens":7,"output":5,"total":22},)"
            R"("costDetails":{"input":0.1,"output":0.2,"total":0.3},"totalCost":0.3})"));
        QCOMPARE(partly["reported_cost"], Json("0.3"));
        QCOMPARE(partly["tags"], Json({{"keys_without_price", "input_cached_tokens"}}));
        // Of the details, where the sum is not given.
        std::string text = observationWith(R"({"totalCost":null})").dump();
        text.replace(text.find("0.5"), 3, "1.20e-05");
        QCOMPARE(Json::parse(readText(text)->records.at(0))["reported_cost"], Json("0.000012"));
    }

    void callsAreToldFromWhatSurroundsThem_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("kind"); // empty: no call
        QTest::newRow("a generation without usage")
            << QByteArray(R"({"usageDetails":{}})") << QByteArray("chat");
        QTest::newRow("an embedding")
            << QByteArray(R"({"type":"EMBEDDING"})") << QByteArray("embedding");
        QTest::newRow("an agent with usage of its own")
            << QByteArray(R"({"type":"AGENT"})") << QByteArray("chat");
        QTest::newRow("a span") << QByteArray(R"({"type":"SPAN","usageDetails":{}})")
                                << QByteArray();
        QTest::newRow("a tool with counts of zero")
            << QByteArray(R"({"type":"TOOL","usageDetails":{"input":0,"output":0,"total":0}})")
            << QByteArray();
    }
    void callsAreToldFromWhatSurroundsThem() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, kind);
        const auto rows = readText(observationWith(members).dump());
        QVERIFY(rows->rejected.empty());
        QCOMPARE(rows->records.size(), std::size_t(kind.isEmpty() ? 0 : 1));
        QCOMPARE(rows->totals->skipped, std::int64_t(kind.isEmpty() ? 1 : 0));
        if (!kind.isEmpty())
            QCOMPARE(Json::parse(rows->records[0])["call_kind"], Json(kind.constData()));
    }

    void theErrorIsAShortReason() {
        const auto failureWith = [](const std::string& message) {
            Json observation = observationWith(R"({"level":"ERROR"})");
            observation["statusMessage"] = message;
            return recordOf(observation);
        };
        const std::string longOne(150, 'x');
        QCOMPARE(failureWith(longOne)["status"], Json("error"));
        QCOMPARE(failureWith(longOne)["error"], Json(longOne.substr(0, 100)));
        QCOMPARE(failureWith("429\nand its trace")["error"], Json("429"));
        // The last character would end behind the last byte that may be kept.
        QCOMPARE(failureWith(std::string(99, 'x') + "\u00e9")["error"], Json(std::string(99, 'x')));
        QVERIFY(!recordOf(observationWith(R"({"level":"WARNING","statusMessage":"slow"})"))
                     .contains("error"));
        QCOMPARE(recordOf(observationWith(
                     R"({"endTime":null,"latency":null,"usageDetails":{}})"))["status"],
                 Json("unknown")); // it may still run
    }

    void durationsComeFromTimesWhereTheyAreNotGiven() {
        const Json record = recordOf(observationWith(
            R"({"latency":null,"completionStartTime":"2026-09-14T08:00:00.500Z"})"));
        QCOMPARE(record["latency_ms"], Json(880));
        QCOMPARE(record["ttft_ms"], Json(380));
    }

    void metadataWinsOverTagsAndMayBeAnything() {
        const Json both = recordOf(observationWith(
            R"({"metadata":{"feature":"of metadata"},"traceTags":["feature:of tags","tier:pro"]})"));
        QCOMPARE(both["feature"], Json("of metadata"));
        QCOMPARE(both["plan_tier"], Json("pro"));
        QVERIFY(!recordOf(observationWith(R"({"metadata":"a plain text"})")).contains("tenant"));
        QCOMPARE(recordOf(observationWith(
                     R"({"environment":"default","metadata":{"env":"dev"}})"))["environment"],
                 Json("development"));
    }

    void textsOfOlderVersionsStandInQuotesOfTheirOwn() {
        const auto rows = readText(csvOf({{"id", "\"o1\""},
                                          {"traceId", "\"t\\u0031\""},
                                          {"type", "\"GENERATION\""},
                                          {"environment", "\"default\""},
                                          {"startTime", "\"2026-09-14T08:00:00.120Z\""},
                                          {"model", "\"m\""},
                                          {"usageDetails", R"({"input":10,"total":10})"},
                                          {"providedUsageDetails", "{}"},
                                          {"totalCost", "null"},
                                          {"latency", "1.5"},
                                          {"userId", "\"\""},
                                          {"promptName", "null"},
                                          {"inputUsage", "99"},
                                          {"traceTags", "[]"}}));
        QVERIFY(rows->rejected.empty());
        const Json record = Json::parse(rows->records.at(0));
        QCOMPARE(record["request_id"], Json("o1"));
        QCOMPARE(record["root_id"], Json("t1"));
        QCOMPARE(record["timestamp"], Json("2026-09-14T08:00:00.120Z"));
        QCOMPARE(record["latency_ms"], Json(1500));
        QCOMPARE(record["input_uncached_tokens"], Json(10));
        QVERIFY(!record.contains("user") && !record.contains("environment") &&
                !record.contains("prompt_name") && !record.contains("reported_cost"));
    }

    void whatSaysMoreIsFinal() {
        const auto versionOf = [](const char* members) {
            return readText(observationWith(members).dump())->versions.at(0);
        };
        const auto running = versionOf(R"({"usageDetails":{},"userId":"u","sessionId":"s"})");
        const auto ended = versionOf("{}");
        const auto withUser = versionOf(R"({"userId":"u"})");
        const auto withSession = versionOf(R"({"userId":"u","sessionId":"s"})");
        QVERIFY(running < ended && ended < withUser && withUser < withSession);
        QCOMPARE(readText(observationWith("{}").dump())->info.source, std::string("langfuse"));
    }

    void brokenObservationsAreRejected_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* name, const char* members, const char* reason) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(reason);
        };
        row("a total that no reading gives",
            R"({"usageDetails":{"input":30,"input_cached_tokens":20,"output":5,"total":50}})",
            "The total (50) is not what this source's counts add up to");
        row("a negative count", R"({"usageDetails":{"input":-1}})", "not a count");
        row("a fraction of a token", R"({"usageDetails":{"input":1.5}})", "not a count");
        row("a negative cost", R"({"totalCost":-1})", "negative");
        row("a duration below zero", R"({"latency":-1})", "not a duration");
        row("a time that is none", R"({"startTime":"soon"})", "not a time");
        row("an end that is none", R"({"latency":null,"endTime":"soon"})", "not a time");
        row("metadata that is cut", "{\"metadata\":\"[1,2\"}", "not valid JSON");
    }
    void brokenObservationsAreRejected() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, reason);
        const auto rows =
            readText(observationWith("{}").dump() + "\n" + observationWith(members).dump() + "\n");
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QVERIFY2(rows->rejected[0].reason.find(reason.toStdString()) != std::string::npos,
                 rows->rejected[0].reason.c_str());
    }
};

QTEST_APPLESS_MAIN(TestLangfuseUiExport)
#include "tst_langfuse_ui_export.moc"
