// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/helicone_requests.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// A request with these members in place of its own.
Json requestWith(const char* members) {
    Json request = Json::parse(
        R"({"request_id":"q1","response_id":"a1","request_created_at":"2026-09-14T08:00:00.120Z",)"
        R"("response_status":200,"request_user_id":"u1","request_properties":{},)"
        R"("request_model":"m","response_model":"m","provider":"OPENAI","delay_ms":7,)"
        R"("prompt_tokens":10,"prompt_cache_read_tokens":0,"prompt_cache_write_tokens":0,)"
        R"("completion_tokens":5,"reasoning_tokens":0,"cost":0.5,)"
        R"("cache_reference_id":"00000000-0000-0000-0000-000000000000"})");
    request.update(Json::parse(members));
    return request;
}
Json onlyRecord(const std::string& text) {
    const auto rows = readText(text);
    if (rows->records.size() == 1 && rows->info.format == "helicone_requests")
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}
Json recordOf(const char* members) {
    return onlyRecord(requestWith(members).dump());
}

const std::string kHeader = "response_id,response_created_at,response_status,request_created_at,"
                            "request_body,request_properties,request_user_id,model,prompt_tokens,"
                            "completion_tokens,latency,cost\n";
/// A row of the command line tool with these properties and this cost.
std::string csvOf(const std::string& properties, const std::string& cost) {
    return kHeader + "a1,2026-09-14T08:00:01Z,200,2026-09-14T08:00:00.120Z,," + properties +
           ",u1,m,10,5,7," + cost + "\n";
}

} // namespace

class TestHeliconeRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAreDisjoint_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("tokens"); // uncached, read, 5m, 1h, output, reasoning, flags
        const auto row = [](const char* name, const char* members, const char* tokens) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(tokens);
        };
        row("no cache", "{}", "[10,0,0,0,5,0,[]]");
        row("cached tokens are flagged, because older rows may mean something else",
            R"({"prompt_cache_read_tokens":100})",
            R"([10,100,0,0,5,0,["input_semantics_inferred"]])");
        row("writes have no lifetime", R"({"prompt_cache_write_tokens":30})",
            R"([10,0,30,0,5,0,["cache_write_ttl_assumed_5m","input_semantics_inferred"]])");
        row("reasoning is beside the completion", R"({"reasoning_tokens":9})",
            R"([10,0,0,0,14,9,["reasoning_added_to_output"]])");
        row("counts that are not given are not zero",
            R"({"prompt_cache_read_tokens":null,"prompt_cache_write_tokens":null,)"
            R"("reasoning_tokens":null})",
            R"([10,null,null,null,5,null,["cache_split_unknown"]])");
        row("reads without writes", R"({"prompt_cache_write_tokens":null})",
            R"([10,0,null,null,5,0,["cache_write_unknown"]])");
        row("no completion", R"({"completion_tokens":null})",
            R"([10,0,0,0,null,0,["output_tokens_missing"]])");
        row("no prompt", R"({"prompt_tokens":null,"completion_tokens":null})",
            R"([null,null,null,null,null,null,["usage_missing"]])");
        row("counts as texts", R"({"prompt_tokens":"10","completion_tokens":"5"})",
            "[10,0,0,0,5,0,[]]");
        row("early rows of the gateway miss writes",
            R"({"ai_gateway_body_mapping":"OPENAI","request_created_at":"2025-11-30T23:59:59Z"})",
            R"([10,0,0,0,5,0,["cache_write_unknown"]])");
        row("later ones do not",
            R"({"ai_gateway_body_mapping":"OPENAI","request_created_at":"2025-12-01T00:00:00Z"})",
            "[10,0,0,0,5,0,[]]");
    }
    void countsAreDisjoint() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, tokens);
        const Json record = recordOf(members);
        const Json got{record["input_uncached_tokens"],
                       record["cache_read_tokens"],
                       record["cache_write_5m_tokens"],
                       record["cache_write_1h_tokens"],
                       record["output_tokens"],
                       record["reasoning_tokens"],
                       record.value("flags", Json::array())};
        QCOMPARE(QByteArray(got.dump().c_str()), tokens);
    }

    void theStatusIsACode_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("status"); // and error
        QTest::newRow("2xx") << QByteArray("201") << QByteArray(R"(["success",null])");
        QTest::newRow("3xx") << QByteArray("302") << QByteArray(R"(["error",null])");
        QTest::newRow("4xx") << QByteArray("429") << QByteArray(R"(["error","429"])");
        QTest::newRow("cancelled") << QByteArray("-3") << QByteArray(R"(["cancelled",null])");
        QTest::newRow("other states") << QByteArray("-2") << QByteArray(R"(["unknown",null])");
        QTest::newRow("none yet") << QByteArray("null") << QByteArray(R"(["unknown",null])");
    }
    void theStatusIsACode() {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, status);
        const Json record = recordOf("{\"response_status\":" + code + "}");
        const Json got{record["status"], record.value("error", Json())};
        QCOMPARE(QByteArray(got.dump().c_str()), status);
    }

    void propertiesAreHeaders() {
        const Json record =
            recordOf(R"({"request_properties":{"Tenant-Id":"acme","Feature":"reply","ENV":"prod",)"
                     R"("Helicone-Session-Id":"s1","Helicone-Session-Name":"case",)"
                     R"("Helicone-Session-Path":"/draft","Other":"x"}})");
        QCOMPARE(record["tenant"], Json("acme"));
        QCOMPARE(record["feature"], Json("reply"));
        QCOMPARE(record["environment"], Json("production"));
        QCOMPARE(record["session_id"], Json("s1"));
        QCOMPARE(record["workflow"], Json("case"));
        QCOMPARE(record["tags"], Json({{"session_path", "/draft"}}));
        QCOMPARE(recordOf(R"({"request_properties":null,"properties":{"tenant":"b"}})")["tenant"],
                 Json("b"));
    }

    void theModelIsWhatIsBilled() {
        const Json override = recordOf(R"({"model_override":"o","request_model":"asked"})");
        QCOMPARE(override["model"], Json("o"));
        QCOMPARE(override["model_requested"], Json("asked"));
        QCOMPARE(recordOf(R"({"response_model":null,"provider":"AZURE"})")["model"], Json("m"));
        QCOMPARE(recordOf(R"({"provider":"AZURE"})")["provider"], Json("azure.ai.openai"));
        QVERIFY(!recordOf("{}").contains("model_requested"));
    }

    void answersOfTheCacheCostNothing() {
        const Json hit =
            recordOf(R"({"cache_reference_id":"5b2c6a3e-7f10-4d0a-9a61-0c0f4f5e9d11","cost":0,)"
                     R"("prompt_tokens":0,"completion_tokens":0})");
        QCOMPARE(hit["app_cache_hit"], Json(true));
        QCOMPARE(hit["reported_cost"], Json("0"));
        QVERIFY(!hit.contains("flags"));
        QVERIFY(!recordOf(R"({"cache_reference_id":null})").contains("app_cache_hit"));
        const Json billed = recordOf(R"({"cache_reference_id":"5b2c6a3e"})");
        QVERIFY(!billed.contains("app_cache_hit"));
        QCOMPARE(billed["flags"], Json::array({"cache_hit_ambiguous"}));
    }

    void costsAreDollarsButInTheTable() {
        QCOMPARE(recordOf(R"({"cost":7,"costUSD":0.007})")["reported_cost"], Json("0.007"));
        const Json zero = recordOf(R"({"cost":0})");
        QVERIFY(!zero.contains("reported_cost"));
        QCOMPARE(zero["flags"], Json::array({"cost_zero_unknown"}));
        const Json ofTable = onlyRecord(
            R"({"request_id":"q1","response_id":"a1","request_created_at":)"
            R"("2026-09-14 08:00:00.120","status":200,"user_id":"u1","properties":{"tenant":"acme"},)"
            R"("model":"m","provider":"OPENAI","latency":7,"prompt_tokens":10,)"
            R"("prompt_cache_read_tokens":0,"prompt_cache_write_tokens":0,"completion_tokens":5,)"
            R"("reasoning_tokens":0,"cost":"1404240","cache_reference_id":)"
            R"("00000000-0000-0000-0000-000000000000"})");
        QCOMPARE(ofTable["reported_cost"], Json("0.00140424"));
        QCOMPARE(ofTable["latency_ms"], Json(7));
        QCOMPARE(ofTable["status"], Json("success"));
        QCOMPARE(ofTable["user"], Json("u1"));
        QCOMPARE(ofTable["flags"], Json::array({"timestamp_no_zone"}));
    }

    void quotesOfTheCsvAreDoubledTwice_data() {
        QTest::addColumn<QByteArray>("properties");
        QTest::newRow("once") << QByteArray("\"{\"\"Tenant\"\":\"\"acme\"\",\"\"x\"\":\"\"\"\"}\"");
        QTest::newRow("twice") << QByteArray(
            "\"{\"\"\"\"Tenant\"\"\"\":\"\"\"\"acme\"\"\"\",\"\"\"\"x\"\"\"\":\"\"\"\"\"\"\"\"}\"");
        QTest::newRow("a text within")
            << QByteArray("\"\"\"{\\\"\"Tenant\\\"\":\\\"\"acme\\\"\"}\"\"\"");
    }
    void quotesOfTheCsvAreDoubledTwice() {
        QFETCH(QByteArray, properties);
        const Json record = onlyRecord(csvOf(properties.toStdString(), "0.5"));
        QCOMPARE(record["tenant"], Json("acme"));
        QCOMPARE(record["request_id"], Json("a1"));
        QCOMPARE(record["latency_ms"], Json(7));
        QCOMPARE(record["reported_cost"], Json("0.5"));
        QCOMPARE(record["input_uncached_tokens"], Json(10));
        QVERIFY(record["cache_read_tokens"].is_null());
        QCOMPARE(record["flags"], Json::array({"cache_split_unknown"}));
    }

    void aRequestInBothExportsIsOne() {
        const auto json = readText(requestWith("{}").dump());
        const auto csv = readText(csvOf("{}", ""));
        QCOMPARE(json->info.source, csv->info.source);
        QCOMPARE(json->recordIds.at(0), csv->recordIds.at(0));
        QVERIFY(json->versions.at(0) > csv->versions.at(0));
        // The repetition of an answer is a request of its own.
        const auto hit = readText(requestWith(R"({"cache_reference_id":"5b2c6a3e"})").dump());
        QVERIFY(hit->recordIds.at(0).empty());
    }

    void brokenRequestsAreRejected_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* name, const char* members, const char* reason) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(reason);
        };
        row("a negative count", R"({"prompt_cache_write_tokens":-1})", "negative");
        row("a negative cost", R"({"cost":-1})", "negative");
        row("a status in words", R"({"response_status":"fine"})", "response_status");
        row("a status with a fraction", R"({"response_status":200.5})", "no HTTP code");
        row("properties that are no JSON", R"({"request_properties":"x"})", "not valid JSON");
        row("a time that is none", R"({"request_created_at":"soon"})", "not a time");
    }
    void brokenRequestsAreRejected() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, reason);
        const auto rows =
            readText(requestWith("{}").dump() + "\n" + requestWith(members).dump() + "\n");
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        const std::string said = rows->rejected[0].column + ": " + rows->rejected[0].reason;
        QVERIFY2(said.find(reason.toStdString()) != std::string::npos, said.c_str());
    }
};

QTEST_APPLESS_MAIN(TestHeliconeRequests)
#include "tst_helicone_requests.moc"
