// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/burstgpt.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

const std::string kHeader =
    "Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,"
    "Log Type\n";

Json onlyRecord(const std::string& content) {
    const auto rows = readText(content);
    if (rows->records.size() == 1 && rows->info.format == "burstgpt")
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}

} // namespace

class TestBurstgpt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesAreSecondsOfTheTrace() {
        const Json record =
            onlyRecord(kHeader + "86401.2509,s-1,6.75,GPT-4,100,10,110,Conversation log\n");
        QCOMPARE(record["time_offset_ms"], Json(86401250));
        QCOMPARE(record["timestamp"], Json());
        QCOMPARE(record["latency_ms"], Json(6750));
        QCOMPARE(record["session_id"], Json("s-1"));
        QCOMPARE(record["tags"], (Json{{"log_type", "Conversation log"}}));
        QCOMPARE(record["flags"], Json::array({"cache_split_unknown", "timestamp_relative"}));
    }

    void theFirstReleaseHasFewerColumns() {
        const Json record =
            onlyRecord("Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\r\n"
                       "5,ChatGPT,472,18,490,API log\r\n");
        QCOMPARE(record["time_offset_ms"], Json(5000));
        QVERIFY(!record.contains("session_id"));
        QVERIFY(!record.contains("latency_ms"));
        QCOMPARE(record["input_uncached_tokens"], Json(472));
    }

    void callsWithoutOutputFailed_data() {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("some output") << QByteArray("10") << QByteArray("success");
        QTest::newRow("no output") << QByteArray("0") << QByteArray("error");
        QTest::newRow("not given") << QByteArray() << QByteArray("unknown");
    }
    void callsWithoutOutputFailed() {
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, status);
        const Json record =
            onlyRecord(kHeader + "5,,,ChatGPT,100," + output.toStdString() + ",,API log\n");
        QCOMPARE(record["status"], Json(status.constData()));
    }

    void aTotalThatDoesNotAddUpIsTold() {
        const Json record = onlyRecord(kHeader + "5,,,ChatGPT,100,10,200,API log\n");
        QCOMPARE(record["flags"],
                 Json::array({"cache_split_unknown", "timestamp_relative", "total_mismatch"}));
    }

    void equalRowsAreFurtherCalls() {
        const std::string row = "5,,,ChatGPT,100,10,110,API log\n";
        const auto rows = readText(kHeader + row + row);
        QCOMPARE(rows->records.size(), std::size_t(2));
        QCOMPARE(rows->info.identity, core::Identity::Content);
    }

    void brokenRowsAreRejected_data() {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("column");
        QTest::newRow("no time") << QByteArray(",,,GPT-4,1,1,2,API log") << QByteArray("Timestamp");
        QTest::newRow("a time before the trace")
            << QByteArray("-5,,,GPT-4,1,1,2,API log") << QByteArray("Timestamp");
        QTest::newRow("a time of a calendar")
            << QByteArray("2026-09-14,,,GPT-4,1,1,2,API log") << QByteArray("Timestamp");
        QTest::newRow("a duration that is none")
            << QByteArray("5,,fast,GPT-4,1,1,2,API log") << QByteArray("Elapsed time");
        QTest::newRow("a count with a fraction")
            << QByteArray("5,,,GPT-4,1.5,1,2,API log") << QByteArray("Request tokens");
        QTest::newRow("a cell too many") << QByteArray("5,,,GPT-4,1,1,2,API log,") << QByteArray();
    }
    void brokenRowsAreRejected() {
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, column);
        const auto rows =
            readText(kHeader + "5,,,GPT-4,1,1,2,API log\n" + row.toStdString() + "\n");
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].column, column.toStdString());
    }
};

QTEST_APPLESS_MAIN(TestBurstgpt)
#include "tst_burstgpt.moc"
