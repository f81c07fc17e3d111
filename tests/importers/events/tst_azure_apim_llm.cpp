// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/azure_apim_llm.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

const std::string kColumns =
    "CorrelationId,RequestId,DeploymentName,ModelName,IsStreamCompletion,PromptTokens,"
    "CompletionTokens,TotalTokens,SequenceNumber,TenantId";

std::unique_ptr<CollectedRows> readRows(const std::string& rows,
                                        const std::string& timeColumn = "TimeGenerated") {
    auto read = readText(timeColumn + "," + kColumns + "\n" + rows);
    if (read->info.format != "azure_apim_llm")
        QTest::qFail("the format was not recognised", __FILE__, __LINE__);
    return read;
}
/// A row with these counts: "PromptTokens,CompletionTokens,TotalTokens,SequenceNumber".
std::string row(const std::string& counts,
                const std::string& time = "2026-09-14T08:03:22.9600000Z") {
    return time + ",c-1,r-1,reply-prod,gpt-5-mini,true," + counts + ",0a11b2c3-workspace\n";
}
Json onlyRecord(const std::unique_ptr<CollectedRows>& rows) {
    if (rows->records.size() == 1)
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}

} // namespace

class TestAzureApimLlm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTheFirstRowOfACallHasCounts() {
        const auto rows = readRows(row("100,10,110,0") + row("0,0,0,1") + row(",,,2"));
        const Json record = onlyRecord(rows);
        QCOMPARE(record["input_uncached_tokens"], Json(100));
        QCOMPARE(record["output_tokens"], Json(10));
        QCOMPARE(record["stream"], Json(true));
        QCOMPARE(record["status"], Json("unknown"));
        QCOMPARE(record["flags"], Json::array({"cache_split_unknown", "timestamp_is_end"}));
        QVERIFY(!record.contains("tenant")); // TenantId is the workspace
        QCOMPARE(rows->totals->skipped, std::int64_t(2));
    }

    void blankCountsAreUnknown() {
        const Json record = onlyRecord(readRows(row(",,,0")));
        QCOMPARE(record["input_uncached_tokens"], Json());
        QCOMPARE(record["output_tokens"], Json());
        QCOMPARE(record["token_source"], Json("missing"));
        QCOMPARE(record["flags"], Json::array({"timestamp_is_end", "usage_missing"}));
    }

    void aTotalThatDoesNotAddUpIsTold() {
        const Json record = onlyRecord(readRows(row("100,10,130,0")));
        QCOMPARE(record["flags"],
                 Json::array({"cache_split_unknown", "timestamp_is_end", "total_mismatch"}));
    }

    void retriesOfTheGatewayAreToldApart() {
        const auto rows = readRows(row("100,10,110,0"));
        QCOMPARE(rows->recordIds, std::vector<std::string>{"r-1"});
        QCOMPARE(onlyRecord(rows)["request_id"], Json("c-1"));
        QCOMPARE(rows->info.identity, core::Identity::RequestAndAttempt);
    }

    void timesOfThePortalAreRead_data() {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("time"); // empty: rejected
        QTest::newRow("month first, in the morning") << QByteArray("\"9/14/2026, 8:03:22.960 AM\"")
                                                     << QByteArray("2026-09-14T08:03:22.960Z");
        QTest::newRow("in the afternoon")
            << QByteArray("\"9/4/2026, 8:03:22.960 PM\"") << QByteArray("2026-09-04T20:03:22.960Z");
        QTest::newRow("noon") << QByteArray("\"12/1/2026, 12:00:00 PM\"")
                              << QByteArray("2026-12-01T12:00:00.000Z");
        QTest::newRow("midnight") << QByteArray("\"12/1/2026, 12:00:00.5 AM\"")
                                  << QByteArray("2026-12-01T00:00:00.500Z");
        QTest::newRow("ISO 8601") << QByteArray("2026-09-14T08:03:22.9600000Z")
                                  << QByteArray("2026-09-14T08:03:22.960Z");
        QTest::newRow("ISO 8601 with an offset")
            << QByteArray("2026-09-14T10:03:22+02:00") << QByteArray("2026-09-14T08:03:22.000Z");
        QTest::newRow("the zone is in the column's name")
            << QByteArray("2026-09-14 08:03:22") << QByteArray("2026-09-14T08:03:22.000Z");
        QTest::newRow("without AM or PM nobody knows what is the month")
            << QByteArray("\"9/4/2026, 08:03:22\"") << QByteArray();
        QTest::newRow("small letters are of countries with the day first")
            << QByteArray("\"4/9/2026, 8:03:22 am\"") << QByteArray();
        QTest::newRow("there is no month 14")
            << QByteArray("\"14/9/2026, 8:03:22 AM\"") << QByteArray();
        QTest::newRow("there is no hour 13 PM")
            << QByteArray("\"9/14/2026, 13:03:22 PM\"") << QByteArray();
        QTest::newRow("no time") << QByteArray("\"9/14/2026, PM\"") << QByteArray();
    }
    void timesOfThePortalAreRead() {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, time);
        const auto rows = readRows(row("1,1,2,0", cell.toStdString()), "TimeGenerated [UTC]");
        if (time.isEmpty()) {
            QCOMPARE(rows->rejected.size(), std::size_t(1));
            QCOMPARE(rows->rejected[0].column, std::string("TimeGenerated [UTC]"));
            return;
        }
        const Json record = onlyRecord(rows);
        QCOMPARE(record["timestamp"], Json(time.constData()));
        QCOMPARE(record["flags"], Json::array({"cache_split_unknown", "timestamp_is_end"}));
    }

    void anAnswerOfTheQueryInterfaceIsReadToo() {
        const auto rows = readText(
            R"([{"TimeGenerated":"2026-09-14T08:03:22.96Z","CorrelationId":"c","DeploymentName":"d",)"
            R"("ModelName":"m","IsStreamCompletion":"False","PromptTokens":"7","CompletionTokens":)"
            R"("3","TotalTokens":"10","SequenceNumber":"0","TableName":"PrimaryResult"}])");
        const Json record = onlyRecord(rows);
        QCOMPARE(record["input_uncached_tokens"], Json(7));
        QCOMPARE(record["stream"], Json(false));
    }

    void brokenRowsAreRejected_data() {
        QTest::addColumn<QByteArray>("counts");
        QTest::addColumn<QByteArray>("column");
        QTest::newRow("no sequence number") << QByteArray("1,1,2,") << QByteArray("SequenceNumber");
        QTest::newRow("a sequence number that is none")
            << QByteArray("1,1,2,first") << QByteArray("SequenceNumber");
        QTest::newRow("a count below zero") << QByteArray("-1,1,2,0") << QByteArray("PromptTokens");
        QTest::newRow("a count with a fraction")
            << QByteArray("1,1.5,2,0") << QByteArray("CompletionTokens");
    }
    void brokenRowsAreRejected() {
        QFETCH(QByteArray, counts);
        QFETCH(QByteArray, column);
        const auto rows = readRows(row("1,1,2,0") + row(counts.toStdString()));
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].column, column.toStdString());
    }
};

QTEST_APPLESS_MAIN(TestAzureApimLlm)
#include "tst_azure_apim_llm.moc"
