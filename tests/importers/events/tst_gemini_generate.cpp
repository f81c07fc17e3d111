// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/gemini_generate.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// An answer with this usage and these further members.
std::string answerWith(const std::string& usage, const std::string& members = {}) {
    return R"({"candidates":[{"content":{"parts":[{"text":"secret"}]}}],"responseId":"g1",)"
           R"("modelVersion":"gemini-2.5-flash","usageMetadata":{)" +
           usage + "}" + members + "}\n";
}
Json onlyRecord(const std::string& text) {
    const auto rows = readText(text);
    if (rows->records.size() == 1)
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}

} // namespace

class TestGeminiGenerate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensAreSplit_data() {
        QTest::addColumn<QByteArray>("usage");
        QTest::addColumn<QByteArray>("buckets"); // uncached, read, output, reasoning
        QTest::addColumn<QByteArray>("flags");   // beside timestamp_missing
        const auto row = [](const char* name, const char* usage, const char* buckets,
                            const char* flags) {
            QTest::newRow(name) << QByteArray(usage) << QByteArray(buckets) << QByteArray(flags);
        };
        row("thoughts are beside where the total has room for them",
            R"("promptTokenCount":100,"cachedContentTokenCount":30,"candidatesTokenCount":20,)"
            R"("thoughtsTokenCount":15,"totalTokenCount":135)",
            "[70,30,35,15]", R"(["reasoning_added_to_output"])");
        row("thoughts are within where it has none",
            R"("promptTokenCount":100,"candidatesTokenCount":20,"thoughtsTokenCount":15,)"
            R"("totalTokenCount":120)",
            "[100,0,20,15]", "[]");
        row("without a total they are where they are today",
            R"("promptTokenCount":100,"candidatesTokenCount":20,"thoughtsTokenCount":15)",
            "[100,0,35,15]", R"(["reasoning_added_to_output"])");
        row("a total that has more in it",
            R"("promptTokenCount":100,"candidatesTokenCount":20,"thoughtsTokenCount":15,)"
            R"("totalTokenCount":150)",
            "[100,0,35,15]", R"(["reasoning_added_to_output","total_mismatch"])");
        row("the tool prompt is further input",
            R"("promptTokenCount":100,"toolUsePromptTokenCount":40,"candidatesTokenCount":20,)"
            R"("totalTokenCount":160)",
            "[140,0,20,0]", "[]");
        row("a total without the tool prompt",
            R"("promptTokenCount":100,"cachedContentTokenCount":30,"toolUsePromptTokenCount":40,)"
            R"("candidatesTokenCount":20,"thoughtsTokenCount":15,"totalTokenCount":135)",
            "[110,30,35,15]", R"(["reasoning_added_to_output","total_mismatch"])");
        row("absent counts are zero", R"("promptTokenCount":100,"totalTokenCount":100)",
            "[100,0,0,0]", "[]");
        row("no thoughts, and a total that has more in it",
            R"("promptTokenCount":100,"cachedContentTokenCount":30,"candidatesTokenCount":20,)"
            R"("totalTokenCount":155)",
            "[70,30,20,0]", R"(["total_mismatch"])");
    }
    void tokensAreSplit() {
        QFETCH(QByteArray, usage);
        QFETCH(QByteArray, buckets);
        QFETCH(QByteArray, flags);
        const Json record = onlyRecord(answerWith(usage.toStdString()));
        Json got = Json::array();
        for (const char* name :
             {"input_uncached_tokens", "cache_read_tokens", "output_tokens", "reasoning_tokens"})
            got.push_back(record[name]);
        QCOMPARE(got, Json::parse(buckets.constData()));
        Json want = Json::parse(flags.constData());
        want.push_back("timestamp_missing");
        std::sort(want.begin(), want.end());
        QCOMPARE(record["flags"], want);
    }

    void countsThatFitNoReadingAreRefused_data() {
        QTest::addColumn<QByteArray>("usage");
        QTest::newRow("a total with room for a part of the thoughts")
            << QByteArray(R"("promptTokenCount":100,"candidatesTokenCount":20,)"
                          R"("thoughtsTokenCount":15,"totalTokenCount":125)");
        QTest::newRow("more cached than prompt")
            << QByteArray(R"("promptTokenCount":100,"cachedContentTokenCount":130,)"
                          R"("candidatesTokenCount":20,"totalTokenCount":120)");
        QTest::newRow("more thoughts than the candidates they would be in")
            << QByteArray(R"("promptTokenCount":100,"candidatesTokenCount":20,)"
                          R"("thoughtsTokenCount":50,"totalTokenCount":120)");
        QTest::newRow("a negative count")
            << QByteArray(R"("promptTokenCount":100,"candidatesTokenCount":-20)");
    }
    void countsThatFitNoReadingAreRefused() {
        QFETCH(QByteArray, usage);
        const auto rows = readText(answerWith(usage.toStdString()));
        QVERIFY(rows->records.empty());
        QCOMPARE(rows->rejected.size(), std::size_t(1));
    }

    void vertexIsToldFromTheGeminiApi_data() {
        QTest::addColumn<QByteArray>("traffic");
        QTest::addColumn<QByteArray>("tier");
        QTest::newRow("on demand") << QByteArray("ON_DEMAND") << QByteArray();
        QTest::newRow("provisioned: no token price")
            << QByteArray("PROVISIONED_THROUGHPUT") << QByteArray("provisioned");
        QTest::newRow("priority") << QByteArray("ON_DEMAND_PRIORITY") << QByteArray("priority");
        QTest::newRow("flex") << QByteArray("ON_DEMAND_FLEX") << QByteArray("flex");
    }
    void vertexIsToldFromTheGeminiApi() {
        QFETCH(QByteArray, traffic);
        QFETCH(QByteArray, tier);
        const Json record = onlyRecord(answerWith("\"promptTokenCount\":100,\"trafficType\":\"" +
                                                  traffic.toStdString() + "\""));
        QCOMPARE(record["provider"], Json("gcp.vertex_ai"));
        QCOMPARE(record.value("service_tier", ""), tier.toStdString());
        const Json other = onlyRecord(answerWith(R"("promptTokenCount":100)"));
        QCOMPARE(other["provider"], Json("gcp.gemini"));
    }

    void errorsAndBlockedPromptsAreErrors_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("a status")
            << QByteArray(R"({"error":{"code":503,"message":"x","status":"UNAVAILABLE"}})")
            << QByteArray("UNAVAILABLE");
        QTest::newRow("a code only")
            << QByteArray(R"({"error":{"code":503}})") << QByteArray("503");
        QTest::newRow("a text") << QByteArray(R"({"error":"quota"})") << QByteArray("error");
        QTest::newRow("a blocked prompt")
            << QByteArray(R"({"promptFeedback":{"blockReason":"OTHER"},"responseId":"g2"})")
            << QByteArray("OTHER");
    }
    void errorsAndBlockedPromptsAreErrors() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, error);
        const auto rows =
            readText(answerWith(R"("promptTokenCount":100)") + line.toStdString() + "\n");
        QCOMPARE(rows->records.size(), std::size_t(2));
        const Json record = Json::parse(rows->records[1]);
        QCOMPARE(record["status"], Json("error"));
        QCOMPARE(record["error"], Json(error.constData()));
        QCOMPARE(record["token_source"], Json("missing"));
        QCOMPARE(record["input_uncached_tokens"], Json());
    }

    void ofAStreamTheLargestChunkIsFinal() {
        const std::string early =
            R"({"candidates":[],"responseId":"g1","modelVersion":"gemini-2.5-flash"})";
        const auto rows = readText(
            "[" + early + ",\n" +
            answerWith(R"("promptTokenCount":9,"candidatesTokenCount":3,"totalTokenCount":12)") +
            ",\n" +
            answerWith(R"("promptTokenCount":9,"candidatesTokenCount":8,"totalTokenCount":17)") +
            "]");
        QCOMPARE(rows->versions, (std::vector<std::int64_t>{0, 3, 8}));
        QCOMPARE(rows->info.identity, core::Identity::RequestAndAttempt);
        QVERIFY(rows->records[1].find("secret") == std::string::npos);
    }

    void otherModalitiesAreKept() {
        const Json record = onlyRecord(answerWith(
            R"("promptTokenCount":100,"promptTokensDetails":[{"modality":"TEXT","tokenCount":90},)"
            R"({"modality":"AUDIO","tokenCount":10}],"candidatesTokenCount":5,)"
            R"("candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":5}],)"
            R"("totalTokenCount":105)"));
        QCOMPARE(record["tags"],
                 (Json{{"input_audio_tokens", "10"}, {"output_image_tokens", "5"}}));
    }

    void theLoggersTimeIsTaken() {
        const Json record = onlyRecord(
            answerWith(R"("promptTokenCount":1)", R"(,"timestamp":"2026-09-14T08:00:00+02:00")"));
        QCOMPARE(record["timestamp"], Json("2026-09-14T06:00:00.000Z"));
        QCOMPARE(record["provider"], Json("gcp.gemini"));
    }

    void otherRecordsAreRejected() {
        const auto rows = readText(answerWith(R"("promptTokenCount":1)") + "{\"a\":1}\n");
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QVERIFY(rows->rejected[0].reason.find("neither an answer") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestGeminiGenerate)
#include "tst_gemini_generate.moc"
