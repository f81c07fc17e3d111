// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/openrouter_generation.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// A generation with these further members, bare.
std::string generationWith(const std::string& members) {
    return R"({"id":"g1","request_id":"q1","created_at":"2026-09-14T08:03:21.120Z",)"
           R"("model":"openai/gpt-5-mini","provider_name":"OpenAI",)" +
           members + "}";
}
std::string inEnvelope(const std::string& members) {
    return "{\"data\":" + generationWith(members) + "}\n";
}
Json onlyRecord(const std::string& text) {
    const auto rows = readText(text);
    if (rows->records.size() == 1 && rows->info.format == "openrouter_generation")
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}
const std::string kCounts =
    R"("tokens_prompt":90,"tokens_completion":9,"native_tokens_prompt":100,)"
    R"("native_tokens_completion":10,"native_tokens_cached":40,"native_tokens_reasoning":4)";

} // namespace

class TestOpenrouterGeneration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nativeTokensAreBilled_data() {
        QTest::addColumn<QByteArray>("counts");
        QTest::addColumn<QByteArray>("buckets"); // uncached, read, write, output, reasoning
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("flags");
        QTest::newRow("cached within the prompt, reasoning within the completion")
            << QByteArray::fromStdString(kCounts) << QByteArray("[60,40,null,10,4]")
            << QByteArray("provider") << QByteArray(R"(["cache_write_unknown"])");
        QTest::newRow("without cached tokens the split is unknown")
            << QByteArray(R"("tokens_prompt":90,"tokens_completion":9,"native_tokens_prompt":100,)"
                          R"("native_tokens_completion":10,"native_tokens_cached":null)")
            << QByteArray("[100,null,null,10,null]") << QByteArray("provider")
            << QByteArray(R"(["cache_split_unknown"])");
        QTest::newRow("a foreign tokenizer only estimates")
            << QByteArray(R"("tokens_prompt":90,"tokens_completion":9,"native_tokens_prompt":null)")
            << QByteArray("[90,null,null,9,null]") << QByteArray("estimated")
            << QByteArray(R"(["cache_split_unknown","normalised_tokenizer"])");
        QTest::newRow("no counts at all")
            << QByteArray(R"("native_tokens_prompt":null,"tokens_prompt":null)")
            << QByteArray("[null,null,null,null,null]") << QByteArray("missing")
            << QByteArray(R"(["usage_missing"])");
    }
    void nativeTokensAreBilled() {
        QFETCH(QByteArray, counts);
        QFETCH(QByteArray, buckets);
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, flags);
        const Json record = onlyRecord(inEnvelope(counts.toStdString()));
        Json got = Json::array();
        for (const char* name : {"input_uncached_tokens", "cache_read_tokens",
                                 "cache_write_5m_tokens", "output_tokens", "reasoning_tokens"})
            got.push_back(record[name]);
        QCOMPARE(got, Json::parse(buckets.constData()));
        QCOMPARE(record["token_source"], Json(source.constData()));
        QCOMPARE(record["flags"], Json::parse(flags.constData()));
    }

    void costsAreExactDollars() {
        const Json record = onlyRecord(inEnvelope(kCounts + R"(,"total_cost":1.2e-05)"));
        QCOMPARE(record["reported_cost"], Json("0.000012"));
        QCOMPARE(record["currency"], Json("USD"));
        const Json older = onlyRecord(inEnvelope(kCounts + R"(,"usage":0.00140424)"));
        QCOMPARE(older["reported_cost"], Json("0.00140424"));
        QVERIFY(!onlyRecord(inEnvelope(kCounts)).contains("reported_cost"));
    }

    void callsOnTheCustomersOwnKeyAreTold() {
        const Json record = onlyRecord(inEnvelope(
            kCounts + R"(,"total_cost":0,"is_byok":true,"upstream_inference_cost":0.001632)"));
        QCOMPARE(record["flags"], Json::array({"byok", "cache_write_unknown"}));
        QCOMPARE(record["tags"], (Json{{"upstream_inference_cost", "0.001632"}}));
        QCOMPARE(record["reported_cost"], Json("0"));
    }

    void retriesShareTheRequest() {
        const auto rows = readText(inEnvelope(kCounts) + inEnvelope(kCounts));
        const Json record = Json::parse(rows->records[1]);
        QCOMPARE(record["request_id"], Json("g1"));
        QCOMPARE(record["root_id"], Json("q1"));
        QCOMPARE(rows->info.source, std::string("openrouter"));
        QCOMPARE(rows->versions, (std::vector<std::int64_t>{1, 1})); // above the activity's
    }

    void endsAreTold_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("stop") << QByteArray(R"(,"finish_reason":"stop")") << QByteArray("success");
        QTest::newRow("error") << QByteArray(R"(,"finish_reason":"error")") << QByteArray("error");
        QTest::newRow("cancelled") << QByteArray(R"(,"cancelled":true)") << QByteArray("cancelled");
    }
    void endsAreTold() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, status);
        const Json record = onlyRecord(inEnvelope(kCounts + members.toStdString()));
        QCOMPARE(record["status"], Json(status.constData()));
        QCOMPARE(record.contains("error"), status == "error");
    }

    void bareRecordsListsAndPagesAreReadToo() {
        const Json bare = onlyRecord(generationWith(kCounts + R"(,"latency":900,"streamed":true)"));
        QCOMPARE(bare["latency_ms"], Json(900));
        QCOMPARE(bare["stream"], Json(true));
        const std::string one = generationWith(kCounts);
        QCOMPARE(readText("{\"data\":[\n" + one + ",\n" + one + "]}")->records.size(),
                 std::size_t(2));
        QCOMPARE(
            readText("[" + inEnvelope(kCounts) + "," + inEnvelope(kCounts) + "]")->records.size(),
            std::size_t(2));
    }

    void brokenRecordsAreRejected_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::newRow("more cached than prompt")
            << QByteArray(R"("native_tokens_prompt":10,"native_tokens_cached":40)");
        QTest::newRow("a negative cost")
            << QByteArray(R"("native_tokens_prompt":10,"total_cost":-1)");
        QTest::newRow("a key twice")
            << QByteArray(R"("native_tokens_prompt":10,"native_tokens_prompt":11)");
        QTest::newRow("a count with a fraction") << QByteArray(R"("native_tokens_prompt":10.5)");
    }
    void brokenRecordsAreRejected() {
        QFETCH(QByteArray, members);
        const auto rows = readText(inEnvelope(kCounts) + inEnvelope(members.toStdString()));
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestOpenrouterGeneration)
#include "tst_openrouter_generation.moc"
