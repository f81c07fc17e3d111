// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/anthropic_cost.h"

#include "tests/importers/invoices/charges.h"

using namespace ms;
using namespace ms::importers;

namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

std::string result(const Members& others = {}) {
    const Members members = with({{"currency", R"("USD")"},
                                  {"amount", R"("123.45")"},
                                  {"workspace_id", R"("wrkspc_1")"},
                                  {"description", R"("Claude Haiku 4.5 Usage - Output Tokens")"},
                                  {"cost_type", R"("tokens")"},
                                  {"context_window", R"("0-200k")"},
                                  {"model", R"("claude-haiku-4-5")"},
                                  {"service_tier", R"("standard")"},
                                  {"token_type", R"("output_tokens")"},
                                  {"inference_geo", "null"}},
                                 others);
    std::string text;
    for (const auto& [name, value] : members)
        text += (text.empty() ? "{\"" : ",\"") + name + "\":" + value;
    return text + "}";
}

std::string page(const std::string& results, const char* rest = R"("has_more":false)") {
    return R"({"data":[{"starting_at":"2026-09-13T00:00:00Z","ending_at":"2026-09-14T00:00:00Z",)"
           R"("results":[]},{"starting_at":"2026-09-14T00:00:00Z",)"
           R"("ending_at":"2026-09-15T00:00:00Z","results":[)" +
           results + "]}]," + rest + "}";
}

const Cells kRow{{"usage_date_utc", "2026-09-14"}, {"model", "Claude Haiku 4.5"},
                 {"workspace", "Support"},         {"api_key", "prod"},
                 {"usage_type", "message"},        {"context_window", "≤ 200k"},
                 {"token_type", "output"},         {"cost_usd", "0.17"}};
// What older files lack.
const Cells kNewer{{"list_price_usd", "0.19"},  {"cost_type", "token"},
                   {"inference_geo", "global"}, {"speed", "standard"},
                   {"api_key_id", "apikey_1"},  {"api_key_status", "active"}};

std::string console(const Cells& others) {
    return csvOf({with(with(kRow, kNewer), others)});
}

} // namespace

class TestAnthropicCost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theReportIsInCents_data() {
        QTest::addColumn<QByteArray>("amount");
        QTest::addColumn<QByteArray>("dollars");
        QTest::newRow("as text") << QByteArray(R"("123.45")") << QByteArray("1.2345");
        QTest::newRow("a cent") << QByteArray(R"("1")") << QByteArray("0.01");
        QTest::newRow("a fraction of one")
            << QByteArray(R"("0.0000000001")") << QByteArray("0.000000000001");
        QTest::newRow("as a number")
            << QByteArray("0.30000000000000004") << QByteArray("0.0030000000000000004");
        QTest::newRow("nothing") << QByteArray(R"("0")") << QByteArray("0");
        QTest::newRow("negative") << QByteArray(R"("-50")") << QByteArray("-0.5");
    }
    void theReportIsInCents() {
        QFETCH(QByteArray, amount);
        QFETCH(QByteArray, dollars);
        const auto rows = readText(page(result({{"amount", amount.toStdString()}})));
        QCOMPARE(toText(charge(*rows, 0).amount), dollars.toStdString());
        QCOMPARE(charge(*rows, 0).flags.has(core::Flag::NegativeAmount), dollars.startsWith('-'));
        QCOMPARE(charge(*rows, 0).currency, std::string("USD"));
    }

    void tokenTypesAreClasses() {
        const auto tokenClass = [](const char* type) {
            return charge(*readText(page(result({{"token_type", '"' + std::string(type) + '"'}}))),
                          0)
                .tokenClass;
        };
        QCOMPARE(tokenClass("uncached_input_tokens"), std::string("input_uncached"));
        QCOMPARE(tokenClass("cache_read_input_tokens"), std::string("cache_read"));
        QCOMPARE(tokenClass("cache_creation.ephemeral_5m_input_tokens"),
                 std::string("cache_write_5m"));
        QCOMPARE(tokenClass("cache_creation.ephemeral_1h_input_tokens"),
                 std::string("cache_write_1h"));
        QCOMPARE(tokenClass("output_tokens"), std::string("output"));
        QCOMPARE(tokenClass("something_new"), std::string());
    }

    void whatIsNotTokensIsAService() {
        const auto rows = readText(page(result({{"cost_type", R"("code_execution")"},
                                                {"model", "null"},
                                                {"token_type", "null"},
                                                {"service_tier", "null"}})));
        QCOMPARE(charge(*rows, 0).service, std::string("code_execution"));
        QVERIFY(charge(*rows, 0).model.empty() && charge(*rows, 0).tokenClass.empty());
        QCOMPARE(charge(*readText(page(result())), 0).service, std::string());
    }

    void rowsWithoutWorkspaceAreFlagged() {
        const auto one = readText(page(result({{"workspace_id", "null"}})));
        QCOMPARE(charge(*one, 0).flags.bits(), bitOf(core::Flag::DefaultWorkspaceOrNotGrouped));
        // Not grouped at all: the total of the day.
        const auto all = readText(page(result({{"workspace_id", "null"},
                                               {"description", "null"},
                                               {"cost_type", "null"},
                                               {"model", "null"},
                                               {"token_type", "null"}})));
        QVERIFY(charge(*all, 0).flags.has(core::Flag::NotGrouped));
    }

    void pagesAreCountedThrough() {
        const auto rows = readText(page(result() + "," + result(), R"("has_more":true)"));
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(charge(*rows, 1).line, std::int64_t(2));
        QCOMPARE(rows->totals->skipped, std::int64_t(1)); // the empty day
        QCOMPARE(rows->totals->notes.size(), std::size_t(1));
        QVERIFY(rows->totals->notes[0].find("more pages") != std::string::npos);
    }

    void whatAResultNeedsIsNotGuessed() {
        QCOMPARE(rejectionIn(page(result({{"amount", "null"}}))),
                 std::string("amount: The value is missing."));
        QCOMPARE(rejectionIn(page(result({{"amount", R"("1,5")"}}))),
                 std::string("amount: '1,5' is not a decimal number."));
        QCOMPARE(rejectionIn(page(result({{"currency", "null"}}))),
                 std::string("currency: The currency is missing."));
        QCOMPARE(rejectionIn(R"({"data":[{"starting_at":"2026-09-14T00:00:00Z","results":[)" +
                             result() + "]}]}"),
                 std::string("ending_at: The time is missing."));
    }

    void oneResultIsRejectedAlone() {
        const auto rows =
            readText(page(result({{"amount", "null"}}) + "," + result() + "," +
                          result({{"currency", "null"}}) + "," + result({{"amount", "5"}})));
        QCOMPARE(sumsOf(*rows), std::string("amount USD 1.2845")); // 123.45 and 5 cents
        QCOMPARE(charge(*rows, 0).line, std::int64_t(2));
        QCOMPARE(rows->rejected.size(), std::size_t(2));
        QCOMPARE(rows->rejected[0].line, std::int64_t(1));
        QCOMPARE(rows->rejected[1].line, std::int64_t(3));
        QCOMPARE(rows->rejected[1].column, std::string("currency"));
        QVERIFY(rows->rejected[1].raw.starts_with("{\"currency\":null"));
    }

    void aZoneThatIsAssumedIsFlagged() {
        const auto flagsOf = [](const std::string& start) {
            const auto rows = readText("{\"data\":[{\"starting_at\":\"" + start +
                                       "\",\"ending_at\":\"2026-09-15T00:00:00Z\",\"results\":[" +
                                       result() + "]}]}");
            return charge(*rows, 0).flags;
        };
        QVERIFY(flagsOf("2026-09-14T00:00:00").has(core::Flag::TimestampNoZone));
        QVERIFY(!flagsOf("2026-09-14T00:00:00Z").has(core::Flag::TimestampNoZone));
    }

    void resultsAreStatedAnew() {
        const std::string one = identityIn(page(result()));
        QCOMPARE(identityIn(page(result({{"amount", R"("7")"}}))), one);
        for (const char* name : {"workspace_id", "description", "cost_type", "context_window",
                                 "model", "service_tier", "token_type", "inference_geo"})
            QVERIFY2(identityIn(page(result({{name, R"("other")"}}))) != one, name);
    }

    void theConsoleRoundsToCents() {
        const auto rows = readText(console({}));
        const core::ChargeFact& row = charge(*rows, 0);
        QCOMPARE(toText(row.amount), std::string("0.17"));
        QCOMPARE(toText(*row.listAmount), std::string("0.19"));
        QCOMPARE(row.tokenClass + ' ' + row.account + ' ' + row.currency,
                 std::string("output Support USD"));
        QVERIFY(row.flags.has(core::Flag::RoundedAmount));
        QVERIFY(row.flags.has(core::Flag::ModelDisplayName));
        QCOMPARE(toMillisText(*row.periodEnd), std::string("2026-09-15T00:00:00.000Z"));
        QCOMPARE(rows->info.source, std::string("anthropic_cost"));
    }

    void olderConsoleFilesLackTheLastColumns() {
        const auto rows = readText("\xef\xbb\xbf" + csvOf({kRow}));
        QCOMPARE(rows->info.format, std::string("anthropic_console_cost"));
        QVERIFY(!charge(*rows, 0).listAmount);
        QVERIFY(charge(*rows, 0).service.empty());
        QCOMPARE(charge(*rows, 0).identity, identityIn(console({})));
    }

    void consoleRowsMayHaveNoModel() {
        const auto rows = readText(console({{"model", ""},
                                            {"token_type", ""},
                                            {"cost_type", "code_execution"},
                                            {"list_price_usd", ""}}));
        QCOMPARE(charge(*rows, 0).service, std::string("code_execution"));
        QVERIFY(!charge(*rows, 0).flags.has(core::Flag::ModelDisplayName));
    }

    void batchesAreATier() {
        QCOMPARE(charge(*readText(console({{"usage_type", "message_batch"}})), 0).serviceTier,
                 std::string("batch"));
        QCOMPARE(charge(*readText(console({})), 0).serviceTier, std::string());
    }

    void consoleRowsAreStatedAnew() {
        const std::string one = identityIn(console({}));
        QCOMPARE(identityIn(console({{"cost_usd", "9"}, {"list_price_usd", "9"}})), one);
        QCOMPARE(identityIn(console({{"api_key_status", "inactive"}})), one);
        for (const char* name : {"model", "workspace", "api_key", "usage_type", "context_window",
                                 "token_type", "cost_type", "inference_geo", "speed"})
            QVERIFY2(identityIn(console({{name, "other"}})) != one, name);
        QVERIFY(identityIn(console({{"usage_date_utc", "2026-09-15"}})) != one);
    }

    void brokenConsoleRowsAreRejected() {
        QCOMPARE(rejectionIn(console({{"cost_usd", ""}})),
                 std::string("cost_usd: The value is missing."));
        QCOMPARE(rejectionIn(console({{"usage_date_utc", ""}})),
                 std::string("usage_date_utc: The day is missing."));
        QCOMPARE(rejectionIn(console({{"usage_date_utc", "14.09.2026"}})),
                 std::string("usage_date_utc: '14.09.2026' is not a day such as 2026-09-14."));
    }
};

QTEST_APPLESS_MAIN(TestAnthropicCost)
#include "tst_anthropic_cost.moc"
