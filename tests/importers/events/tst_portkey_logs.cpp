// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/portkey_logs.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// A log of 100 request units and 10 response units, with some members replaced by these.
std::string logWith(const Json& members) {
    Json log{{"id", "pk-1"},
             {"trace_id", "tr-1"},
             {"created_at", "2026-09-14T08:03:21.000Z"},
             {"response", Json::object()},
             {"is_success", true},
             {"ai_org", "openai"},
             {"ai_model", "gpt-5-mini"},
             {"req_units", 100},
             {"res_units", 10},
             {"total_units", 110},
             {"cost", 0.5},
             {"cost_currency", "USD"},
             {"response_status_code", 200}};
    log.update(members);
    return log.dump() + "\n";
}
Json recordWith(const Json& members) {
    const auto rows = readText(logWith(members));
    if (rows->records.size() == 1 && rows->info.format == "portkey_logs")
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}
/// uncached, read, written for 5 minutes and 1 hour, output, reasoning
Json bucketsOf(const Json& record) {
    Json buckets = Json::array();
    for (const char* name : {"input_uncached_tokens", "cache_read_tokens", "cache_write_5m_tokens",
                             "cache_write_1h_tokens", "output_tokens", "reasoning_tokens"})
        buckets.push_back(record[name]);
    return buckets;
}
const char* const kUnits = "[100,null,null,null,10,null]";

} // namespace

class TestPortkeyLogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theUsageOfTheAnswerComesFirst_data() {
        QTest::addColumn<QByteArray>("response");
        QTest::addColumn<QByteArray>("buckets");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("flags");
        const char* const kSplitUnknown = R"(["cache_split_unknown"])";
        QTest::newRow("OpenAI: cached and reasoning are inside")
            << QByteArray(R"({"usage":{"prompt_tokens":1000,"completion_tokens":50,)"
                          R"("total_tokens":1050,"prompt_tokens_details":{"cached_tokens":600},)"
                          R"("completion_tokens_details":{"reasoning_tokens":20}}})")
            << QByteArray("[400,600,0,0,50,20]") << QByteArray("provider") << QByteArray("null");
        QTest::newRow("Responses of OpenAI")
            << QByteArray(R"({"usage":{"input_tokens":1000,"output_tokens":50,"total_tokens":1050,)"
                          R"("input_tokens_details":{"cached_tokens":600}}})")
            << QByteArray("[400,600,0,0,50,0]") << QByteArray("provider") << QByteArray("null");
        QTest::newRow("Anthropic in OpenAI's form: the total proves that cached is beside")
            << QByteArray(R"({"usage":{"prompt_tokens":640,"completion_tokens":50,)"
                          R"("total_tokens":1390,"prompt_tokens_details":{"cached_tokens":600},)"
                          R"("cache_read_input_tokens":600,"cache_creation_input_tokens":100}})")
            << QByteArray("[640,600,100,0,50,0]") << QByteArray("provider")
            << QByteArray(R"(["cache_write_ttl_assumed_5m","input_semantics_inferred"])");
        QTest::newRow("Anthropic in OpenAI's form: the total proves that cached is inside")
            << QByteArray(R"({"usage":{"prompt_tokens":1340,"completion_tokens":50,)"
                          R"("total_tokens":1390,"prompt_tokens_details":{"cached_tokens":600},)"
                          R"("cache_read_input_tokens":600,"cache_creation_input_tokens":100}})")
            << QByteArray("[640,600,100,0,50,0]") << QByteArray("provider")
            << QByteArray(R"(["cache_write_ttl_assumed_5m"])");
        QTest::newRow("Anthropic in OpenAI's form, without reads beside the details")
            << QByteArray(R"({"usage":{"prompt_tokens":640,"completion_tokens":50,)"
                          R"("total_tokens":1390,"prompt_tokens_details":{"cached_tokens":600},)"
                          R"("cache_creation_input_tokens":100}})")
            << QByteArray("[640,600,100,0,50,0]") << QByteArray("provider")
            << QByteArray(R"(["cache_write_ttl_assumed_5m","input_semantics_inferred"])");
        QTest::newRow("Anthropic's own: cached is beside, lifetimes are known")
            << QByteArray(R"({"usage":{"input_tokens":640,"output_tokens":50,)"
                          R"("cache_read_input_tokens":600,"cache_creation_input_tokens":100,)"
                          R"("cache_creation":{"ephemeral_5m_input_tokens":30,)"
                          R"("ephemeral_1h_input_tokens":70}}})")
            << QByteArray("[640,600,30,70,50,null]") << QByteArray("provider")
            << QByteArray("null");
        QTest::newRow("Gemini in OpenAI's form: the total proves that reasoning is beside")
            << QByteArray(R"({"usage":{"prompt_tokens":100,"completion_tokens":50,)"
                          R"("total_tokens":170,"prompt_tokens_details":{"cached_tokens":0},)"
                          R"("completion_tokens_details":{"reasoning_tokens":20}}})")
            << QByteArray("[100,0,0,0,70,20]") << QByteArray("provider")
            << QByteArray(R"(["reasoning_added_to_output"])");
        QTest::newRow("usage within a body")
            << QByteArray(R"({"body":{"usage":{"prompt_tokens":7,"completion_tokens":3}}})")
            << QByteArray("[7,null,null,null,3,null]") << QByteArray("provider")
            << QByteArray(kSplitUnknown);
        QTest::newRow("an empty answer leaves the units")
            << QByteArray("{}") << QByteArray(kUnits) << QByteArray("reported")
            << QByteArray(kSplitUnknown);
        QTest::newRow("usage without counts leaves the units")
            << QByteArray(R"({"usage":{"characters":5}})") << QByteArray(kUnits)
            << QByteArray("reported") << QByteArray(kSplitUnknown);
        QTest::newRow("no answer leaves the units")
            << QByteArray("null") << QByteArray(kUnits) << QByteArray("reported")
            << QByteArray(kSplitUnknown);
        QTest::newRow("an answer that is no JSON leaves the units")
            << QByteArray(R"("Bad gateway")") << QByteArray(kUnits) << QByteArray("reported")
            << QByteArray(kSplitUnknown);
    }
    void theUsageOfTheAnswerComesFirst() {
        QFETCH(QByteArray, response);
        QFETCH(QByteArray, buckets);
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, flags);
        const Json answer = Json::parse(response.constData());
        for (const Json& form : {answer, Json(answer.dump())}) { // as it is, and as text
            const Json record = recordWith({{"response", form}});
            QCOMPARE(bucketsOf(record), Json::parse(buckets.constData()));
            QCOMPARE(record["token_source"], Json(source.constData()));
            QCOMPARE(record.value("flags", Json()), Json::parse(flags.constData()));
        }
    }

    void costsAreCents_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("cost"); // null: not given
        QTest::addColumn<bool>("isFlagged");
        const auto row = [](const char* name, const char* members, const char* cost,
                            bool isFlagged) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(cost) << isFlagged;
        };
        row("a fraction of a cent", R"({"cost":0.140424})", R"("0.00140424")", false);
        row("the noise of floating point is below a pico-dollar",
            R"({"cost":0.00034500000000000003})", R"("0.00000345")", false);
        row("an exponent", R"({"cost":1.2e-05})", R"("0.00000012")", false);
        row("many cents", R"({"cost":12300})", R"("123")", false);
        row("a text", R"({"cost":"250"})", R"("2.5")", false);
        row("a model without a price", R"({"cost":0})", "null", true);
        row("a model without a price, with decimals", R"({"cost":0.0})", "null", true);
        row("a failure costs nothing", R"({"cost":0,"is_success":false})", R"("0")", false);
        row("the response cache costs nothing", R"({"cost":0,"cache_status":"HIT"})", R"("0")",
            false);
        row("no cost", R"({"cost":null})", "null", false);
    }
    void costsAreCents() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, cost);
        QFETCH(bool, isFlagged);
        const Json record = recordWith(Json::parse(members.constData()));
        QCOMPARE(record.value("reported_cost", Json()), Json::parse(cost.constData()));
        QCOMPARE(record.contains("currency"), cost != "null");
        const Json flags = record["flags"];
        QCOMPARE(std::find(flags.begin(), flags.end(), Json("cost_zero_unknown")) != flags.end(),
                 isFlagged);
    }

    void theCurrencyIsAsStated() {
        QCOMPARE(recordWith({{"cost_currency", "EUR"}})["currency"], Json("EUR"));
        QCOMPARE(recordWith({{"cost_currency", nullptr}})["currency"], Json("USD"));
    }

    void cacheStatusIsOfTheResponseCache_data() {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("isHit");
        for (const char* status : {"HIT", "SEMANTIC HIT"})
            QTest::newRow(status) << QByteArray(status) << QByteArray("true");
        for (const char* status : {"MISS", "SEMANTIC MISS", "DISABLED", "REFRESH"})
            QTest::newRow(status) << QByteArray(status) << QByteArray("false");
        QTest::newRow("not exported") << QByteArray() << QByteArray("null");
    }
    void cacheStatusIsOfTheResponseCache() {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, isHit);
        const Json record = recordWith({{"cache_status", status.constData()}});
        QCOMPARE(record.value("app_cache_hit", Json()), Json::parse(isHit.constData()));
    }

    void failuresAreTold() {
        const Json failed = recordWith({{"is_success", 0}, {"response_status_code", 429}});
        QCOMPARE(failed["status"], Json("error"));
        QCOMPARE(failed["error"], Json("429"));
        QCOMPARE(recordWith({{"is_success", 1}})["status"], Json("success"));
        QCOMPARE(recordWith({{"is_success", nullptr}})["status"], Json("unknown"));
    }

    void aTotalOfUnitsThatDoesNotAddUpIsTold() {
        QCOMPARE(recordWith({{"total_units", 150}})["flags"],
                 Json::array({"cache_split_unknown", "total_mismatch"}));
    }

    void attributionIsInTheMetadata() {
        const Json metadata{{"_user", "u-1"}, {"tenant", "acme"}, {"environment", "prod"}};
        for (const Json& form : {metadata, Json(metadata.dump())}) {
            const Json record = recordWith({{"metadata", form}});
            QCOMPARE(record["user"], Json("u-1"));
            QCOMPARE(record["tenant"], Json("acme"));
            QCOMPARE(record["environment"], Json("production"));
        }
    }

    void promptsAndAnswersAreNotKept() {
        const auto rows = readText(
            logWith({{"request", {{"messages", "secret question"}}},
                     {"response", {{"choices", "secret answer"}, {"usage", Json::object()}}}}));
        QCOMPARE(rows->records.size(), std::size_t(1));
        QVERIFY(rows->records[0].find("secret") == std::string::npos);
    }

    void providersHaveOneName() {
        QCOMPARE(recordWith({{"ai_org", "vertex-ai"}})["provider"], Json("gcp.vertex_ai"));
        QCOMPARE(recordWith({{"ai_org", "google"}})["provider"], Json("gcp.gemini"));
        QCOMPARE(recordWith({{"ai_org", "self-hosted"}})["provider"], Json("self-hosted"));
    }

    void brokenLogsAreRejected_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::newRow("a negative cost") << QByteArray(R"({"cost":-0.5})");
        QTest::newRow("a cost that is none") << QByteArray(R"({"cost":"free"})");
        QTest::newRow("units below zero") << QByteArray(R"({"req_units":-1})");
        QTest::newRow("neither a success nor none") << QByteArray(R"({"is_success":"maybe"})");
        QTest::newRow("a time that is none") << QByteArray(R"({"created_at":"yesterday"})");
        QTest::newRow("counts that fit no reading")
            << QByteArray(R"({"response":{"usage":{"prompt_tokens":10,"completion_tokens":5,)"
                          R"("total_tokens":999,"prompt_tokens_details":{"cached_tokens":4}}}})");
    }
    void brokenLogsAreRejected() {
        QFETCH(QByteArray, members);
        const auto rows =
            readText(logWith(Json::object()) + logWith(Json::parse(members.constData())));
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestPortkeyLogs)
#include "tst_portkey_logs.moc"
