// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/litellm_standard_logging.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// A payload with these members in place of its own.
Json payloadWith(const char* members) {
    Json payload = Json::parse(
        R"({"id":"c1","trace_id":"tr","call_type":"acompletion","stream":true,)"
        R"("response_cost":0.005,"status":"success","custom_llm_provider":"openai",)"
        R"("total_tokens":120,"prompt_tokens":100,"completion_tokens":20,)"
        R"("startTime":1789372801.12,"endTime":1789372802.96,"completionStartTime":1789372801.61,)"
        R"("model":"m","model_group":"g","metadata":{"user_api_key_hash":"88dc",)"
        R"("user_api_key_team_id":"t1"},"cache_hit":null,"request_tags":[],"end_user":null})");
    payload.update(Json::parse(members));
    return payload;
}
Json recordOf(const Json& payload) {
    const auto rows = readText(payload.dump());
    if (rows->records.size() == 1 && rows->info.format == "litellm_standard_logging")
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}

} // namespace

class TestLitellmStandardLogging : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesAreUnixSecondsWithFractions() {
        const Json record = recordOf(payloadWith("{}"));
        QCOMPARE(record["timestamp"], Json("2026-09-14T08:00:01.120Z"));
        QCOMPARE(record["latency_ms"], Json(1840));
        QCOMPARE(record["ttft_ms"], Json(490));
        QVERIFY(
            !recordOf(payloadWith(R"({"completionStartTime":1789372802.96})")).contains("ttft_ms"));
        QCOMPARE(record["account"], Json("88dc"));
        QCOMPARE(record["team"], Json("t1"));
    }

    void imagesCostWithoutTokens() {
        const Json record =
            recordOf(payloadWith(R"({"call_type":"aimage_generation","response_cost":0.04,)"
                                 R"("total_tokens":0,"prompt_tokens":0,"completion_tokens":0})"));
        QCOMPARE(record["reported_cost"], Json("0.04"));
        QCOMPARE(record["input_uncached_tokens"], Json(0));
        QCOMPARE(record["call_kind"], Json("image"));
        QVERIFY(!record.contains("flags"));
    }

    void costsThatAreNotKnownAreNotZero() {
        QVERIFY(!recordOf(payloadWith(R"({"response_cost":null})")).contains("reported_cost"));
        const Json zero = recordOf(payloadWith(R"({"response_cost":0.0})"));
        QVERIFY(!zero.contains("reported_cost"));
        QCOMPARE(zero["flags"], Json::array({"cost_zero_unknown"}));
        const Json failed = recordOf(payloadWith(
            R"({"response_cost":0,"status":"failure","error_str":"a long text with a prompt",)"
            R"("error_information":{"error_code":"429"}})"));
        QCOMPARE(failed["reported_cost"], Json("0"));
        QCOMPARE(failed["error"], Json("429"));
        QVERIFY(failed.dump().find("prompt\"") == std::string::npos);
    }

    void partsOfTheCostAreTags() {
        const Json record = recordOf(payloadWith(
            R"({"cost_breakdown":{"input_cost":1.5e-3,"output_cost":0.0035,"tool_usage_cost":0},)"
            R"("cache_hit":true,"response_cost":0,"saved_cache_cost":0.005})"));
        QCOMPARE(record["tags"], Json({{"input_cost", "0.0015"},
                                       {"output_cost", "0.0035"},
                                       {"saved_cache_cost", "0.005"}}));
        QCOMPARE(record["app_cache_hit"], Json(true));
    }

    void aCallInBothLogsIsOne() {
        const auto payload = readText(payloadWith(R"({"id":"a1_cache_hit1789372801.5",)"
                                                  R"("cache_hit":true,"response_cost":0})")
                                          .dump());
        const auto spendLog = readText(
            "request_id,call_type,spend,startTime,custom_llm_provider,request_tags,cache_hit\n"
            "a1_cache_hit1789372801.7,acompletion,0,2026-09-14 08:00:01.12,openai,[],True\n");
        QCOMPARE(payload->info.source, spendLog->info.source);
        QCOMPARE(spendLog->info.format, std::string("litellm_spendlogs"));
        QCOMPARE(payload->recordIds.at(0), spendLog->recordIds.at(0));
        QVERIFY(payload->versions.at(0) > spendLog->versions.at(0)); // what says more is final
    }

    void brokenPayloadsAreRejected_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("milliseconds")
            << QByteArray(R"({"startTime":1789372801120})") << QByteArray("outside the years");
        QTest::newRow("a time that is a text")
            << QByteArray(R"({"startTime":"soon"})") << QByteArray("not a Unix time");
        QTest::newRow("a fraction of a token")
            << QByteArray(R"({"prompt_tokens":1.5})") << QByteArray("prompt_tokens");
        QTest::newRow("a negative cost")
            << QByteArray(R"({"response_cost":-1})") << QByteArray("negative");
    }
    void brokenPayloadsAreRejected() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, reason);
        const auto rows = readText(payloadWith(members).dump());
        QCOMPARE(rows->records.size(), std::size_t(0));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        const std::string said = rows->rejected[0].column + ": " + rows->rejected[0].reason;
        QVERIFY2(said.find(reason.toStdString()) != std::string::npos, said.c_str());
    }
};

QTEST_APPLESS_MAIN(TestLitellmStandardLogging)
#include "tst_litellm_standard_logging.moc"
