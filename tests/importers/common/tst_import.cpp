// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: import.cpp, registry.cpp, row_pump.cpp, chunk_reader.cpp
// Covers: normalised_json.cpp, fact_json.cpp, format.cpp, table_format.cpp
#include "importers/common/registry.h"
#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

const fs::path kShared = fs::path(MARGINSCOPE_SOURCE_DIR) / ".." / "shared";
const fs::path kGolden = fs::path(MARGINSCOPE_SOURCE_DIR) / "tests" / "golden";

Json recordsOf(const CollectedRows& rows) {
    Json all = Json::array();
    for (const std::string& record : rows.records)
        all.push_back(Json::parse(record));
    return all;
}

/// What a golden case expects: records, rejects as line and column, notes.
Json outcomeOf(const CollectedRows& rows) {
    Json outcome;
    outcome["records"] = recordsOf(rows);
    outcome["rejected"] = Json::array();
    for (const core::Diagnostic& diagnostic : rows.rejected)
        outcome["rejected"].push_back({{"line", diagnostic.line},
                                       {"column", diagnostic.column},
                                       {"reason", diagnostic.reason}});
    outcome["notes"] = rows.totals->notes;
    return outcome;
}

/// Two pages of a usage report with two rows each; the third row is bad.
std::string pagesWithABadRow() {
    const std::string page = "{\"starting_at\":\"2026-09-13T00:00:00Z\","
                             "\"ending_at\":\"2026-09-14T00:00:00Z\",\"results\":[";
    const std::string row = "{\"model\":\"m\",\"uncached_input_tokens\":1,\"output_tokens\":2}";
    const std::string bad = "{\"model\":\"m\",\"uncached_input_tokens\":-1}";
    return "{\"data\":[" + page + row + "," + row + "]},\n" + page + bad + "," + row +
           "]}],\"has_more\":false}";
}

fs::path inputOf(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().stem() == "input")
            return entry.path();
    return {};
}

} // namespace

class TestImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samplesGiveTheirExpectedRecords_data() {
        QTest::addColumn<QString>("sample");
        const fs::path samples = kShared / "formats" / "samples";
        if (!fs::exists(samples))
            QSKIP("The reference samples are not there.");
        for (const auto& entry : fs::directory_iterator(samples))
            if (entry.path().string().find(".expected.") == std::string::npos)
                QTest::newRow(entry.path().filename().string().c_str())
                    << QString::fromStdString(entry.path().filename().string());
    }
    void samplesGiveTheirExpectedRecords() {
        QFETCH(QString, sample);
        const fs::path file = kShared / "formats" / "samples" / sample.toStdString();
        const auto rows = readAll(file);
        fs::path expected = file;
        expected.replace_extension(".expected.json");
        const Json want = Json::parse(textOf(expected));
        const Json got = recordsOf(*rows);
        QCOMPARE(got.size(), want.size());
        for (std::size_t i = 0; i < want.size(); ++i)
            QCOMPARE(QByteArray(got[i].dump().c_str()), QByteArray(want[i].dump().c_str()));
        QVERIFY(rows->rejected.empty());
    }

    void goldenCases_data() {
        QTest::addColumn<QString>("folder");
        for (const auto& format : fs::directory_iterator(kGolden)) {
            if (!format.is_directory())
                continue;
            for (const auto& entry : fs::directory_iterator(format.path()))
                if (!inputOf(entry.path()).empty() && fs::exists(entry.path() / "expected.json"))
                    QTest::newRow(
                        (format.path().filename() / entry.path().filename()).string().c_str())
                        << QString::fromStdString(entry.path().string());
        }
    }
    void goldenCases() {
        QFETCH(QString, folder);
        const fs::path path = folder.toStdString();
        const Json want = Json::parse(textOf(path / "expected.json"));
        CollectedRows rows;
        const auto status = readFile(inputOf(path), {}, {}, rows, {}, {});
        if (want.contains("refused")) {
            QVERIFY(!status);
            QCOMPARE(QString::fromStdString(status.error().message),
                     QString::fromStdString(want["refused"].get<std::string>()));
            QVERIFY(!rows.totals);
            return;
        }
        QVERIFY2(bool(status), status ? "" : status.error().message.c_str());
        const Json got = outcomeOf(rows);
        for (const auto& [part, expected] : want.items())
            QCOMPARE(QByteArray(got[part].dump(1).c_str()), QByteArray(expected.dump(1).c_str()));
        QCOMPARE(rows.totals->rows,
                 std::int64_t(rows.records.size() + rows.rejected.size()) + rows.totals->skipped);
    }

    void azureTraceSumsEqualAPlainLoop() {
        const fs::path file = kShared / "data" / "azure_llm_code.csv";
        if (!fs::exists(file))
            QSKIP("The public trace is not there.");
        std::ifstream in(file);
        std::string line;
        std::getline(in, line);
        qint64 count = 0, input = 0, output = 0;
        while (std::getline(in, line)) {
            const auto first = line.find(','), second = line.find(',', first + 1);
            input += std::stoll(line.substr(first + 1));
            output += std::stoll(line.substr(second + 1));
            ++count;
        }
        const auto rows = readAll(file);
        qint64 readInput = 0, readOutput = 0;
        for (const std::string& record : rows->records) {
            const Json json = Json::parse(record);
            readInput += json["input_uncached_tokens"].get<qint64>();
            readOutput += json["output_tokens"].get<qint64>();
        }
        QCOMPARE(qint64(rows->records.size()), count);
        QCOMPARE(readInput, input);
        QCOMPARE(readOutput, output);
        QCOMPARE(rows->info.profile, std::string("azure_llm_trace"));
    }

    void anyChunkSizeAndThreadCountGivesTheSameRows_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("JSON Lines with a bad and a blank line")
            << QByteArray("{\"event_type\":\"ai_api_cost_allocation\",\"request_id\":\"a\"}\n\n"
                          "{broken\r\n"
                          "{\"event_type\":\"ai_api_cost_allocation\",\"request_id\":\"b\"}\n"
                          "{\"event_type\":\"ai_api_co");
        const QByteArray list("[{\"event_type\":\"ai_api_cost_allocation\",\"request_id\":\"a\"},\n"
                              "{\"request_id\":\"b\",\"request_id\":\"c\"}");
        QTest::newRow("a list that ends behind a bad value") << list;
        QTest::newRow("a list that ends between values") << list + ",\n{}";
        QTest::newRow("a list that ends within a value") << list + ",{\"request_id\":\"";
        QTest::newRow("CSV with quoted line ends, stray and unclosed quotes, CRLF and blank lines")
            << QByteArray("TIMESTAMP,ContextTokens,GeneratedTokens\r\n"
                          "\"2024-01-01 00:00:00\",1,2\r\n\r\n"
                          "\"2024-01-01\n00:00:00\",3,4\n"
                          "\n2024-01-02 00:00:00,5,6\n"
                          "2024-01-02 00:00:\"00,7,8\n"
                          "\"2024-01-03 00:00:00,9,10\n"
                          "2024-01-03 00:00:00,\"11\",\"1\"\"2\"\n"
                          "2024-01-04 00:00:00,13,14,\n"
                          "2024-01-05 00:00:00,15,16");
        QTest::newRow("pages with a bad result") << QByteArray::fromStdString(pagesWithABadRow());
    }
    void anyChunkSizeAndThreadCountGivesTheSameRows() {
        QFETCH(QByteArray, content);
        const ScratchFile file({content.constData(), std::size_t(content.size())});
        const auto whole = readAll(file.path(), {}, {1});
        QVERIFY(!whole->records.empty());
        QVERIFY(!whole->rejected.empty());
        for (const unsigned threads : {1u, 2u, 4u})
            for (std::size_t bytes = 1; bytes <= std::size_t(content.size()) + 1; ++bytes) {
                const auto cut = readAll(file.path(), {}, {threads, "UTC", bytes});
                QCOMPARE(QByteArray(outcomeOf(*cut).dump().c_str()),
                         QByteArray(outcomeOf(*whole).dump().c_str()));
                QCOMPARE(cut->totals->hash, whole->totals->hash);
                QCOMPARE(cut->totals->rows, whole->totals->rows);
            }
    }

    void rejectedRowsOfPagesAreCountedThroughTheFile() {
        const auto rows = readText(pagesWithABadRow(), {}, {1, "UTC", 16}); // a chunk a page
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].line, std::int64_t(3));
    }

    void aListThatIsCutIsToldOnce_data() {
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<qint64>("skipped");
        QTest::newRow("between values") << QByteArray(",") << qint64(0);
        QTest::newRow("within a value") << QByteArray(",{\"request_id\":\"") << qint64(1);
    }
    void aListThatIsCutIsToldOnce() {
        QFETCH(QByteArray, end);
        QFETCH(qint64, skipped);
        const auto rows =
            readText("[{\"event_type\":\"ai_api_cost_allocation\",\"request_id\":\"a\"}" +
                     end.toStdString());
        QCOMPARE(rows->totals->notes, (std::vector<std::string>{"1 partial line left at the end"}));
        QCOMPARE(rows->totals->skipped, std::int64_t(skipped));
        QVERIFY(rows->rejected.empty());
    }

    void cancellingEndsWithoutEnd() {
        std::string content;
        for (int i = 0; i < 20'000; ++i)
            content += "{\"event_type\":\"ai_api_cost_allocation\",\"request_id\":\"r" +
                       std::to_string(i) + "\"}\n";
        const ScratchFile file(content);
        std::stop_source stop;
        CollectedRows rows;
        rows.onEvents = [&stop]() -> core::Status {
            stop.request_stop();
            return {};
        };
        const auto status = readFile(file.path(), {}, {2, "UTC", 1024}, rows, {}, stop.get_token());
        QVERIFY(!status);
        QCOMPARE(status.error().code, core::Error::Code::Cancelled);
        QVERIFY(!rows.totals);
        QVERIFY(rows.records.size() < 20'000);
    }

    void anErrorOfTheSinkEndsTheReading() {
        const ScratchFile file(
            "{\"event_type\":\"ai_api_cost_allocation\",\"request_id\":\"a\"}\n");
        CollectedRows rows;
        rows.onEvents = []() -> core::Status {
            return core::Error{core::Error::Code::Storage, "The disk is full.", {}};
        };
        const auto status = readFile(file.path(), {}, {}, rows, {}, {});
        QVERIFY(!status);
        QCOMPARE(status.error().code, core::Error::Code::Storage);
        QVERIFY(!rows.totals);
    }

    void aFileThatGrowsWhileItIsReadIsRefused() {
        std::string content;
        for (int i = 0; i < 2'000; ++i)
            content += "{\"event_type\":\"ai_api_cost_allocation\",\"request_id\":\"r\"}\n";
        const ScratchFile file(content);
        CollectedRows rows;
        bool isTouched = false;
        rows.onEvents = [&]() -> core::Status {
            if (!std::exchange(isTouched, true))
                std::ofstream(file.path(), std::ios::app) << "{}\n";
            return {};
        };
        const auto status = readFile(file.path(), {}, {1, "UTC", 512}, rows, {}, {});
        QVERIFY(!status);
        QVERIFY(!rows.totals);
    }

    void unknownFilesAreRefusedWithWhatWasSeen() {
        QVERIFY(refusalOf("a,b,c\n1,2,3\n").find("a, b, c") != std::string::npos);
        QVERIFY(refusalOf("") == "The file is empty.");
        QVERIFY(refusalOf(std::string_view("\xff\xfe<\0h\0i\0>\0", 10)).find("begins with") !=
                std::string::npos);
        QVERIFY(refusalOf("%PDF-1.7\n").find("PDF") != std::string::npos);
        CollectedRows rows;
        const auto folder = readFile(fs::temp_directory_path(), {}, {}, rows, {}, {});
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, core::Error::Code::Storage);
    }

    void aStatedFormatReadsWhatItsSignatureMisses() {
        // The first answers of a log failed: nothing of the head tells what it is.
        const std::string content = "{\"id\":\"r1\",\"model\":\"m\",\"created_at\":1789373001,"
                                    "\"usage\":{\"input_tokens\":5,\"output_tokens\":7}}\n";
        QVERIFY(!refusalOf(content).empty());
        Choice choice;
        choice.format = "openai_responses";
        const auto rows = readText(content, choice);
        QCOMPARE(rows->info.format, std::string("openai_responses"));
        QCOMPARE(rows->info.evidence, std::string("read as openai_responses, as stated"));
        QCOMPARE(Json::parse(rows->records.at(0))["output_tokens"], Json(7));
        choice.format = "no_such";
        QCOMPARE(refusalOf(content, choice), std::string("There is no format 'no_such'."));
    }

    /// Whoever states a format may be wrong: rows are refused, or the file is.
    void anyFormatCanBeStatedOfAnyFile() {
        const ScratchFile json("{\"a\":1,\"data\":[{\"b\":2}]}\n{\"a\":[]}\n");
        const ScratchFile csv("a,b\n1,2\n3,4\n");
        const ScratchFile text("neither\nthis\nnor that\n");
        for (const auto& format : formats())
            for (const ScratchFile* file : {&json, &csv, &text}) {
                Choice choice;
                choice.format = format->name();
                CollectedRows rows;
                const auto read = readFile(file->path(), choice, {}, rows, {}, {});
                QVERIFY2(read ? rows.totals.has_value() : !read.error().message.empty(),
                         choice.format.c_str());
            }
    }

    void theRowsOfAFileAreGuessedFromItsFirstChunk() {
        std::string tenants = "tenant,tier\n";
        for (int i = 10'000; i < 20'000; ++i)
            tenants += "tenant-" + std::to_string(i) + ",Pro\n";
        const auto inChunks = readText(tenants, {}, {2, "UTC", 4096});
        QCOMPARE(inChunks->rowsExpected.size(), std::size_t(1));
        const double guess = double(inChunks->rowsExpected.front());
        QVERIFY2(std::abs(guess - 10'000) < 100, std::to_string(guess).c_str());
        const auto atOnce = readText("tenant,tier\nacme,Pro\n"); // header bytes count as rows
        QVERIFY(atOnce->rowsExpected.front() >= 1 && atOnce->rowsExpected.front() <= 2);
        QCOMPARE(readText("tenant,tier\n")->totals->rows, std::int64_t(0)); // nothing to guess by
    }

    void recognitionTellsFormatAndEvidence() {
        const ScratchFile file("tenant,tier\nacme,Pro\n");
        const auto found = recognise(file.path(), {});
        QVERIFY(bool(found));
        QCOMPARE(found->kind, core::FileKind::Tenants);
        QVERIFY(!found->evidence.empty());
        QCOMPARE(found->bytes, std::uint64_t(21));
    }
};

QTEST_APPLESS_MAIN(TestImport)
#include "tst_import.moc"
