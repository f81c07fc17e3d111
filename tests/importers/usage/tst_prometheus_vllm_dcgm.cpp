// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: prometheus_series.cpp
#include "importers/usage/prometheus_vllm_dcgm.h"

#include "importers/usage/prometheus_series.h"
#include "tests/importers/usage/usages.h"

using namespace ms;
using namespace ms::importers;

namespace {

constexpr std::int64_t kFirst = 1789372800; // 2026-09-14T08:00:00Z

/// A series with one value an hour; an empty one is no sample.
std::string series(const std::string& name, const std::vector<std::string>& values,
                   const std::string& labels = "\"instance\":\"n1:8000\",\"model_name\":\"m\"") {
    std::string list;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!values[i].empty())
            list += (list.empty() ? "[" : ",[") + std::to_string(kFirst + std::int64_t(i) * 3600) +
                    ",\"" + values[i] + "\"]";
    return "{\"metric\":{\"__name__\":\"" + name + "\"," + labels + "},\"values\":[" + list + "]}";
}
std::string prompt(const std::vector<std::string>& values) {
    return series("vllm:prompt_tokens_total", values);
}
std::string answer(const std::vector<std::string>& all) {
    std::string list;
    for (const std::string& one : all)
        list += (list.empty() ? "" : ",") + one;
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + list +
           "]}}";
}
std::string gpu(const std::vector<std::string>& values, const std::string& host,
                const std::string& number = "0") {
    return series("DCGM_FI_DEV_GPU_UTIL", values,
                  "\"instance\":\"10.0.0.1:9400\",\"gpu\":\"" + number + "\",\"Hostname\":\"" +
                      host + "\"");
}
std::string useIn(const std::vector<std::string>& all) {
    return usageIn(answer(all)).tags;
}

} // namespace

class TestPrometheusVllmDcgm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesOfCounters_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("counter");
        QTest::newRow("with total")
            << QByteArray("vllm:prompt_tokens_total") << int(VllmCounter::PromptTokens);
        QTest::newRow("without total")
            << QByteArray("vllm:generation_tokens") << int(VllmCounter::OutputTokens);
        QTest::newRow("of older servers")
            << QByteArray("vllm:gpu_prefix_cache_hits_total") << int(VllmCounter::PrefixHits);
        QTest::newRow("requests") << QByteArray("vllm:request_success_total")
                                  << int(VllmCounter::Requests);
        QTest::newRow("when a counter was made is no count")
            << QByteArray("vllm:prompt_tokens_created") << -1;
        QTest::newRow("of others") << QByteArray("other:prompt_tokens_total") << -1;
    }
    void namesOfCounters() {
        QFETCH(QByteArray, name);
        QFETCH(int, counter);
        const auto found = vllmCounterNamed({name.constData(), std::size_t(name.size())});
        QCOMPARE(found ? int(*found) : -1, counter);
    }

    void hitsOfThePrefixCacheArePartsOfThePrompt() {
        const auto row =
            usageIn(answer({prompt({"1000", "1600"}), series("vllm:generation_tokens", {"0", "20"}),
                            series("vllm:prefix_cache_hits", {"100", "300"}),
                            series("vllm:request_success", {"1", "4"})}));
        QCOMPARE(countsOf(row), std::string("400 200 - - 20 -"));
        QCOMPARE(row.requests, std::optional<std::int64_t>(3));
        QCOMPARE(row.model, std::string("m"));
        QCOMPARE(row.provider, std::string("self_hosted"));
        QCOMPARE(toMillisText(row.periodStart), std::string("2026-09-14T08:00:00.000Z"));
        QCOMPARE(toMillisText(row.periodEnd), std::string("2026-09-14T09:00:00.000Z"));
        QCOMPARE(flagsOf(row), std::string("prefix_cache_not_billed"));
    }

    void withoutHitsTheSplitIsNotKnown() {
        const auto row = usageIn(answer({prompt({"1", "11"})}));
        QCOMPARE(countsOf(row), std::string("10 - - - - -"));
        QCOMPARE(flagsOf(row), std::string("output_tokens_missing cache_split_unknown"));
        QVERIFY(!row.requests);
    }

    void serversOfAModelAddUp() {
        const auto rows = readText(answer(
            {prompt({"0", "10"}),
             series("vllm:prompt_tokens_total", {"50", "7"},
                    "\"instance\":\"n2:8000\",\"model_name\":\"m\""),
             series("vllm:prompt_tokens_total", {"1", "2"},
                    "\"instance\":\"n2:8000\",\"model_name\":\"other\""),
             series("vllm:request_success_total", {"0", "3"},
                    "\"finished_reason\":\"stop\",\"instance\":\"n1:8000\",\"model_name\":\"m\""),
             series(
                 "vllm:request_success_total", {"1", "2"},
                 "\"finished_reason\":\"length\",\"instance\":\"n1:8000\",\"model_name\":\"m\"")}));
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(usage(*rows, 0).input, std::optional<std::int64_t>(17));
        QCOMPARE(usage(*rows, 0).requests, std::optional<std::int64_t>(4));
        QVERIFY(usage(*rows, 0).flags.has(core::Flag::CounterReset));
        QCOMPARE(usage(*rows, 1).model, std::string("other"));
        QCOMPARE(usage(*rows, 1).line, std::int64_t(2));
        QVERIFY(!usage(*rows, 1).flags.has(core::Flag::CounterReset));
    }

    void aGapOfAllServersIsOneLongerRow() {
        const auto row = usageIn(answer({prompt({"1", "NaN", "", "31"})}));
        QCOMPARE(row.input, std::optional<std::int64_t>(30));
        QCOMPARE(toMillisText(row.periodEnd), std::string("2026-09-14T11:00:00.000Z"));
        QVERIFY(row.flags.has(core::Flag::SampleMissing));
    }

    void aGapOfOneServerCountsWhereItEnds() {
        const auto rows = readText(answer(
            {prompt({"1", "NaN", "31"}), series("vllm:prompt_tokens_total", {"0", "2", "4"},
                                                "\"instance\":\"n2:1\",\"model_name\":\"m\"")}));
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(usage(*rows, 0).input, std::optional<std::int64_t>(2));
        QCOMPARE(usage(*rows, 1).input, std::optional<std::int64_t>(32));
        for (const std::size_t i : {0, 1})
            QVERIFY(usage(*rows, i).flags.has(core::Flag::SampleMissing));
    }

    void answersThatFollowEachOtherAreOneSeries() {
        const auto rows =
            readText(answer({prompt({"1", "3"})}) + "\n" + answer({prompt({"", "3", "8"})}) + "\n");
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(usage(*rows, 1).input, std::optional<std::int64_t>(5));
        QVERIFY(!usage(*rows, 1).flags.has(core::Flag::SampleMissing));
    }

    void anyChunkSizeAndThreadCountGivesTheSameRows() {
        const std::string text = answer({prompt({"1", "3", "2", "9"}), gpu({"", "5", "6"}, "n1"),
                                         series("vllm:generation_tokens", {"1", "NaN", "4", "5"})});
        const auto whole = readText(text, {}, {1});
        QCOMPARE(whole->records.size(), std::size_t(3));
        for (const unsigned threads : {1u, 3u})
            for (std::size_t bytes = 1; bytes <= text.size(); bytes += 7)
                QCOMPARE(readText(text, {}, {threads, "UTC", bytes})->records, whole->records);
    }

    void bothNamesOfACounterCountOnce() {
        const auto row =
            usageIn(answer({prompt({"1", "3"}), series("vllm:prompt_tokens", {"1", "3"})}));
        QCOMPARE(row.input, std::optional<std::int64_t>(2));
        const auto rows =
            readText(answer({prompt({"1", "3"}), series("vllm:prompt_tokens", {"1", "4"})}));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].reason,
                 std::string("The series has two values at one time: 3 and 4."));
        QCOMPARE(usage(*rows, 0).input, std::optional<std::int64_t>(2));
    }

    void theUseOfGpusIsATag_data() {
        QTest::addColumn<QByteArray>("gpus");
        QTest::addColumn<QByteArray>("tags");
        const auto text = [](const std::string& all) { return QByteArray(all.c_str()); };
        QTest::newRow("of one, at the end, as it is")
            << text(gpu({"41", "63.125"}, "n1")) << QByteArray("{\"gpu_util_pct\":\"63.125\"}");
        QTest::newRow("of several, averaged")
            << text(gpu({"", "63"}, "n1") + "," + gpu({"", "64"}, "n1", "1") + "," +
                    gpu({"", "64"}, "n1", "2"))
            << QByteArray("{\"gpu_util_pct\":\"63.67\"}");
        QTest::newRow("of the model's hosts only")
            << text(gpu({"", "63"}, "n1") + "," + gpu({"", "1"}, "n9"))
            << QByteArray("{\"gpu_util_pct\":\"63\"}");
        QTest::newRow("of all hosts where the names do not meet")
            << text(gpu({"", "10"}, "a") + "," + gpu({"", "20"}, "b"))
            << QByteArray("{\"gpu_util_pct\":\"15\"}");
        QTest::newRow("not known") << text(gpu({"50", "NaN"}, "n1")) << QByteArray();
    }
    void theUseOfGpusIsATag() {
        QFETCH(QByteArray, gpus);
        QFETCH(QByteArray, tags);
        QCOMPARE(useIn({prompt({"1", "3"}), gpus.toStdString()}), tags.toStdString());
    }

    void gpusOfNobodyKnownAreOfNoneOfSeveralModels() {
        const auto rows =
            readText(answer({prompt({"1", "3"}),
                             series("vllm:prompt_tokens_total", {"1", "2"},
                                    "\"instance\":\"n2:8000\",\"model_name\":\"other\""),
                             gpu({"", "10"}, "a")}));
        QCOMPARE(usage(*rows, 0).tags, std::string());
    }

    void otherSeriesAreSkipped() {
        const auto rows = readText(
            answer({series("vllm:num_requests_running", {"1.5", "0"}), prompt({"1", "3"})}));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QVERIFY(rows->rejected.empty());
        QVERIFY(!refusalOf(answer({series("up", {"1", "1"})})).empty());
    }

    void onlyGpusMakeNoRows() {
        const auto rows = readText(answer({gpu({"41", "63"}, "n1")}));
        QVERIFY(rows->allFacts.empty());
        QCOMPARE(rows->totals->notes.at(0),
                 std::string("The file has no counters of vLLM, so it makes no rows."));
    }

    void brokenSeriesAreRejected_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("reason");
        const auto text = [](const std::string& one) { return QByteArray(one.c_str()); };
        QTest::newRow("infinite") << text(prompt({"+Inf"}))
                                  << QByteArray("'+Inf' is not a number.");
        QTest::newRow("negative") << text(prompt({"-3"})) << QByteArray("'-3' is negative.");
        QTest::newRow("a fraction")
            << text(prompt({"1.5"})) << QByteArray("'1.5' is not a whole number.");
        QTest::newRow("without model")
            << text(series("vllm:prompt_tokens_total", {"1"}, "\"instance\":\"n1\""))
            << QByteArray("The series does not say its model.");
        QTest::newRow("no pairs")
            << QByteArray("{\"metric\":{\"__name__\":\"vllm:prompt_tokens\",\"model_name\":\"m\"},"
                          "\"values\":[[1789372800]]}")
            << QByteArray("'[1789372800]' is no pair of a time and a value.");
        QTest::newRow("no list")
            << QByteArray("{\"metric\":{\"__name__\":\"vllm:prompt_tokens\",\"model_name\":\"m\"},"
                          "\"values\":\"1\"}")
            << QByteArray("The series has no list of values over time. Save an answer of "
                          "query_range.");
    }
    void brokenSeriesAreRejected() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, reason);
        const auto rows = readText(answer({text.toStdString(), gpu({"1"}, "n1")}));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].reason, reason.toStdString());
        QVERIFY(rows->allFacts.empty());
    }

    void moreHitsThanPromptIsRejectedAtTheEnd() {
        const auto rows =
            readText(answer({prompt({"0", "10", "20"}),
                             series("vllm:prefix_cache_hits_total", {"0", "11", "12"})}));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QVERIFY(rows->rejected[0].reason.starts_with(
            "2026-09-14T08:00:00.000Z: The cached tokens exceed the input tokens"));
        QCOMPARE(rows->totals->rows, std::int64_t(4)); // two series skipped, one row, one rejected
    }

    void sumsDoNotOverflow() {
        const std::string most = std::to_string(std::int64_t{1} << 53);
        std::vector<std::string> all;
        for (int i = 0; i < 3; ++i)
            all.push_back(
                series("vllm:prompt_tokens_total", {"0", most},
                       "\"model_name\":\"m\",\"instance\":\"n" + std::to_string(i) + "\""));
        QVERIFY(rejectionIn(answer(all)).find("larger than 2^53") != std::string::npos);
    }

    void rowsAreStatedAnew() {
        const std::string one = usageIn(answer({prompt({"1", "3"})})).identity;
        QCOMPARE(usageIn(answer({prompt({"1", "4"})})).identity, one);
        QVERIFY(usageIn(answer({series("vllm:prompt_tokens", {"1", "3"},
                                       "\"instance\":\"n2:8000\",\"model_name\":\"m\"")}))
                    .identity != one); // another server
        QVERIFY(usageIn(answer({series("vllm:prompt_tokens", {"1", "3"},
                                       "\"instance\":\"n1:8000\",\"model_name\":\"m2\"")}))
                    .identity != one);
        QVERIFY(usageIn(answer({prompt({"1", "", "3"})})).identity != one);
    }
};

QTEST_APPLESS_MAIN(TestPrometheusVllmDcgm)
#include "tst_prometheus_vllm_dcgm.moc"
