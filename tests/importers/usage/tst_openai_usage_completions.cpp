// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: usage_rows.cpp
#include "importers/usage/openai_usage_completions.h"

#include "tests/importers/usage/usages.h"

using namespace ms;
using namespace ms::importers;

namespace {

const Members kResult{{"object", R"("organization.usage.completions.result")"},
                      {"input_tokens", "1000"},
                      {"output_tokens", "70"},
                      {"input_cached_tokens", "600"},
                      {"input_cache_write_tokens", "100"},
                      {"input_uncached_tokens", "300"},
                      {"num_model_requests", "7"},
                      {"project_id", R"("p")"},
                      {"model", R"("gpt-5-mini-2025-08-07")"}};

std::string pageOf(const std::string& results, const std::string& times = "1789344000,1789430400") {
    const std::size_t comma = times.find(',');
    return R"({"object":"page","data":[{"object":"bucket","start_time":)" + times.substr(0, comma) +
           R"(,"end_time":)" + times.substr(comma + 1) + R"(,"results":[)" + results +
           R"(]}],"has_more":false})";
}
std::string page(const Members& others = {}) {
    return pageOf(objectOf(with(kResult, others)));
}

const Members kRow{{"start_time", "1789344000"},
                   {"end_time", "1789430400"},
                   {"start_time_iso", "2026-09-14T00:00:00+00:00"},
                   {"num_model_requests", "7.0"},
                   {"project_id", "p"},
                   {"model", "gpt-5-mini-2025-08-07"},
                   {"batch", "FALSE"},
                   {"input_tokens", "1000.0"},
                   {"output_tokens", "70.0"},
                   {"input_cached_tokens", "600.0"},
                   {"input_uncached_tokens", "300.0"}};

std::string dashboard(const Members& others = {}) {
    return csvOf(with(kRow, others));
}

} // namespace

class TestOpenaiUsageCompletions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cachedAndWrittenTokensArePartsOfTheInput_data() {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("uncached");
        QTest::addColumn<QByteArray>("counts");
        QTest::addColumn<QByteArray>("flags");
        QTest::newRow("all are stated and add up")
            << QByteArray("100") << QByteArray("300") << QByteArray("300 600 100 0 70 -")
            << QByteArray("cache_write_ttl_unknown");
        QTest::newRow("nothing was written") << QByteArray("0") << QByteArray("400")
                                             << QByteArray("400 600 0 0 70 -") << QByteArray();
        QTest::newRow("the written ones are what the others leave")
            << QByteArray() << QByteArray("300") << QByteArray("300 600 100 0 70 -")
            << QByteArray("cache_write_ttl_unknown");
        QTest::newRow("the uncached ones are what the others leave")
            << QByteArray("100") << QByteArray() << QByteArray("300 600 100 0 70 -")
            << QByteArray("cache_write_ttl_unknown");
        QTest::newRow("older exports have neither: the writes are not known")
            << QByteArray() << QByteArray() << QByteArray("400 600 - - 70 -")
            << QByteArray("cache_write_unknown");
    }
    void cachedAndWrittenTokensArePartsOfTheInput() {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, uncached);
        QFETCH(QByteArray, counts);
        QFETCH(QByteArray, flags);
        const auto row = usageIn(page({{"input_cache_write_tokens", written.toStdString()},
                                       {"input_uncached_tokens", uncached.toStdString()}}));
        QCOMPARE(countsOf(row), counts.toStdString());
        QCOMPARE(flagsOf(row), flags.toStdString());
    }

    void countsThatContradictEachOtherAreRejected() {
        QCOMPARE(rejectionIn(page({{"input_uncached_tokens", "400"}})),
                 std::string("input_uncached_tokens: The input tokens (1000) are not the sum of "
                             "the cached (600), written (100) and uncached ones (400)."));
        QCOMPARE(rejectionIn(dashboard({{"input_uncached_tokens", "500"}})),
                 std::string("input_uncached_tokens: The input tokens (1000) are not the sum of "
                             "the cached (600), written (not given) and uncached ones (500)."));
        QVERIFY(rejectionIn(page({{"input_cached_tokens", "1001"}, {"input_uncached_tokens", ""}}))
                    .find("exceed the input tokens") != std::string::npos);
        QVERIFY(rejectionIn(page({{"input_tokens", "-1"}})).find("input_tokens") !=
                std::string::npos);
    }

    void theTierIsTheServedOne_data() {
        QTest::addColumn<QByteArray>("batch");
        QTest::addColumn<QByteArray>("stated");
        QTest::addColumn<QByteArray>("tier");
        QTest::newRow("default is standard")
            << QByteArray("false") << QByteArray(R"("default")") << QByteArray("standard");
        QTest::newRow("batch is stated beside it")
            << QByteArray("true") << QByteArray(R"("default")") << QByteArray("batch");
        QTest::newRow("auto says nothing")
            << QByteArray("null") << QByteArray(R"("auto")") << QByteArray();
        QTest::newRow("not grouped") << QByteArray("null") << QByteArray("null") << QByteArray();
        QTest::newRow("others as they are")
            << QByteArray("false") << QByteArray(R"("flex")") << QByteArray("flex");
    }
    void theTierIsTheServedOne() {
        QFETCH(QByteArray, batch);
        QFETCH(QByteArray, stated);
        QFETCH(QByteArray, tier);
        const auto row =
            usageIn(page({{"batch", batch.toStdString()}, {"service_tier", stated.toStdString()}}));
        QCOMPARE(row.serviceTier, tier.toStdString());
    }

    void rowsThatAreNotGroupedAreFlagged() {
        QVERIFY(usageIn(page({{"model", "null"}, {"project_id", "null"}}))
                    .flags.has(core::Flag::NotGrouped));
        QVERIFY(!usageIn(page({{"model", "null"}})).flags.has(core::Flag::NotGrouped));
    }

    void kindsOfTokensAreTags() {
        QCOMPARE(usageIn(page({{"input_text_tokens", "300"}, {"input_audio_tokens", "0"}})).tags,
                 std::string()); // text alone is no news
        const auto row = usageIn(page({{"input_text_tokens", "250"},
                                       {"input_audio_tokens", "50"},
                                       {"output_image_tokens", "0"},
                                       {"api_key_id", R"("key_1")"},
                                       {"user_id", R"("user-1")"}}));
        QCOMPARE(row.tags, std::string(R"({"api_key_id":"key_1","input_text_tokens":"250",)"
                                       R"("input_audio_tokens":"50"})"));
        QCOMPARE(row.user, std::string("user-1"));
    }

    void emptyDaysHaveNoRows() {
        const auto rows = readText(
            R"({"object":"page","data":[{"start_time":1789344000,"end_time":1789430400,"results":[]},)"
            R"({"start_time":1789430400,"end_time":1789516800,"results":[)" +
            objectOf(kResult) + R"(]}],"has_more":true})");
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(usage(*rows, 0).line, std::int64_t(1));
        QCOMPARE(rows->totals->skipped, std::int64_t(1));
        QCOMPARE(rows->totals->notes.size(), std::size_t(1)); // there are more pages
    }

    void anyChunkSizeAndThreadCountGivesTheSameRows() {
        std::string text;
        for (int i = 0; i < 4; ++i)
            text += pageOf(objectOf(kResult) + (i % 2 == 0 ? "" : "," + objectOf(kResult))) + "\n";
        const auto whole = readText(text, {}, {1});
        QCOMPARE(whole->records.size(), std::size_t(6));
        for (const unsigned threads : {1u, 3u})
            for (std::size_t bytes = 1; bytes <= text.size(); bytes += 31)
                QCOMPARE(readText(text, {}, {threads, "UTC", bytes})->records, whole->records);
    }

    void oneResultIsRejectedAlone() {
        const auto rows = readText(pageOf(
            objectOf(kResult) + "," + objectOf(with(kResult, {{"input_tokens", "1.5"}})) + "," +
            objectOf(with(kResult, {{"object", R"("organization.usage.images.result")"}})) + "," +
            objectOf(with(kResult, {{"project_id", R"("q")"}}))));
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(usage(*rows, 1).line, std::int64_t(4));
        QCOMPARE(rows->rejected.size(), std::size_t(2));
        QCOMPARE(rows->rejected[1].reason, std::string("'organization.usage.images.result' is no "
                                                       "result of the completions endpoint."));
    }

    void aPeriodHasABeginningAndAnEnd() {
        const auto reason = [](const std::string& times) {
            return rejectionIn(pageOf(objectOf(kResult), times));
        };
        QCOMPARE(reason("1789344000,null"),
                 std::string("period: The start or the end of the period is missing."));
        QCOMPARE(reason("1789430400,1789430400"),
                 std::string("period: The period ends before it begins."));
        QVERIFY(reason("1789344000000,1789430400000").find("start_time") != std::string::npos);
    }

    void aRowWithoutAnyMeasureIsRejected() {
        QCOMPARE(rejectionIn(pageOf(R"({"object":"organization.usage.completions.result"})")),
                 std::string(": The row states neither tokens nor requests nor a cost."));
    }

    void rowsAreStatedAnew() {
        const std::string one = usageIn(page()).identity;
        QVERIFY(!one.empty());
        QCOMPARE(usageIn(page({{"output_tokens", "71"}, {"num_model_requests", "8"}})).identity,
                 one);
        for (const auto& [name, value] : Members{{"project_id", R"("q")"},
                                                 {"user_id", R"("u")"},
                                                 {"api_key_id", R"("k")"},
                                                 {"model", R"("m")"},
                                                 {"batch", "false"},
                                                 {"service_tier", R"("flex")"}})
            QVERIFY2(usageIn(page({{name, value}})).identity != one, name.c_str());
        QVERIFY(usageIn(pageOf(objectOf(kResult), "1789344000,1789347600")).identity != one);
    }

    void theDashboardIsTheSameSource() {
        const auto rows = readText(dashboard());
        QCOMPARE(rows->info.source, readText(page())->info.source);
        const auto& row = usage(*rows, 0);
        QCOMPARE(countsOf(row), std::string("300 600 100 0 70 -"));
        QCOMPARE(row.requests, std::optional<std::int64_t>(7));
        QCOMPARE(row.identity, usageIn(page({{"batch", "false"}})).identity);
    }

    void rowsOfBlanksAreNoUsage() {
        const auto rows = readText("start_time,end_time,start_time_iso,num_model_requests,"
                                   "input_tokens,output_tokens,model\n"
                                   "1789344000,1789430400,2026-09-14,,,,\n"
                                   "1789344000,1789430400,2026-09-14,,5,1,m\n");
        QCOMPARE(rows->totals->skipped, std::int64_t(1));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(usage(*rows, 0).line, std::int64_t(2));
        QCOMPARE(countsOf(usage(*rows, 0)), std::string("5 - - - 1 -"));
        QVERIFY(!usage(*rows, 0).requests);
        QCOMPARE(flagsOf(usage(*rows, 0)),
                 std::string("cache_split_unknown request_count_missing"));
    }
};

QTEST_APPLESS_MAIN(TestOpenaiUsageCompletions)
#include "tst_openai_usage_completions.moc"
