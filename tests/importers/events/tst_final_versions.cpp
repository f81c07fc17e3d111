// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/final_versions.h"

#include "importers/common/row_pump.h"
#include "importers/events/event_format.h"
#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;
using core::IdColumn;
using core::kUnknownNumber;
using core::NumberColumn;

namespace {

core::EventRecord state(std::int64_t row, std::string_view request, std::int64_t version,
                        std::string_view record = {}) {
    core::EventRecord made;
    made[NumberColumn::SourceRow] = row;
    made[NumberColumn::Version] = version;
    made[IdColumn::Request] = request;
    made[IdColumn::Record] = record;
    return made;
}

std::vector<std::int64_t> rowsOf(const ParsedChunk& out) {
    return out.events.numbers(NumberColumn::SourceRow);
}

/// Skips what is no call, and counts the calls of the file as its sessions.
class CountingMemory final : public EventMemory {
public:
    Verdict settle(Record& record, EventDraft& draft, const EventMapping&) override {
        if (!record.has(0))
            return Verdict::Skip;
        draft.set(IdColumn::Session, draft.keep(std::to_string(++m_calls)));
        return Verdict::Take;
    }

private:
    int m_calls = 0;
};

EventFormatSpec countingSpec() {
    EventFormatSpec spec;
    spec.name = spec.title = "counting";
    spec.signature = {{"call"}};
    spec.otherSignatures = {{{"other"}, {"nested.call"}}};
    spec.keys = {{"call", "request_id"}, {"v", "record_version"}};
    spec.makeMemory = [] { return std::make_unique<CountingMemory>(); };
    spec.versions = EventFormatSpec::Versions::FinalOnly;
    return spec;
}

/// Read `text` with a format, cut into chunks of this size.
std::unique_ptr<CollectedRows> read(const EventFormatSpec& spec, const std::string& text,
                                    std::size_t chunkBytes) {
    const ScratchFile file(text);
    const auto format = makeEventFormat(spec);
    const FileHead head(text, true);
    auto input = ByteInput::open(file.path());
    auto plan = format->plan(head, {});
    auto rows = std::make_unique<CollectedRows>();
    if (!input || !plan || !rows->begin(plan->info)) {
        QTest::qFail("The file cannot be read.", __FILE__, __LINE__);
        return rows;
    }
    ChunkReader reader(**input, *plan, chunkBytes, {});
    const auto totals = pumpRows(reader, **input, *plan, 4, *rows, {}, {});
    if (totals)
        rows->totals = *totals;
    return rows;
}

} // namespace

class TestFinalVersions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLargestVersionOfARecordIsHandedOn() {
        FinalVersions versions;
        ParsedChunk out;
        versions.take(state(1, "a", 1), out);
        versions.take(state(2, "b", 5), out);
        versions.take(state(3, "a", 9), out);
        versions.take(state(4, "a", 3), out);
        QVERIFY(rowsOf(out).empty());
        QCOMPARE(out.skipped, std::int64_t(2));
        versions.handOn(out);
        QCOMPARE(rowsOf(out), (std::vector<std::int64_t>{2, 3}));
        versions.handOn(out);
        QCOMPARE(out.events.size(), std::size_t(2));
    }

    void ofEqualVersionsTheLastCounts() {
        FinalVersions versions;
        ParsedChunk out;
        versions.take(state(1, "a", 1), out);
        versions.take(state(2, "a", 1), out);
        versions.handOn(out);
        QCOMPARE(rowsOf(out), (std::vector<std::int64_t>{2}));
    }

    void theRecordIdGoesBeforeTheRequestId() {
        FinalVersions versions;
        ParsedChunk out;
        versions.take(state(1, "a", 1, "m"), out);
        versions.take(state(2, "b", 2, "m"), out);
        versions.take(state(3, "a", 1, "n"), out);
        versions.handOn(out);
        QCOMPARE(rowsOf(out), (std::vector<std::int64_t>{2, 3}));
    }

    void eventsWithoutVersionOrIdAreHandedOnAtOnce() {
        FinalVersions versions;
        ParsedChunk out;
        versions.take(state(1, "a", kUnknownNumber), out);
        versions.take(state(2, "a", kUnknownNumber), out);
        versions.take(state(3, {}, 4), out);
        QCOMPARE(rowsOf(out), (std::vector<std::int64_t>{1, 2, 3}));
        QCOMPARE(out.skipped, std::int64_t(0));
    }

    void whatIsHeldHasABound() {
        FinalVersions versions;
        ParsedChunk out;
        for (std::int64_t row = 1; row <= 70'000; ++row)
            versions.take(state(row, std::to_string(row), 1), out);
        QCOMPARE(out.events.size(), std::size_t(65'536));
        const std::string longId(std::size_t{40} << 20, 'x');
        versions.take(state(70'001, longId, 1), out);
        versions.take(state(70'002, longId + 'y', 1), out);
        QCOMPARE(out.events.size(), std::size_t(70'002));
    }

    void aFormatRemembersTheRecordsBeforeWhateverTheChunks() {
        std::string text;
        for (int i = 0; i < 40; ++i)
            text += "{\"call\":\"c" + std::to_string(i / 4) +
                    "\",\"v\":" + std::to_string(i % 4 == 2 ? 9 : i % 4) + "}\n{\"note\":1}\n";
        for (const std::size_t chunkBytes : {1, 64, 1 << 20}) {
            const auto rows = read(countingSpec(), text, chunkBytes);
            QCOMPARE(rows->records.size(), std::size_t(10)); // of 40 calls, the third of each four
            for (int i = 0; i < 10; ++i)
                QCOMPARE(Json::parse(rows->records[std::size_t(i)])["session_id"],
                         Json(std::to_string(4 * i + 3)));
            QCOMPARE(rows->totals->skipped, std::int64_t(70));
            QCOMPARE(rows->totals->rows, std::int64_t(80));
        }
    }

    void aFileOfAnyOfTheSignaturesIsOfTheFormat() {
        const auto format = makeEventFormat(countingSpec());
        const auto evidence = [&](const char* text) {
            return format->match(FileHead(text, true)).evidence;
        };
        QCOMPARE(evidence(R"({"call":"a"})"),
                 std::string("counting, 1 of 1 signature fields (call)"));
        QCOMPARE(evidence(R"({"other":1,"nested":{"call":"a"}})"),
                 std::string("counting, 2 of 2 signature fields (other, nested.call)"));
        QCOMPARE(evidence(R"({"other":1})"), std::string());
    }
};

QTEST_APPLESS_MAIN(TestFinalVersions)
#include "tst_final_versions.moc"
