// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/openrouter_daily.h"

#include "tests/importers/usage/usages.h"

using namespace ms;
using namespace ms::importers;

namespace {

const Members kItem{{"date", R"("2026-09-14")"},
                    {"model", R"("openai/gpt-4.1")"},
                    {"model_permaslug", R"("openai/gpt-4.1-2025-04-14")"},
                    {"endpoint_id", R"("e-1")"},
                    {"provider_name", R"("OpenAI")"},
                    {"usage", "0.015000000000000001"},
                    {"byok_usage_inference", "0"},
                    {"requests", "5"},
                    {"prompt_tokens", "50"},
                    {"completion_tokens", "125"},
                    {"reasoning_tokens", "25"}};

std::string answer(const Members& others = {}) {
    return R"({"data":[)" + objectOf(with(kItem, others)) + "]}";
}

std::string summary(const std::string& row) {
    return "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning "
           "Tokens\n" +
           row + "\n";
}

} // namespace

class TestOpenrouterDaily : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRowIsADayOfAnEndpoint() {
        const auto row = usageIn(answer({{"workspace_id", R"("ws")"}}));
        QCOMPARE(countsOf(row), std::string("50 - - - 125 25"));
        QCOMPARE(flagsOf(row), std::string("cache_split_unknown"));
        QCOMPARE(row.model, std::string("openai/gpt-4.1-2025-04-14"));
        QCOMPARE(row.provider + " " + row.upstreamProvider + " " + row.account,
                 std::string("openrouter OpenAI ws"));
        QCOMPARE(toText(*row.reportedCost), std::string("0.015000000000000001"));
        QCOMPARE(row.tags, std::string(R"({"endpoint_id":"e-1"})"));
        QCOMPARE(toMillisText(row.periodStart), std::string("2026-09-14T00:00:00.000Z"));
        QCOMPARE(toMillisText(row.periodEnd), std::string("2026-09-15T00:00:00.000Z"));
    }

    void whatWasPaidOnAnOwnKeyIsFlagged() {
        const auto row = usageIn(answer({{"usage", "0"}, {"byok_usage_inference", "0.012"}}));
        QVERIFY(row.flags.has(core::Flag::Byok));
        QCOMPARE(row.tags, std::string(R"({"byok_usage_inference":"0.012","endpoint_id":"e-1"})"));
        QCOMPARE(toText(*row.reportedCost), std::string("0"));
    }

    void aModelWithoutDatedNameHasItsOtherOne() {
        QCOMPARE(usageIn(answer({{"model_permaslug", "null"}})).model,
                 std::string("openai/gpt-4.1"));
    }

    void theSummaryIsByDayAndModel() {
        const auto row = usageIn(summary("2026-09-14,openai/gpt-4.1,0.5,0.25,3,100,20,5"));
        QCOMPARE(countsOf(row), std::string("100 - - - 20 5"));
        QCOMPARE(flagsOf(row), std::string("cache_split_unknown byok"));
        QCOMPARE(row.model, std::string("openai/gpt-4.1"));
        QCOMPARE(row.tags, std::string(R"({"byok_usage_inference":"0.25"})"));
        QCOMPARE(readText(summary("2026-09-14,m,0,0,1,1,1,0"))->info.format,
                 std::string("openrouter_summary"));
    }

    void brokenRowsAreRejected() {
        QCOMPARE(rejectionIn(answer({{"date", "null"}})), std::string("date: The day is missing."));
        QCOMPARE(rejectionIn(answer({{"usage", "-0.5"}})),
                 std::string("usage: '-0.5' is negative; only invoices and revenue may be."));
        QVERIFY(rejectionIn(answer({{"reasoning_tokens", "126"}})).find("exceed the output") !=
                std::string::npos);
        QVERIFY(rejectionIn(summary("9/14/26,m,0,0,1,1,1,0")).starts_with("Date: "));
    }

    void rowsAreStatedAnew() {
        const std::string one = usageIn(answer()).identity;
        QCOMPARE(usageIn(answer({{"usage", "7"}, {"requests", "6"}, {"byok_usage_inference", "1"}}))
                     .identity,
                 one);
        for (const char* name :
             {"model", "model_permaslug", "endpoint_id", "provider_name", "workspace_id"})
            QVERIFY2(usageIn(answer({{name, R"("other")"}})).identity != one, name);
        QVERIFY(usageIn(answer({{"date", R"("2026-09-15")"}})).identity != one);
        QCOMPARE(usageIn(summary("2026-09-14,m,0,0,1,1,1,0")).identity,
                 usageIn(summary("2026-09-14,m,9,0,2,3,4,0")).identity);
    }
};

QTEST_APPLESS_MAIN(TestOpenrouterDaily)
#include "tst_openrouter_daily.moc"
