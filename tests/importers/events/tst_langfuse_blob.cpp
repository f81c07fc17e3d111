// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/langfuse_blob.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

class TestLangfuseBlob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void durationsAreMilliseconds_data() {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("blob: milliseconds")
            << QByteArray("langfuse_blob")
            << QByteArray(R"({"id":"o1","trace_id":"t1","type":"GENERATION",)"
                          R"("start_time":"2026-09-14 08:03:21.120000",)"
                          R"("provided_model_name":"m","usage_details":{"input":1,"total":1},)"
                          R"("latency":1840,"time_to_first_token":490})");
        QTest::newRow("interface: seconds")
            << QByteArray("langfuse_api_v2")
            << QByteArray(R"({"id":"o1","traceId":"t1","type":"GENERATION",)"
                          R"("startTime":"2026-09-14T08:03:21.120Z",)"
                          R"("providedModelName":"m","usageDetails":{"input":1,"total":1},)"
                          R"("latency":1.84,"timeToFirstToken":0.49})");
    }
    void durationsAreMilliseconds() {
        QFETCH(QByteArray, format);
        QFETCH(QByteArray, text);
        const auto rows = readText(text.toStdString());
        QCOMPARE(QByteArray(rows->info.format.c_str()), format);
        const Json record = Json::parse(rows->records.at(0));
        QCOMPARE(record["latency_ms"], Json(1840));
        QCOMPARE(record["ttft_ms"], Json(490));
        QCOMPARE(record["timestamp"], Json("2026-09-14T08:03:21.120Z"));
    }

    void timesAreUtcWithoutSayingSo() {
        const auto rows =
            readText(R"({"id":"o1","trace_id":"t1","type":"EMBEDDING","usage_details":{"input":1},)"
                     R"("provided_model_name":"m","start_time":"2026-09-14 08:03:21.120999",)"
                     R"("end_time":"2026-09-14 08:03:22.120999","latency":null})");
        const Json record = Json::parse(rows->records.at(0));
        QCOMPARE(record["timestamp"], Json("2026-09-14T08:03:21.120Z"));
        QCOMPARE(record["latency_ms"], Json(1000));
        QCOMPARE(record["flags"], Json::array({"timestamp_no_zone"}));
    }

    void anObservationInSeveralExportsIsOne() {
        const auto api =
            readText(R"({"id":"o1","traceId":"t1","type":"GENERATION","providedModelName":"m",)"
                     R"("usageDetails":{"input":10,"output":5,"total":15}})");
        const auto blob =
            readText(R"({"id":"o1","trace_id":"t1","type":"GENERATION","provided_model_name":"m",)"
                     R"("usage_details":{"input":10,"output":5,"total":15}})");
        QCOMPARE(api->info.format, std::string("langfuse_api_v2"));
        QCOMPARE(blob->info.format, std::string("langfuse_blob"));
        QCOMPARE(api->info.source, blob->info.source);
    }
};

QTEST_APPLESS_MAIN(TestLangfuseBlob)
#include "tst_langfuse_blob.moc"
