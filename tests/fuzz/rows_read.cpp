// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/rows_read.h"

#include "importers/common/chunk_reader.h"
#include "importers/common/normalised_json.h"
#include "models/core/check.h"
#include "tests/fuzz/memory_input.h"

#include <array>

namespace ms::fuzz {

using namespace importers;
using core::kUnknownNumber;
using core::NumberColumn;

namespace {

constexpr std::size_t kHeadBytes = std::size_t{256} << 10;

void checkEvents(const core::EventBlock& events) {
    constexpr std::array kCounts{NumberColumn::Input,        NumberColumn::CacheRead,
                                 NumberColumn::CacheWrite5m, NumberColumn::CacheWrite1h,
                                 NumberColumn::Output,       NumberColumn::Reasoning,
                                 NumberColumn::Queries};
    for (std::size_t row = 0; row < events.size(); ++row) {
        for (const NumberColumn column : kCounts) {
            const std::int64_t count = events.numbers(column)[row];
            CHECK(count == kUnknownNumber || count >= 0, "No count is negative.");
        }
        const std::int64_t output = events.numbers(NumberColumn::Output)[row];
        const std::int64_t reasoning = events.numbers(NumberColumn::Reasoning)[row];
        CHECK(output == kUnknownNumber || reasoning == kUnknownNumber || reasoning <= output,
              "Reasoning is a part of the output.");
    }
}

void checkFact(const core::Fact& fact) {
    if (const auto* entry = std::get_if<core::PriceEntry>(&fact))
        CHECK(bool(core::rulesOf(*entry)), "The store can make rules of an entry.");
}

/// Reads chunks and adds them up as row_pump.cpp does.
class Tally {
public:
    explicit Tally(const ReadPlan& plan, const Format& format) : m_json{infoOf(plan, format)} {}

    void take(ParsedChunk&& parsed) {
        if (parsed.sourceRows) {
            parsed.events.addToAll(NumberColumn::SourceRow, m_sourceRows);
            for (core::Fact& fact : parsed.facts)
                std::visit([this](auto& row) { row.line += m_sourceRows; }, fact);
            m_sourceRows += *parsed.sourceRows;
        }
        checkEvents(parsed.events);
        for (std::size_t row = 0; row < parsed.events.size(); ++row)
            m_read.records.push_back(m_json.event(parsed.events, row));
        for (const core::Fact& fact : parsed.facts) {
            checkFact(fact);
            m_read.records.push_back(m_json.fact(fact));
        }
        for (const core::Diagnostic& reject : parsed.rejects) {
            CHECK(!reject.reason.empty(), "A rejected row says why.");
            m_read.rejects.push_back(std::to_string(reject.line) + " " + reject.column + " " +
                                     reject.reason);
        }
        m_read.rows += parsed.rows;
        m_read.skipped += parsed.skipped;
        for (std::size_t i = 0; i < kNotes; ++i)
            m_notes[i] += parsed.notes[i];
        for (std::string& sentence : parsed.sentences)
            m_read.notes.push_back(std::move(sentence));
    }

    RowsRead finished() && {
        for (std::size_t i = 0; i < kNotes; ++i)
            if (m_notes[i] > 0)
                m_read.notes.push_back(noteText(Note(i), m_notes[i]));
        checkRows();
        return std::move(m_read);
    }

private:
    static core::SourceInfo infoOf(const ReadPlan& plan, const Format& format) {
        core::SourceInfo info = plan.info;
        info.kind = format.kind();
        info.format = format.name();
        return info;
    }

    void checkRows() {
        CHECK(m_read.rows ==
                  std::int64_t(m_read.records.size() + m_read.rejects.size()) + m_read.skipped,
              "Rows read are rows handed on, rejected and skipped.");
        for (const std::string& record : m_read.records)
            CHECK(m_parser.parse(record).has_value(), "A record prints as JSON.");
    }

    NormalisedJson m_json;
    JsonParser m_parser;
    RowsRead m_read;
    std::array<std::int64_t, kNotes> m_notes{};
    std::int64_t m_sourceRows = 0;
};

} // namespace

FileHead headOf(std::string_view bytes) {
    std::string head(bytes.substr(0, kHeadBytes));
    if (head.starts_with("\xef\xbb\xbf"))
        head.erase(0, 3);
    return FileHead(std::move(head), bytes.size() < kHeadBytes);
}

RowsRead readRows(const Format& format, const FileHead& head, std::string_view bytes,
                  std::size_t chunkBytes) {
    const auto plan = format.plan(head, {});
    if (!plan) {
        CHECK(!plan.error().message.empty(), "A file that is refused says why.");
        return {};
    }
    MemoryInput rest(bytes.substr(std::min(bytes.size(), kHeadBytes)));
    ChunkReader reader(rest, *plan, chunkBytes, std::string(head.text()));
    const auto parser = plan->makeParser();
    Tally tally(*plan, format);
    ChunkBuffer buffer;
    while (true) {
        auto filled = reader.next(std::move(buffer));
        CHECK(bool(filled), "Bytes in memory can be read.");
        if (!*filled)
            return std::move(tally).finished();
        buffer = std::move(**filled);
        ParsedChunk parsed;
        parsed.rejects = std::move(buffer.rejects);
        parsed.rows = std::int64_t(parsed.rejects.size());
        const Chunk chunk = buffer.chunk();
        parser->parse(chunk, parsed);
        if (chunk.isLast)
            parser->finish(parsed);
        tally.take(std::move(parsed));
    }
}

} // namespace ms::fuzz
