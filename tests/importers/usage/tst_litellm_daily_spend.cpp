// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/litellm_daily_spend.h"

#include "tests/importers/usage/usages.h"

using namespace ms;
using namespace ms::importers;

namespace {

const Members kRow{{"date", "2026-09-14"},
                   {"api_key", "88dc"},
                   {"model", "claude-haiku-4-5"},
                   {"custom_llm_provider", "bedrock"},
                   {"prompt_tokens", "1000"},
                   {"completion_tokens", "70"},
                   {"cache_read_input_tokens", "600"},
                   {"cache_creation_input_tokens", "100"},
                   {"spend", "1.2e-05"},
                   {"api_requests", "7"},
                   {"failed_requests", "0"}};

std::string table(const Members& others = {}) {
    return csvOf(with(kRow, others));
}

} // namespace

class TestLitellmDailySpend : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cachedTokensArePartsOfTheInput_data() {
        QTest::addColumn<QByteArray>("read");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("counts");
        QTest::addColumn<QByteArray>("flags");
        QTest::newRow("both, today")
            << QByteArray("600") << QByteArray("100") << QByteArray("300 600 100 - 70 -")
            << QByteArray("cache_write_ttl_assumed_5m");
        QTest::newRow("reads only, of versions before")
            << QByteArray("600") << QByteArray("500") << QByteArray("400 600 500 - 70 -")
            << QByteArray("cache_write_ttl_assumed_5m input_semantics_inferred");
        QTest::newRow("neither, passed through")
            << QByteArray("5000") << QByteArray("50") << QByteArray("1000 5000 50 - 70 -")
            << QByteArray("cache_write_ttl_assumed_5m input_semantics_inferred");
        QTest::newRow("of tables that do not have them")
            << QByteArray() << QByteArray() << QByteArray("1000 - - - 70 -")
            << QByteArray("cache_split_unknown");
    }
    void cachedTokensArePartsOfTheInput() {
        QFETCH(QByteArray, read);
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, counts);
        QFETCH(QByteArray, flags);
        const auto row = usageIn(table({{"cache_read_input_tokens", read.toStdString()},
                                        {"cache_creation_input_tokens", written.toStdString()}}));
        QCOMPARE(countsOf(row), counts.toStdString());
        QCOMPARE(flagsOf(row), flags.toStdString());
    }

    void aRowIsADayOfAKeyAndModel() {
        const auto row = usageIn(table({{"failed_requests", "2"}, {"user_id", "u-1"}}));
        QCOMPARE(toMillisText(row.periodEnd), std::string("2026-09-15T00:00:00.000Z"));
        QCOMPARE(row.provider, std::string("aws.bedrock"));
        QCOMPARE(row.account, std::string("88dc"));
        QCOMPARE(row.user, std::string("u-1"));
        QCOMPARE(row.requests, std::optional<std::int64_t>(7));
        QCOMPARE(toText(*row.reportedCost), std::string("0.000012"));
        QCOMPARE(row.tags, std::string(R"({"failed_requests":"2"})"));
    }

    void rowsOfTagsOverlap() {
        const auto row = usageIn(table({{"tag", "env:production"}, {"team_id", "cx"}}));
        QVERIFY(row.flags.has(core::Flag::OverlappingDimension));
        QCOMPARE(row.tags, std::string(R"({"team_id":"cx","tag":"env:production"})"));
    }

    void jsonIsReadAlike() {
        const auto row = usageIn(
            R"([{"date":"2026-09-14","api_key":"k","model":"m","custom_llm_provider":"openai",)"
            R"("prompt_tokens":10,"completion_tokens":2,"spend":0.30000000000000004,)"
            R"("api_requests":1,"team_id":null}])");
        QCOMPARE(toText(*row.reportedCost), std::string("0.30000000000000004"));
        QCOMPARE(row.input, std::optional<std::int64_t>(10));
    }

    void brokenRowsAreRejected() {
        QCOMPARE(rejectionIn(table({{"date", " "}})).substr(0, 6), std::string("date: "));
        QCOMPARE(rejectionIn(table({{"spend", "-1"}})),
                 std::string("spend: '-1' is negative; only invoices and revenue may be."));
        QVERIFY(rejectionIn(table({{"prompt_tokens", "1e400"}})).starts_with("prompt_tokens: "));
    }

    void rowsAreStatedAnew() {
        const std::string one = usageIn(table()).identity;
        QCOMPARE(usageIn(table({{"spend", "7"}, {"api_requests", "9"}, {"failed_requests", "1"}}))
                     .identity,
                 one);
        for (const char* name :
             {"api_key", "model", "custom_llm_provider", "user_id", "end_user_id", "team_id",
              "organization_id", "tag", "model_group", "endpoint", "mcp_namespaced_tool_name"})
            QVERIFY2(usageIn(table({{name, "other"}})).identity != one, name);
        QVERIFY(usageIn(table({{"team_id", "x"}})).identity !=
                usageIn(table({{"organization_id", "x"}})).identity);
        QVERIFY(usageIn(table({{"date", "2026-09-15"}})).identity != one);
    }
};

QTEST_APPLESS_MAIN(TestLitellmDailySpend)
#include "tst_litellm_daily_spend.moc"
