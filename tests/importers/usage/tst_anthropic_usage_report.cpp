// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/anthropic_usage_report.h"

#include "tests/importers/usage/usages.h"

using namespace ms;
using namespace ms::importers;

namespace {

const Members kResult{
    {"uncached_input_tokens", "100"},
    {"cache_read_input_tokens", "5000"},
    {"cache_creation", R"({"ephemeral_5m_input_tokens":40,"ephemeral_1h_input_tokens":7})"},
    {"output_tokens", "20"},
    {"server_tool_use", R"({"web_search_requests":0})"},
    {"workspace_id", R"("w")"},
    {"model", R"("claude-haiku-4-5")"},
    {"service_tier", R"("standard")"}};

std::string pageOf(const std::string& results,
                   const std::string& start = R"("2026-09-14T00:00:00Z")") {
    return R"({"data":[{"starting_at":)" + start + R"(,"ending_at":"2026-09-15T00:00:00Z",)" +
           R"("results":[)" + results + R"(]}],"has_more":false,"next_page":null})";
}
std::string page(const Members& others = {}) {
    return pageOf(objectOf(with(kResult, others)));
}

const Members kRow{{"usage_date_utc", "2026-09-14"},
                   {"model_version", "claude-haiku-4-5"},
                   {"api_key", "key"},
                   {"workspace", "Default"},
                   {"usage_type", "standard"},
                   {"context_window", "≤ 200k"},
                   {"usage_input_tokens_no_cache", "100"},
                   {"usage_input_tokens_cache_write_5m", "40"},
                   {"usage_input_tokens_cache_write_1h", "7"},
                   {"usage_input_tokens_cache_read", "5000"},
                   {"usage_output_tokens", "20"},
                   {"web_search_count", "0"},
                   {"inference_geo", "global"},
                   {"speed", "standard"}};

std::string console(const Members& others = {}) {
    return csvOf(with(kRow, others));
}
const Members kOlder{{"usage_input_tokens_cache_write_5m", ""},
                     {"usage_input_tokens_cache_write_1h", ""},
                     {"inference_geo", ""},
                     {"speed", ""}};

} // namespace

class TestAnthropicUsageReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cacheTokensStandBesideTheInput() {
        const auto row = usageIn(page());
        QCOMPARE(countsOf(row), std::string("100 5000 40 7 20 -"));
        QCOMPARE(row.contextTokens(), std::optional<std::int64_t>(5147));
        QVERIFY(!row.requests);
        QCOMPARE(countsOf(usageIn(console())), std::string("100 5000 40 7 20 -"));
    }

    void whatIsNotStatedIsNotKnown() {
        QCOMPARE(countsOf(usageIn(page({{"cache_creation", "null"}}))),
                 std::string("100 5000 - - 20 -"));
        const auto row = usageIn(page({{"output_tokens", "null"}}));
        QCOMPARE(countsOf(row), std::string("100 5000 40 7 - -"));
        QCOMPARE(flagsOf(row), std::string("output_tokens_missing"));
    }

    void aWorkspaceThatIsNullIsFlagged() {
        QCOMPARE(flagsOf(usageIn(page({{"workspace_id", "null"}}))),
                 std::string("default_workspace_or_not_grouped"));
        QCOMPARE(flagsOf(usageIn(page())), std::string());
    }

    void otherDimensionsAreTags() {
        QCOMPARE(usageIn(page({{"context_window", R"("200k-1M")"},
                               {"inference_geo", R"("us")"},
                               {"speed", "null"},
                               {"service_account_id", R"("svc")"},
                               {"server_tool_use", R"({"web_search_requests":4})"}}))
                     .tags,
                 std::string(R"({"service_account_id":"svc","context_window":"200k-1M",)"
                             R"("inference_geo":"us","web_search_requests":"4"})"));
        QCOMPARE(usageIn(page({{"server_tool_use", "null"}})).tags, std::string());
        QCOMPARE(usageIn(console({{"inference_geo", "us"}, {"web_search_count", "2"}})).tags,
                 std::string(R"({"api_key":"key","context_window":"≤ 200k","inference_geo":"us",)"
                             R"("web_search_requests":"2"})"));
    }

    void oneResultIsRejectedAlone() {
        const auto rows = readText(pageOf(objectOf(with(kResult, {{"output_tokens", "-5"}})) + "," +
                                          objectOf(kResult) + R"(,{"model":"claude-haiku-4-5"})"));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(usage(*rows, 0).line, std::int64_t(2));
        QCOMPARE(rows->rejected.size(), std::size_t(2));
        QCOMPARE(rows->rejected[0].column, std::string("output_tokens"));
        QCOMPARE(rows->rejected[1].reason,
                 std::string("The row states neither tokens nor requests nor a cost."));
    }

    void aBucketWithoutTimeIsRejected() {
        QCOMPARE(rejectionIn(pageOf(objectOf(kResult), "null")),
                 std::string("starting_at: The time is missing."));
        QVERIFY(usageIn(pageOf(objectOf(kResult), R"("2026-09-14T00:00:00")"))
                    .flags.has(core::Flag::TimestampNoZone));
    }

    void rowsOfTheReportAreStatedAnew() {
        const std::string one = usageIn(page()).identity;
        QCOMPARE(usageIn(page({{"output_tokens", "21"},
                               {"cache_creation", "null"},
                               {"server_tool_use", R"({"web_search_requests":1})"}}))
                     .identity,
                 one);
        for (const char* name :
             {"workspace_id", "model", "service_tier", "api_key_id", "account_id",
              "service_account_id", "context_window", "inference_geo", "speed"})
            QVERIFY2(usageIn(page({{name, R"("other")"}})).identity != one, name);
        QVERIFY(usageIn(pageOf(objectOf(kResult), R"("2026-09-14T23:00:00Z")")).identity != one);
    }

    void olderConsoleFilesHaveNoLifetimes_data() {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("counts");
        QTest::addColumn<QByteArray>("flags");
        QTest::newRow("writes count as those of 5 minutes")
            << QByteArray("47") << QByteArray("100 5000 47 - 20 -")
            << QByteArray("cache_write_ttl_assumed_5m request_count_missing");
        QTest::newRow("no writes are none of either lifetime")
            << QByteArray("0") << QByteArray("100 5000 0 0 20 -")
            << QByteArray("request_count_missing");
    }
    void olderConsoleFilesHaveNoLifetimes() {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, counts);
        QFETCH(QByteArray, flags);
        const auto row = usageIn(csvOf(
            with(with(kRow, kOlder), {{"usage_input_tokens_cache_write", written.toStdString()}})));
        QCOMPARE(countsOf(row), counts.toStdString());
        QCOMPARE(flagsOf(row), flags.toStdString());
    }

    void blankInputCountsAreZeroButBlankOutputIsNotKnown() {
        const std::string header = "usage_date_utc,model_version,usage_input_tokens_no_cache,"
                                   "usage_input_tokens_cache_write_5m,usage_output_tokens\n";
        QCOMPARE(countsOf(usageIn(header + "2026-09-14,m,,3,\n")), std::string("0 0 3 0 - -"));
        QCOMPARE(rejectionIn(header + "2026-09-14,m,,,\n"),
                 std::string("usage_input_tokens_no_cache: The row has no counts."));
        QCOMPARE(rejectionIn(header + ",m,1,1,1\n"),
                 std::string("usage_date_utc: The day is missing."));
        QVERIFY(rejectionIn(header + "14.9.2026,m,1,1,1\n").find("is not a day") !=
                std::string::npos);
    }

    void rowsOfTheConsoleAreStatedAnew() {
        const std::string one = usageIn(console()).identity;
        QCOMPARE(
            usageIn(console({{"usage_output_tokens", "21"}, {"web_search_count", "3"}})).identity,
            one);
        // Of a file from before there were places and speeds.
        QCOMPARE(usageIn(console(kOlder)).identity, one);
        for (const char* name : {"model_version", "api_key", "workspace", "usage_type",
                                 "context_window", "inference_geo", "speed"})
            QVERIFY2(usageIn(console({{name, "other"}})).identity != one, name);
        QVERIFY(usageIn(console({{"usage_date_utc", "2026-09-15"}})).identity != one);
        QVERIFY(usageIn(page()).identity != one); // names are no ids
    }
};

QTEST_APPLESS_MAIN(TestAnthropicUsageReport)
#include "tst_anthropic_usage_report.moc"
