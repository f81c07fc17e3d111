// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: anthropic_usage.cpp
#include "importers/events/anthropic_messages.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// A body with this usage.
std::string bodyWith(const std::string& usage) {
    return R"({"id":"m1","type":"message","model":"claude-haiku-4-5","usage":{)" + usage + "}}\n";
}
std::string startOf(const std::string& id, const std::string& usage) {
    return R"({"type":"message_start","message":{"id":")" + id +
           R"(","type":"message","model":"claude-haiku-4-5","usage":{)" + usage + "}}}\n";
}
std::string deltaOf(const std::string& usage) {
    return R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{)" + usage +
           "}}\n";
}
const std::string kText =
    R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"secret"}})"
    "\n";
const std::string kStop = "{\"type\":\"message_stop\"}\n";

Json recordOf(const CollectedRows& rows, std::size_t index = 0) {
    if (index < rows.records.size())
        return Json::parse(rows.records[index]);
    QTest::qFail(rows.rejected.empty() ? "a record is missing" : rows.rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}
Json bucketsOf(const Json& record) {
    Json buckets = Json::array();
    for (const char* name : {"input_uncached_tokens", "cache_read_tokens", "cache_write_5m_tokens",
                             "cache_write_1h_tokens", "output_tokens", "reasoning_tokens"})
        buckets.push_back(record[name]);
    return buckets;
}

} // namespace

class TestAnthropicMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensAreSplit_data() {
        QTest::addColumn<QByteArray>("usage");
        QTest::addColumn<QByteArray>("buckets"); // uncached, read, 5m, 1h, output, reasoning
        QTest::addColumn<QByteArray>("flags");   // beside timestamp_missing
        QTest::newRow("cached tokens are beside the input, thinking within the output")
            << QByteArray(R"("input_tokens":6,"cache_read_input_tokens":90,)"
                          R"("cache_creation_input_tokens":30,"cache_creation":)"
                          R"({"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},)"
                          R"("output_tokens":50,"output_tokens_details":{"thinking_tokens":40})")
            << QByteArray("[6,90,10,20,50,40]") << QByteArray("[]");
        QTest::newRow("writes without lifetimes are taken as written for 5 minutes")
            << QByteArray(R"("input_tokens":6,"cache_creation_input_tokens":30,"output_tokens":5)")
            << QByteArray("[6,0,30,0,5,null]") << QByteArray(R"(["cache_write_ttl_assumed_5m"])");
        QTest::newRow("a gateway fills in lifetimes of zero that say nothing")
            << QByteArray(R"("input_tokens":6,"cache_creation_input_tokens":30,"cache_creation":)"
                          R"({"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},)"
                          R"("output_tokens":5)")
            << QByteArray("[6,0,30,0,5,null]") << QByteArray(R"(["cache_write_ttl_assumed_5m"])");
        QTest::newRow("lifetimes alone are enough")
            << QByteArray(R"("input_tokens":6,"cache_creation":{"ephemeral_1h_input_tokens":20},)"
                          R"("output_tokens":5)")
            << QByteArray("[6,0,0,20,5,null]") << QByteArray("[]");
        QTest::newRow("null caches are none")
            << QByteArray(R"("input_tokens":6,"cache_creation_input_tokens":null,)"
                          R"("cache_read_input_tokens":null,"cache_creation":null,)"
                          R"("output_tokens":5,"output_tokens_details":null)")
            << QByteArray("[6,0,0,0,5,null]") << QByteArray("[]");
        QTest::newRow("an unknown output is not zero")
            << QByteArray(R"("input_tokens":6,"output_tokens":null)")
            << QByteArray("[6,0,0,0,null,null]") << QByteArray(R"(["output_tokens_missing"])");
    }
    void tokensAreSplit() {
        QFETCH(QByteArray, usage);
        QFETCH(QByteArray, buckets);
        QFETCH(QByteArray, flags);
        const auto rows = readText(bodyWith(usage.toStdString()));
        const Json record = recordOf(*rows);
        QCOMPARE(bucketsOf(record), Json::parse(buckets.constData()));
        Json want = Json::parse(flags.constData());
        want.push_back("timestamp_missing");
        QCOMPARE(record["flags"], want);
    }

    void countsThatContradictAreRefused_data() {
        QTest::addColumn<QByteArray>("usage");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("lifetimes that exceed all writes")
            << QByteArray(R"("input_tokens":6,"cache_creation_input_tokens":30,"cache_creation":)"
                          R"({"ephemeral_5m_input_tokens":30,"ephemeral_1h_input_tokens":1},)"
                          R"("output_tokens":5)")
            << QByteArray("by lifetime (31) exceed all cache writes (30)");
        QTest::newRow("more thinking than output")
            << QByteArray(
                   R"("input_tokens":6,"output_tokens":5,"output_tokens_details":{"thinking_tokens":6})")
            << QByteArray("exceed the output tokens");
        QTest::newRow("a negative count") << QByteArray(R"("input_tokens":-6,"output_tokens":5)")
                                          << QByteArray("-6 is not a count");
    }
    void countsThatContradictAreRefused() {
        QFETCH(QByteArray, usage);
        QFETCH(QByteArray, reason);
        const auto rows = readText(bodyWith(usage.toStdString()));
        QVERIFY(rows->records.empty());
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QVERIFY2(rows->rejected[0].reason.find(reason.toStdString()) != std::string::npos,
                 rows->rejected[0].reason.c_str());
    }

    void searchesRegionAndSpeedAreKept() {
        const auto rows = readText(
            bodyWith(R"("input_tokens":6,"output_tokens":5,"service_tier":"priority",)"
                     R"("server_tool_use":{"web_search_requests":3,"web_fetch_requests":1},)"
                     R"("inference_geo":"us","speed":"fast")"));
        const Json record = recordOf(*rows);
        QCOMPARE(record["tags"],
                 (Json{{"web_search_requests", "3"}, {"inference_geo", "us"}, {"speed", "fast"}}));
        QCOMPARE(record["service_tier"], Json("priority"));
        QCOMPARE(rows->queries, (std::vector<std::int64_t>{3}));
    }

    void iterationsThatAreBilledBesideAreTold() {
        const std::string own = R"({"type":"message","input_tokens":6,"output_tokens":5})";
        const std::string other = R"({"type":"compaction","input_tokens":900,"output_tokens":70})";
        const auto read = [](const std::string& iterations) {
            return recordOf(*readText(bodyWith(
                R"("input_tokens":6,"output_tokens":5,"iterations":[)" + iterations + "]")));
        };
        QCOMPARE(read(own)["flags"], Json::array({"timestamp_missing"}));
        const Json record = read(own + "," + other);
        QCOMPARE(record["flags"], Json::array({"timestamp_missing", "total_mismatch"}));
        QCOMPARE(Json::parse(record["tags"]["iterations"].get<std::string>()).size(),
                 std::size_t(2));
        QCOMPARE(record["input_uncached_tokens"], Json(6));
    }

    void batchResultsHaveAStatus_data() {
        QTest::addColumn<QByteArray>("result");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("errored")
            << QByteArray(
                   R"({"type":"errored","error":{"type":"error","error":{"type":"api_error"}}})")
            << QByteArray("error") << QByteArray("api_error");
        QTest::newRow("expired") << QByteArray(R"({"type":"expired"})") << QByteArray("error")
                                 << QByteArray("expired");
        QTest::newRow("canceled") << QByteArray(R"({"type":"canceled"})") << QByteArray("cancelled")
                                  << QByteArray("canceled");
    }
    void batchResultsHaveAStatus() {
        QFETCH(QByteArray, result);
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, error);
        const auto rows =
            readText(R"({"custom_id":"T-1","result":)" + result.toStdString() + "}\n");
        const Json record = recordOf(*rows);
        QCOMPARE(record["status"], Json(status.constData()));
        QCOMPARE(record["error"], Json(error.constData()));
        QCOMPARE(record["root_id"], Json("T-1"));
        QCOMPARE(record["service_tier"], Json("batch"));
        QCOMPARE(record["token_source"], Json("missing"));
    }

    void ofAStreamTheLastCumulativeCountsAreTaken() {
        const auto rows = readText(
            startOf("m1", R"("input_tokens":6,"cache_creation_input_tokens":30,"cache_creation":)"
                          R"({"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":30},)"
                          R"("output_tokens":1,"service_tier":"standard")") +
            kText + deltaOf(R"("output_tokens":20)") +
            deltaOf(R"("input_tokens":7,"cache_read_input_tokens":90,"output_tokens":50)") + kStop);
        QCOMPARE(rows->records.size(), std::size_t(1));
        const Json record = recordOf(*rows);
        QCOMPARE(bucketsOf(record), Json::parse("[7,90,0,30,50,null]"));
        QCOMPARE(record["request_id"], Json("m1"));
        QCOMPARE(record["model"], Json("claude-haiku-4-5"));
        QCOMPARE(record["status"], Json("success"));
        QCOMPARE(record["stream"], Json(true));
        QCOMPARE(record["service_tier"], Json("standard"));
        QCOMPARE(record["source_row"], Json(4));
        QCOMPARE(rows->totals->skipped, std::int64_t(4));
        QVERIFY(rows->records[0].find("secret") == std::string::npos);
    }

    void writesThatAStreamAddsHaveNoLifetime() {
        const auto rows = readText(
            startOf("m1", R"("input_tokens":6,"cache_creation_input_tokens":30,"cache_creation":)"
                          R"({"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":30})") +
            deltaOf(R"("cache_creation_input_tokens":35,"output_tokens":50)") + kStop);
        const Json record = recordOf(*rows);
        QCOMPARE(bucketsOf(record), Json::parse("[6,0,5,30,50,null]"));
        QCOMPARE(record["flags"], Json::array({"cache_write_ttl_assumed_5m", "timestamp_missing"}));
    }

    void aStreamThatBreaksOffHasAnUnknownOutput() {
        const auto rows =
            readText(startOf("m1", R"("input_tokens":6,"output_tokens":1)") + kText +
                     startOf("m2", R"("input_tokens":8,"output_tokens":1)") +
                     R"({"type":"error","error":{"type":"overloaded_error"}})" + "\n");
        QCOMPARE(rows->records.size(), std::size_t(2));
        const Json cut = recordOf(*rows, 0);
        QCOMPARE(bucketsOf(cut), Json::parse("[6,0,0,0,null,null]"));
        QCOMPARE(cut["status"], Json("unknown"));
        QCOMPARE(cut["flags"], Json::array({"output_tokens_missing", "timestamp_missing"}));
        const Json failed = recordOf(*rows, 1);
        QCOMPARE(failed["request_id"], Json("m2"));
        QCOMPARE(failed["error"], Json("overloaded_error"));
        QCOMPARE(failed["input_uncached_tokens"], Json(8));
    }

    void aCountWithoutItsStreamIsRejected() {
        const auto rows =
            readText(startOf("m1", R"("input_tokens":6)") + deltaOf(R"("output_tokens":5)") +
                     kStop + deltaOf(R"("output_tokens":7)") + startOf("", ""));
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(2));
        QVERIFY(rows->rejected[0].reason.find("no stream that is open") != std::string::npos);
        QVERIFY(rows->rejected[1].reason.find("no message id") != std::string::npos);
    }

    void theLoggersTimeIsTaken() {
        const auto rows = readText(
            R"({"id":"m1","type":"message","model":"m","timestamp":"2026-09-14T08:00:00.1Z",)"
            R"("usage":{"input_tokens":6,"output_tokens":5}})");
        QCOMPARE(recordOf(*rows)["timestamp"], Json("2026-09-14T08:00:00.100Z"));
        QVERIFY(!recordOf(*rows).contains("flags"));
    }

    void otherRecordsAreRejected() {
        const auto rows = readText(bodyWith(R"("input_tokens":6,"output_tokens":5)") +
                                   R"({"type":"completion","completion":"x"})" + "\n{}\n");
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(2));
    }

    void aPageOfABatchIsReadToo() {
        const auto rows =
            readText("{\"data\":[\n" + bodyWith(R"("input_tokens":6,"output_tokens":5)") + "],\n" +
                     R"("has_more":true})");
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->totals->notes.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestAnthropicMessages)
#include "tst_anthropic_messages.moc"
