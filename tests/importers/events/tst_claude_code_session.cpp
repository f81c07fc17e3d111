// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/claude_code_session.h"

#include "importers/events/project_name.h"
#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

constexpr std::int64_t kMainLine = std::int64_t{1} << 52;

std::string messageOf(const std::string& id, int output) {
    return R"({"id":")" + id + R"(","model":"claude-sonnet-4-5","content":"secret","usage":)" +
           R"({"input_tokens":10,"cache_read_input_tokens":100,"output_tokens":)" +
           std::to_string(output) + R"(,"cache_creation":{"ephemeral_1h_input_tokens":7},)" +
           R"("cache_creation_input_tokens":7}})";
}
enum class Line { Main, Side };
/// A line that repeats the answer `id` with this output.
std::string lineOf(Line line, const std::string& id, const std::string& request, int output,
                   const std::string& members = {}) {
    return R"({"type":"assistant","sessionId":"s1","isSidechain":)" +
           std::string(line == Line::Side ? "true" : "false") +
           (request.empty() ? "" : ",\"requestId\":\"" + request + "\"") +
           R"(,"timestamp":"2026-09-14T08:00:00Z","message":)" + messageOf(id, output) + members +
           "}\n";
}
std::vector<std::int64_t> outputsOf(const CollectedRows& rows) {
    std::vector<std::int64_t> outputs;
    for (const std::string& record : rows.records)
        outputs.push_back(Json::parse(record)["output_tokens"].get<std::int64_t>());
    return outputs;
}

} // namespace

class TestClaudeCodeSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofTheLinesOfOneAnswerTheLargestCounts() {
        const auto rows =
            readText(lineOf(Line::Main, "m1", "r1", 1) + lineOf(Line::Main, "m1", "r1", 90) +
                     lineOf(Line::Main, "m1", "r1", 40) + lineOf(Line::Main, "m2", "r2", 5));
        QCOMPARE(outputsOf(*rows), (std::vector<std::int64_t>{90, 5}));
        QCOMPARE(rows->recordIds, (std::vector<std::string>{"m1", "m2"}));
        QCOMPARE(rows->versions[0], kMainLine + 10 + 100 + 90 + 7);
        QCOMPARE(rows->totals->skipped, std::int64_t(2));
        QVERIFY(rows->records[0].find("secret") == std::string::npos);
    }

    void aSideChainNeverReplacesTheMainLine_data() {
        QTest::addColumn<QByteArray>("text");
        const std::string main = lineOf(Line::Main, "m1", "r1", 90);
        const std::string side = lineOf(Line::Side, "m1", "r9", 95);
        QTest::newRow("replayed afterwards") << QByteArray::fromStdString(main + side);
        QTest::newRow("read before") << QByteArray::fromStdString(side + main);
    }
    void aSideChainNeverReplacesTheMainLine() {
        QFETCH(QByteArray, text);
        const auto rows = readText(text.toStdString());
        QCOMPARE(outputsOf(*rows), (std::vector<std::int64_t>{90}));
        QCOMPARE(Json::parse(rows->records[0])["request_id"], Json("r1"));
    }

    void aSideChainsOwnAnswersCount() {
        const auto rows =
            readText(lineOf(Line::Side, "m1", "r1", 3) + lineOf(Line::Side, "m1", "r1", 30));
        QCOMPARE(outputsOf(*rows), (std::vector<std::int64_t>{30}));
        QCOMPARE(rows->versions[0], std::int64_t(10 + 100 + 30 + 7)); // below any main line's
    }

    void nestedProgressIsASideChain() {
        const std::string progress =
            R"({"type":"progress","sessionId":"s1","isSidechain":false,"cwd":"/src/shop",)"
            R"("timestamp":"2026-09-14T08:00:09Z","data":{"type":"agent_progress","message":)"
            R"({"type":"assistant","requestId":"r5","timestamp":"2026-09-14T08:00:03Z","message":)" +
            messageOf("m5", 20) + "}}}\n";
        const auto rows = readText(progress);
        const Json record = Json::parse(rows->records.at(0));
        QCOMPARE(record["request_id"], Json("r5"));
        QCOMPARE(record["session_id"], Json("s1"));
        QCOMPARE(record["timestamp"], Json("2026-09-14T08:00:03.000Z"));
        QCOMPARE(record["output_tokens"], Json(20));
        QCOMPARE(record["tags"], (Json{{"message_id", "m5"}, {"project", "shop"}}));
        const auto replayed = readText(progress + lineOf(Line::Main, "m5", "r6", 4));
        QCOMPARE(outputsOf(*replayed), (std::vector<std::int64_t>{4}));
    }

    void whatIsNoCallIsSkipped() {
        const auto rows = readText(
            lineOf(Line::Main, "m1", "r1", 1) +
            R"({"type":"user","sessionId":"s1","message":"just text","timestamp":"yesterday"})"
            "\n"
            R"({"type":"user","toolUseResult":{"usage":{"input_tokens":5}},"message":{"usage":{}}})"
            "\n"
            R"({"type":"assistant","sessionId":"s1","message":{"id":"m2","usage":null}})"
            "\n"
            R"({"type":"assistant","message":{"id":"","model":"<synthetic>","usage":)"
            R"({"input_tokens":0,"output_tokens":0}},"isApiErrorMessage":true})"
            "\n"
            R"({"type":"progress","data":"starting"})"
            "\n");
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->totals->skipped, std::int64_t(5));
        QVERIFY(rows->rejected.empty());
    }

    void writesAreMostlyForAnHour() {
        const auto rows = readText(lineOf(Line::Main, "m1", "r1", 1));
        const Json record = Json::parse(rows->records[0]);
        QCOMPARE(record["cache_write_1h_tokens"], Json(7));
        QCOMPARE(record["cache_write_5m_tokens"], Json(0));
        QVERIFY(!record.contains("flags"));
    }

    void costsOfOldVersionsAreExactDollars() {
        const auto rows = readText(lineOf(Line::Main, "m1", "r1", 1, R"(,"costUSD":1.2e-05)"));
        QCOMPARE(Json::parse(rows->records.at(0))["reported_cost"], Json("0.000012"));
        QCOMPARE(Json::parse(rows->records.at(0))["currency"], Json("USD"));
    }

    void answersWithoutARequestIdAreToldApartBySession() {
        const auto rows =
            readText(lineOf(Line::Main, "m1", "", 1) + lineOf(Line::Main, "", "r2", 2) +
                     lineOf(Line::Main, "", "", 3, R"(,"uuid":"u3")"));
        QCOMPARE(rows->recordIds, (std::vector<std::string>{"s1/m1", "r2", "u3"}));
    }

    void anyChunkSizeGivesTheSameRows() {
        std::string text;
        for (int i = 0; i < 60; ++i)
            text += lineOf(Line::Main, "m" + std::to_string(i % 7), "r", i);
        const ScratchFile file(text);
        const auto whole = readAll(file.path());
        QCOMPARE(outputsOf(*whole), (std::vector<std::int64_t>{53, 54, 55, 56, 57, 58, 59}));
        for (const std::size_t bytes : {1, 500, 5000})
            QCOMPARE(readAll(file.path(), {}, {4, "UTC", bytes})->records, whole->records);
    }

    void brokenLinesAreRejected_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("a negative count")
            << QByteArray::fromStdString(lineOf(Line::Main, "m1", "r1", -4));
        QTest::newRow("a NUL in the message id")
            << QByteArray::fromStdString(lineOf(Line::Main, "m\\u0000", "r1", 4));
        QTest::newRow("a time that is none") << QByteArray::fromStdString(
            lineOf(Line::Main, "m1", "r1", 4)
                .replace(lineOf(Line::Main, "m1", "r1", 4).find("2026"), 4, "1026"));
    }
    void brokenLinesAreRejected() {
        QFETCH(QByteArray, line);
        const auto rows = readText(line.toStdString());
        QVERIFY(rows->records.empty());
        QCOMPARE(rows->rejected.size(), std::size_t(1));
    }

    void theProjectIsTheLastFolder() {
        QCOMPARE(projectOf("/src/shop/"), std::string_view("shop"));
        QCOMPARE(projectOf("C:\\src\\shop"), std::string_view("shop"));
        QCOMPARE(projectOf("shop"), std::string_view("shop"));
        QCOMPARE(projectOf("/"), std::string_view());
    }
};

QTEST_APPLESS_MAIN(TestClaudeCodeSession)
#include "tst_claude_code_session.moc"
