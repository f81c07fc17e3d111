// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/codex_session.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

std::string sessionLine(const std::string& id, const std::string& members = {}) {
    return R"({"timestamp":"2026-09-14T08:59:00Z","type":"session_meta","payload":{"id":")" + id +
           R"(","cwd":"/src/shop")" + members + "}}\n";
}
std::string modelLine(const std::string& model) {
    return R"({"timestamp":"2026-09-14T08:59:01Z","type":"turn_context","payload":{"model":")" +
           model + "\"}}\n";
}
/// Counts of input, cached input, output and reasoning.
std::string usage(std::int64_t input, std::int64_t cached, std::int64_t output,
                  std::int64_t reasoning) {
    return R"({"input_tokens":)" + std::to_string(input) + R"(,"cached_input_tokens":)" +
           std::to_string(cached) + R"(,"output_tokens":)" + std::to_string(output) +
           R"(,"reasoning_output_tokens":)" + std::to_string(reasoning) + R"(,"total_tokens":)" +
           std::to_string(input + output) + "}";
}
std::string countLine(const std::string& total, const std::string& last = {}, int second = 0) {
    std::string info;
    if (!last.empty())
        info += "\"last_token_usage\":" + last;
    if (!total.empty())
        info += (info.empty() ? "" : ",") + std::string("\"total_token_usage\":") + total;
    return R"({"timestamp":"2026-09-14T09:00:)" + std::string(second < 10 ? "0" : "") +
           std::to_string(second) +
           R"(Z","type":"event_msg","payload":{"type":"token_count","info":{)" + info + "}}}\n";
}

const std::string kBegin = sessionLine("s1") + modelLine("gpt-5.2-codex");

Json bucketsOf(const CollectedRows& rows) {
    Json all = Json::array();
    for (const std::string& text : rows.records) {
        const Json record = Json::parse(text);
        all.push_back({record["input_uncached_tokens"], record["cache_read_tokens"],
                       record["output_tokens"], record["reasoning_tokens"]});
    }
    return all;
}
Json flagsOf(const CollectedRows& rows, std::size_t index) {
    return Json::parse(rows.records.at(index)).value("flags", Json::array());
}

} // namespace

class TestCodexSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runningTotalsAreNeverAddedUp() {
        const auto rows =
            readText(kBegin + countLine(usage(100, 40, 10, 5), usage(100, 40, 10, 5)) +
                     countLine(usage(300, 90, 25, 12), usage(200, 50, 15, 7)) +
                     countLine(usage(300, 90, 25, 12), usage(200, 50, 15, 7), 1)); // repeated
        QCOMPARE(bucketsOf(*rows), Json::parse("[[60,40,10,5],[150,50,15,7]]"));
        QCOMPARE(flagsOf(*rows, 1), Json::array());
        QCOMPARE(rows->totals->skipped, std::int64_t(3));
    }

    void withoutTheLastUsageDifferencesAreTaken() {
        const auto rows =
            readText(kBegin + countLine(usage(100, 40, 10, 5)) + countLine(usage(300, 90, 25, 12)) +
                     countLine(usage(300, 90, 25, 12)));
        QCOMPARE(bucketsOf(*rows), Json::parse("[[60,40,10,5],[150,50,15,7]]"));
        QCOMPARE(flagsOf(*rows, 0), Json::array({"delta_from_cumulative"}));
    }

    void totalsThatRestartCountFromZero() {
        const auto rows =
            readText(kBegin + countLine(usage(1000, 400, 100, 50)) +
                     countLine(usage(600, 0, 50, 0)) + countLine(usage(700, 50, 60, 0)));
        QCOMPARE(bucketsOf(*rows), Json::parse("[[600,400,100,50],[600,0,50,0],[50,50,10,0]]"));
        QCOMPARE(flagsOf(*rows, 1), Json::array({"counter_reset", "delta_from_cumulative"}));
        QCOMPARE(flagsOf(*rows, 2), Json::array({"delta_from_cumulative"}));
    }

    void usageOfTheLastCallNeedsNoTotals() {
        const auto rows = readText(kBegin + countLine({}, usage(100, 40, 10, 5)) +
                                   countLine(usage(150, 40, 12, 5)));
        QCOMPARE(bucketsOf(*rows), Json::parse("[[60,40,10,5],[50,0,2,0]]"));
    }

    void whatIsNoUsageIsSkipped() {
        const auto rows = readText(
            kBegin +
            R"({"timestamp":"2026-09-14T09:00:00Z","type":"event_msg","payload":{"type":"token_count","info":null}})"
            "\n"
            R"({"timestamp":"x","type":"response_item","payload":{"type":"message","content":"secret"}})"
            "\n" +
            countLine({}, R"({"input_tokens":0,"output_tokens":0,"total_tokens":5000})") +
            countLine(usage(0, 0, 0, 0)) + "{\"id\":\"old header\"}\n" +
            countLine(usage(1, 0, 1, 0)));
        QCOMPARE(rows->records.size(), std::size_t(1));
        QVERIFY(rows->rejected.empty());
    }

    void theModelIsTheOneInForce() {
        const auto rows =
            readText(sessionLine("s1") + countLine(usage(1, 0, 1, 0)) + modelLine("a") +
                     countLine(usage(2, 0, 2, 0)) + modelLine("b") + countLine(usage(3, 0, 3, 0)));
        QCOMPARE(Json::parse(rows->records[0])["model"], Json()); // early files lack it
        QCOMPARE(Json::parse(rows->records[1])["model"], Json("a"));
        QCOMPARE(Json::parse(rows->records[2])["model"], Json("b"));
    }

    void aNewSessionForgetsTheOneBefore() {
        const auto rows =
            readText(kBegin + countLine(usage(100, 0, 10, 0)) +
                     sessionLine("s2", R"(,"model_provider":"azure")") +
                     countLine(usage(130, 0, 12, 0)) + sessionLine("s2") + // the session goes on
                     countLine(usage(140, 0, 13, 0)));
        QCOMPARE(bucketsOf(*rows), Json::parse("[[100,0,10,0],[130,0,12,0],[10,0,1,0]]"));
        const Json second = Json::parse(rows->records[1]);
        QCOMPARE(second["session_id"], Json("s2"));
        QCOMPARE(second["provider"], Json("azure.ai.openai"));
        QCOMPARE(second["model"], Json());
    }

    void recordsAreToldApartBySessionRestartsAndTotals() {
        const std::string text = kBegin + countLine(usage(100, 40, 10, 5)) +
                                 countLine(usage(50, 0, 5, 0)) + countLine(usage(100, 40, 10, 5));
        const auto rows = readText(text);
        QCOMPARE(rows->recordIds, (std::vector<std::string>{"s1#0/100/40/10/5", "s1#1/50/0/5/0",
                                                            "s1#1/100/40/10/5"}));
        const auto grown = readText(text + countLine(usage(120, 40, 11, 5)));
        QCOMPARE(grown->recordIds.back(), std::string("s1#1/120/40/11/5"));
        QVERIFY(
            std::equal(rows->recordIds.begin(), rows->recordIds.end(), grown->recordIds.begin()));
    }

    void withoutASessionTheTimeTellsRecordsApart() {
        const auto rows = readText(countLine(usage(100, 40, 10, 5), {}, 7));
        QCOMPARE(rows->recordIds, (std::vector<std::string>{"2026-09-14T09:00:07Z#0/100/40/10/5"}));
    }

    void aForkRepeatsTheRecordsOfItsParentAndTheEarliestIsFinal() {
        const std::string history =
            countLine(usage(100, 40, 10, 5), {}, 1) + countLine(usage(300, 90, 25, 12), {}, 2);
        const std::string replay =
            countLine(usage(100, 40, 10, 5), {}, 50) + countLine(usage(300, 90, 25, 12), {}, 50);
        const auto parent = readText(sessionLine("p") + history);
        const std::string own = countLine(usage(350, 90, 30, 12), {}, 59);
        const auto child = readText(sessionLine("c", R"(,"forked_from_id":"p")") +
                                    sessionLine("p") + replay + own);
        QCOMPARE(child->recordIds,
                 (std::vector<std::string>{parent->recordIds[0], parent->recordIds[1],
                                           "p#0/350/90/30/12"}));
        QVERIFY(child->versions[0] < parent->versions[0]);
        QCOMPARE(Json::parse(child->records[2])["session_id"], Json("c"));
        const auto grandchild = readText(sessionLine("g", R"(,"forked_from_id":"c")") +
                                         sessionLine("c", R"(,"forked_from_id":"p")") +
                                         sessionLine("p") + replay + own);
        QCOMPARE(grandchild->recordIds, child->recordIds);
    }

    void countsThatCannotBeAreRejected_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("more cached than read")
            << QByteArray::fromStdString(countLine({}, usage(10, 40, 5, 0)));
        QTest::newRow("a total that fits no reading") << QByteArray::fromStdString(
            countLine({}, R"({"input_tokens":10,"cached_input_tokens":4,"output_tokens":5,)"
                          R"("total_tokens":16})"));
        QTest::newRow("a negative count")
            << QByteArray::fromStdString(countLine(usage(-10, 0, 5, 0)));
    }
    void countsThatCannotBeAreRejected() {
        QFETCH(QByteArray, line);
        const auto rows = readText(kBegin + line.toStdString() +
                                   countLine(usage(20, 0, 10, 0), usage(1, 0, 1, 0)));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(bucketsOf(*rows), Json::parse("[[1,0,1,0]]"));
    }

    void anyChunkSizeGivesTheSameRows() {
        std::string text = kBegin;
        for (int i = 1; i < 50; ++i)
            text += countLine(usage(10 * i, i, i, 0), {}, i) + modelLine("m" + std::to_string(i));
        const ScratchFile file(text);
        const auto whole = readAll(file.path());
        QCOMPARE(whole->records.size(), std::size_t(49));
        for (const std::size_t bytes : {1, 400, 4000})
            QCOMPARE(readAll(file.path(), {}, {4, "UTC", bytes})->records, whole->records);
    }

    void aSessionIsKnownByItsFirstLine() {
        QCOMPARE(readText(sessionLine("s1"))->info.format, std::string("codex_session"));
        QCOMPARE(readText(modelLine("m"))->info.format, std::string("codex_session"));
    }
};

QTEST_APPLESS_MAIN(TestCodexSession)
#include "tst_codex_session.moc"
