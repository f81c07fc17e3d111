// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: event_format.cpp, event_draft.cpp, event_words.cpp, attribution.cpp, opsmeter_ingest.cpp
// Covers: simple_log.cpp, profile_events.cpp
#include "importers/events/allocation_event.h"

#include "importers/common/token_counts.h"
#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// An allocation event with these further members.
std::string eventWith(const std::string& members) {
    return "{\"event_type\":\"ai_api_cost_allocation\",\"request_id\":\"r\"," + members + "}\n";
}

TokenCounts counts(std::int64_t input, std::int64_t read, std::int64_t write, std::int64_t output,
                   std::int64_t reasoning, std::int64_t total) {
    TokenCounts counts;
    counts[TokenField::Input] = input;
    counts[TokenField::CacheRead] = read;
    counts[TokenField::CacheWrite5m] = write;
    counts[TokenField::Output] = output;
    counts[TokenField::Reasoning] = reasoning;
    counts[TokenField::Total] = total;
    return counts;
}

constexpr std::int64_t kNone = core::kUnknownNumber;

} // namespace

Q_DECLARE_METATYPE(ms::importers::TokenCounts)

class TestAllocationEvent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cacheTokensAreTakenOutOfTheInput() {
        const auto rows = readText(eventWith(
            "\"usage\":{\"input_tokens\":1000,\"cached_input_tokens\":600,"
            "\"cache_write_5m_tokens\":100,\"cache_write_1h_tokens\":50,\"output_tokens\":30,"
            "\"reasoning_tokens\":10,\"total_tokens\":1030},\"cost_estimate\":{\"amount\":1.25e-05,"
            "\"currency\":\"USD\"},\"prompt_blocks\":[\"aa\",17],\"prompt_version\":3,"
            "\"status\":\"ok\",\"service_tier\":\"default\",\"root_id\":\"root\","
            "\"latency_ms\":12.9"));
        QCOMPARE(rows->records.size(), std::size_t(1));
        const Json record = Json::parse(rows->records[0]);
        QCOMPARE(record["input_uncached_tokens"].get<int>(), 250);
        QCOMPARE(record["context_tokens"].get<int>(), 1000);
        QCOMPARE(record["cache_write_1h_tokens"].get<int>(), 50);
        QCOMPARE(record["output_tokens"].get<int>(), 30);
        QCOMPARE(record["reported_cost"].get<std::string>(), std::string("0.0000125"));
        QCOMPARE(rows->promptBlocks, std::vector<std::string>{"aa 17"});
        QCOMPARE(record["prompt_version"].get<std::string>(), std::string("3"));
        QCOMPARE(record["status"].get<std::string>(), std::string("success"));
        QCOMPARE(record["service_tier"].get<std::string>(), std::string("standard"));
        QCOMPARE(record["root_id"].get<std::string>(), std::string("root"));
        QCOMPARE(record["latency_ms"].get<int>(), 12);
        QCOMPARE(record["flags"], Json::parse("[\"timestamp_missing\"]"));
    }

    void conventionsAreProvenByArithmetic_data() {
        QTest::addColumn<TokenCounts>("stated");
        QTest::addColumn<bool>("isInside");
        QTest::addColumn<qint64>("uncached"); // -1: refused
        QTest::addColumn<bool>("isMismatch");
        QTest::newRow("inside, total agrees")
            << counts(100, 40, 10, 5, kNone, 105) << true << qint64(50) << false;
        QTest::newRow("beside, total agrees")
            << counts(100, 40, 10, 5, kNone, 155) << false << qint64(100) << false;
        QTest::newRow("cached part exceeds the whole")
            << counts(100, 140, 0, 5, kNone, kNone) << true << qint64(-1) << false;
        QTest::newRow("stated inside, total proves beside")
            << counts(100, 40, 0, 5, kNone, 145) << true << qint64(-1) << false;
        QTest::newRow("stated beside, total proves inside")
            << counts(100, 40, 0, 5, kNone, 105) << false << qint64(-1) << false;
        QTest::newRow("total proves neither")
            << counts(100, 40, 0, 5, kNone, 999) << true << qint64(-1) << false;
        QTest::newRow("no cache") << counts(900, kNone, kNone, 200, kNone, 1500) << true
                                  << qint64(900) << true;
        QTest::newRow("reasoning exceeds output")
            << counts(10, kNone, kNone, 5, 6, kNone) << true << qint64(-1) << false;
    }
    void conventionsAreProvenByArithmetic() {
        QFETCH(TokenCounts, stated);
        QFETCH(bool, isInside);
        QFETCH(qint64, uncached);
        QFETCH(bool, isMismatch);
        core::EventRecord record;
        const Part part = isInside ? Part::Inside : Part::Beside;
        const std::string problem = settleTokens(stated, {part, part, Part::Inside}, record);
        QCOMPARE(!problem.empty(), uncached < 0);
        if (uncached < 0)
            return;
        QCOMPARE(qint64(record[core::NumberColumn::Input]), uncached);
        const auto flag = core::bitOf(core::Flag::TotalMismatch);
        QCOMPARE((record[core::NumberColumn::Flags] & flag) != 0, isMismatch);
    }

    void openConventionsAreDecidedByTheRow_data() {
        QTest::addColumn<TokenCounts>("stated");
        QTest::addColumn<qint64>("uncached"); // -1: refused
        QTest::addColumn<qint64>("output");
        QTest::addColumn<bool>("isInferred");
        QTest::newRow("disjoint, as mostly")
            << counts(100, 40, kNone, 5, 2, 147) << qint64(100) << qint64(7) << false;
        QTest::newRow("the total proves cached tokens inside")
            << counts(100, 40, kNone, 5, 2, 107) << qint64(60) << qint64(7) << true;
        QTest::newRow("the total proves reasoning inside")
            << counts(100, 40, kNone, 5, 2, 145) << qint64(100) << qint64(5) << false;
        QTest::newRow("the total proves both inside")
            << counts(100, 40, kNone, 5, 2, 105) << qint64(60) << qint64(5) << true;
        QTest::newRow("without a total: as mostly")
            << counts(100, 40, kNone, 5, 2, kNone) << qint64(100) << qint64(7) << false;
        QTest::newRow("a total that fits none")
            << counts(100, 40, kNone, 5, 2, 999) << qint64(-1) << qint64(0) << false;
        QTest::newRow("inside the total, but larger than the whole")
            << counts(30, 40, kNone, 5, kNone, 35) << qint64(-1) << qint64(0) << false;
    }
    void openConventionsAreDecidedByTheRow() {
        QFETCH(TokenCounts, stated);
        QFETCH(qint64, uncached);
        QFETCH(qint64, output);
        QFETCH(bool, isInferred);
        core::EventRecord record;
        const TokenConvention open{Part::MostlyBeside, Part::MostlyBeside, Part::MostlyBeside};
        const std::string problem = settleTokens(stated, open, record);
        QCOMPARE(!problem.empty(), uncached < 0);
        if (uncached < 0)
            return;
        QCOMPARE(qint64(record[core::NumberColumn::Input]), uncached);
        QCOMPARE(qint64(record[core::NumberColumn::Output]), output);
        const std::int64_t flags = record[core::NumberColumn::Flags];
        QCOMPARE((flags & core::bitOf(core::Flag::InputSemanticsInferred)) != 0, isInferred);
        QCOMPARE((flags & core::bitOf(core::Flag::ReasoningAddedToOutput)) != 0, output == 7);
    }

    void badRowsAreRejectedAlone_data() {
        QTest::addColumn<QString>("members");
        QTest::addColumn<QString>("reason"); // a part of it
        const auto row = [](const char* name, const char* members, const char* reason) {
            QTest::newRow(name) << QString::fromUtf8(members) << QString::fromUtf8(reason);
        };
        row("negative tokens", "\"usage\":{\"input_tokens\":-1}", "negative");
        row("fractional tokens", "\"usage\":{\"input_tokens\":1.5}", "not a whole number");
        row("tokens above 2^53", "\"usage\":{\"input_tokens\":9007199254740993}", "2^53");
        row("tokens of 23 digits", "\"usage\":{\"input_tokens\":12345678901234567890123}", "");
        row("tokens in words", "\"usage\":{\"input_tokens\":\"many\"}", "not a number");
        row("parts exceed the whole",
            "\"usage\":{\"input_tokens\":10,\"cached_input_tokens\":20,\"output_tokens\":1}",
            "read as beside it");
        row("1e400", "\"cost_estimate\":{\"amount\":1e400}", "");
        row("NaN", "\"cost_estimate\":{\"amount\":NaN}", "not valid JSON");
        row("negative cost", "\"cost_estimate\":{\"amount\":-0.5}", "negative");
        row("a key twice", "\"cost_estimate\":{\"amount\":1,\"amount\":9}", "twice");
        row("no such day", "\"timestamp_utc\":\"2026-02-30T00:00:00Z\"", "not a time");
        row("lone surrogate", "\"tenant_id\":\"\\ud800\"", "not valid JSON");
        row("NUL in an id", "\"tenant_id\":\"a\\u0000b\"", "NUL");
        row("list for a text", "\"tenant_id\":[1]", "single value");
        row("text for an object", "\"usage\":\"none\"", "not an object");
        row("trailing text", "\"a\":1}x{\"b\":1", "not valid JSON");
        row("another event type", "\"event_type\":\"login\"", "twice");
    }
    void badRowsAreRejectedAlone() {
        QFETCH(QString, members);
        QFETCH(QString, reason);
        const std::string good = eventWith("\"usage\":null");
        const auto rows = readText(good + eventWith(members.toStdString()) + good);
        QCOMPARE(rows->records.size(), std::size_t(2));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].line, std::int64_t(2));
        QVERIFY2(rows->rejected[0].reason.find(reason.toStdString()) != std::string::npos,
                 rows->rejected[0].reason.c_str());
    }

    void depthAndLengthAreCapped() {
        const std::string good = eventWith("\"usage\":null");
        const std::string deep =
            eventWith("\"x\":" + std::string(200'000, '[') + std::string(200'000, ']'));
        const std::string shallow =
            eventWith("\"x\":" + std::string(50, '[') + std::string(50, ']'));
        const std::string wide = eventWith("\"x\":\"" + std::string(18 << 20, 'y') + "\"");
        const auto rows = readText(good + deep + wide + shallow);
        QCOMPARE(rows->records.size(), std::size_t(2));
        QCOMPARE(rows->rejected.size(), std::size_t(2));
        QCOMPARE(rows->rejected[0].line, std::int64_t(2));
        QCOMPARE(rows->rejected[1].line, std::int64_t(3));
        QVERIFY(rows->rejected[1].raw.size() <= 4096);
        QVERIFY(Json::parse(rows->records[1])["source_row"] == 4);
    }

    void moneyIsTakenAsWritten() {
        // Neither 17 digits nor half a pico-unit survive a double.
        const auto rows = readText(
            eventWith("\"cost_estimate\":{\"amount\":123456.123456789012}") +
            eventWith(
                "\"note\":\"\\\"amount\\\":5\",\"cost_estimate\":{\"amount\":0.0000000000015}"));
        QCOMPARE(Json::parse(rows->records[0])["reported_cost"].get<std::string>(),
                 std::string("123456.123456789012"));
        QCOMPARE(Json::parse(rows->records[1])["reported_cost"].get<std::string>(),
                 std::string("0.000000000002"));
    }

    void anArrayIsReadLikeLines() {
        const std::string one = eventWith("\"attempt\":1");
        const auto rows = readText("[" + one + "," + one + "]\n");
        QCOMPARE(rows->records.size(), std::size_t(2));
        QVERIFY(Json::parse(rows->records[1])["source_row"] == 2);
    }

    void theTelemetryEventMayBeCsv() {
        const auto rows =
            readText("externalRequestId,provider,model,promptVersion,endpointTag,inputTokens,"
                     "outputTokens,totalTokens,latencyMs,status,ts\n"
                     "a,openai,m,v1,reply,10,2,12,100,error,2026-05-01T00:00:00Z\n"
                     "a,openai,m,v1,reply,10,3,13,100,success,2026-05-01T00:00:09Z\n");
        QCOMPARE(rows->info.identity, core::Identity::RequestOnly);
        QCOMPARE(rows->records.size(), std::size_t(2));
        const Json second = Json::parse(rows->records[1]);
        QCOMPARE(second["attempt"].get<int>(), 2);
        QCOMPARE(second["environment"].get<std::string>(), std::string("production"));
        QCOMPARE(second["feature"].get<std::string>(), std::string("reply"));
    }

    void theSampleCompanysLogIsRecognised() {
        const auto rows = readText(
            "call_id,ts,env,service,endpoint,customer,plan,user,vendor,model,svc_tier,prompt_ver,"
            "try,prompt_tokens,cached_tokens,completion_tokens,latency_ms,outcome,error,ticket\n"
            "c1,2026-05-01T00:00:00Z,prod,api,reply,acme,Pro,u1,openai,m,standard,v2,2,100,40,7,"
            "900,success,,T-1\n"
            "c2,2026-05-01T00:00:01Z,prod,api,reply,acme,Pro,u1,openai,m,standard,v2,1,,,,50,"
            "error,429,\n"
            "c3,2026-05-01T00:00:01Z,prod,api\n");
        QCOMPARE(rows->info.profile, std::string("demo_gateway"));
        QCOMPARE(rows->info.source, std::string("gateway"));
        QCOMPARE(rows->records.size(), std::size_t(2));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        const Json first = Json::parse(rows->records[0]);
        QCOMPARE(first["input_uncached_tokens"].get<int>(), 60);
        QCOMPARE(first["cache_read_tokens"].get<int>(), 40);
        QCOMPARE(first["unit_type"].get<std::string>(), std::string("ticket"));
        QCOMPARE(first["attempt"].get<int>(), 2);
        QVERIFY(!first.contains("flags"));
        const Json second = Json::parse(rows->records[1]);
        QVERIFY(second["input_uncached_tokens"].is_null());
        QVERIFY(!second.contains("unit_type"));
        QCOMPARE(second["flags"], Json::parse("[\"usage_missing\"]"));
    }
};

QTEST_APPLESS_MAIN(TestAllocationEvent)
#include "tst_allocation_event.moc"
