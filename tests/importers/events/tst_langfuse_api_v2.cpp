// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/langfuse_api_v2.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

const std::string kObservation =
    R"({"id":"o1","traceId":"t1","type":"GENERATION","startTime":"2026-09-14T08:00:00Z",)"
    R"("providedModelName":"m","usageDetails":{"input":10,"output":5,"total":15},"latency":1.5})";
const std::string kOlder =
    R"({"id":"o1","traceId":"t1","type":"GENERATION","startTime":"2026-09-14T08:00:00Z",)"
    R"("model":"m","calculatedTotalCost":0.25,"latency":1.5,"usage":)";

Json recordOf(const std::string& text) {
    const auto rows = readText(text);
    if (rows->records.size() == 1 && rows->info.format == "langfuse_api_v2")
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}

} // namespace

class TestLangfuseApiV2 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPageThatIsNotTheLastIsTold_data() {
        QTest::addColumn<QByteArray>("meta");
        QTest::addColumn<bool>("isMore");
        QTest::newRow("a cursor") << QByteArray(R"({"cursor":"abc"})") << true;
        QTest::newRow("no cursor") << QByteArray(R"({"cursor":null})") << false;
        QTest::newRow("page 1 of 2")
            << QByteArray(R"({"page":1,"limit":1,"totalItems":2,"totalPages":2})") << true;
        QTest::newRow("page 2 of 2")
            << QByteArray(R"({"page":2,"limit":1,"totalItems":2,"totalPages":2})") << false;
    }
    void aPageThatIsNotTheLastIsTold() {
        QFETCH(QByteArray, meta);
        QFETCH(bool, isMore);
        const auto rows =
            readText("{\"data\":[" + kObservation + "],\"meta\":" + meta.toStdString() + "}");
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->totals->notes.size(), std::size_t(isMore ? 1 : 0));
    }

    void theOlderInterfaceCountsWithoutAMap() {
        const Json record = recordOf(
            kOlder + R"({"input":10,"output":5,"total":15,"unit":"TOKENS","inputCost":0.1}})");
        QCOMPARE(record["input_uncached_tokens"], Json(10));
        QCOMPARE(record["output_tokens"], Json(5));
        QCOMPARE(record["reported_cost"], Json("0.25"));
        QCOMPARE(record["model"], Json("m"));
        QCOMPARE(record["latency_ms"], Json(1500));
        // Zeros are what it says where it knows nothing.
        const Json none = recordOf(kOlder + R"({"input":0,"output":0,"total":0,"unit":"TOKENS"}})");
        QCOMPARE(none["flags"], Json::array({"usage_missing"}));
    }

    void otherUnitsAreNoTokens() {
        const Json record =
            recordOf(kOlder + R"({"input":10,"output":5,"total":15,"unit":"CHARACTERS"}})");
        QVERIFY(record["input_uncached_tokens"].is_null());
        QCOMPARE(record["tags"], Json({{"usage_unit", "CHARACTERS"}}));
        QCOMPARE(record["flags"], Json::array({"usage_missing"}));
    }
};

QTEST_APPLESS_MAIN(TestLangfuseApiV2)
#include "tst_langfuse_api_v2.moc"
