// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/mooncake.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

std::string request(const char* time, const char* hashes, const char* input = "700") {
    return std::string(R"({"timestamp": )") + time + R"(, "input_length": )" + input +
           R"(, "output_length": 5, "hash_ids": )" + hashes + "}\n";
}

} // namespace

class TestMooncake : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hashesAreThePromptsBlocks() {
        const auto rows =
            readText(request("0", "[3, 4]") + request("27500", "[3]") + request("27500", "[]"));
        QCOMPARE(rows->info.format, std::string("mooncake"));
        QCOMPARE(rows->promptBlocks, (std::vector<std::string>{"3 4", "3", ""}));
        const Json record = Json::parse(rows->records[1]);
        QCOMPARE(record["tags"], (Json{{"prefix_block_count", "1"}}));
        QCOMPARE(record["time_offset_ms"], Json(27500));
        QCOMPARE(record["timestamp"], Json());
        QCOMPARE(record["input_uncached_tokens"], Json(700));
        QCOMPARE(record["cache_read_tokens"], Json()); // a possible reuse is no billed one
        QCOMPARE(record["flags"], Json::array({"cache_split_unknown", "timestamp_relative"}));
        QCOMPARE(Json::parse(rows->records[2])["tags"], (Json{{"prefix_block_count", "0"}}));
    }

    void equalRequestsAreFurtherCalls() {
        const auto rows = readText(request("0", "[3]") + request("0", "[3]"));
        QCOMPARE(rows->records.size(), std::size_t(2));
        QCOMPARE(rows->info.identity, core::Identity::Content);
    }

    void aPublicTraceIsReadWhole() {
        const auto file = std::filesystem::path(MARGINSCOPE_SOURCE_DIR) /
                          "../shared/data/mooncake_synthetic.jsonl";
        if (!std::filesystem::exists(file))
            QSKIP("The public trace is not there.");
        std::ifstream in(file);
        qint64 count = 0, input = 0, output = 0, blocks = 0;
        for (std::string line; std::getline(in, line); ++count) {
            const Json request = Json::parse(line);
            input += request["input_length"].get<qint64>();
            output += request["output_length"].get<qint64>();
            blocks += qint64(request["hash_ids"].size());
        }
        const auto rows = readAll(file);
        QCOMPARE(qint64(rows->records.size()), count);
        for (const std::string& text : rows->records) {
            const Json record = Json::parse(text);
            input -= record["input_uncached_tokens"].get<qint64>();
            output -= record["output_tokens"].get<qint64>();
        }
        for (const std::string& hashes : rows->promptBlocks)
            blocks -= hashes.empty() ? 0 : 1 + std::count(hashes.begin(), hashes.end(), ' ');
        QCOMPARE(input, qint64(0));
        QCOMPARE(output, qint64(0));
        QCOMPARE(blocks, qint64(0));
    }

    void brokenRequestsAreRejected_data() {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("column");
        const auto row = [](const char* name, const std::string& broken, const char* column) {
            QTest::newRow(name) << QByteArray::fromStdString(broken) << QByteArray(column);
        };
        row("seconds of another trace", request("0.025", "[3]"), "timestamp");
        row("a time before the trace", request("-1", "[3]"), "timestamp");
        row("no time", request("null", "[3]"), "timestamp");
        row("a hash that is a list", request("0", "[[3]]"), "hash_ids");
        row("a hash of two words", request("0", R"(["a b"])"), "hash_ids");
        row("hashes that are no list", request("0", "3"), "hash_ids");
        row("a length below zero", request("0", "[3]", "-1"), "input_length");
    }
    void brokenRequestsAreRejected() {
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, column);
        const auto rows = readText(request("0", "[1]") + row.toStdString());
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].column, column.toStdString());
    }
};

QTEST_APPLESS_MAIN(TestMooncake)
#include "tst_mooncake.moc"
