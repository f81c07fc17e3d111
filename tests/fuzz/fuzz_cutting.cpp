// SPDX-License-Identifier: GPL-3.0-or-later
// JSON and delimited text are cut into the same records, whatever the size of the chunks. The last
// two bytes say how it is read.
#include "importers/common/chunk_reader.h"
#include "models/core/check.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_input.h"

#include <array>

namespace ms::fuzz {

using namespace importers;

namespace {

struct Piece {
    std::int64_t line = 0;
    std::int64_t row = 0;
    std::string text;
    friend bool operator==(const Piece&, const Piece&) = default;
};
struct Pieces {
    std::vector<Piece> records;
    std::vector<std::string> pages;
    bool isCutShort = false;
    friend bool operator==(const Pieces&, const Pieces&) = default;
};

void takeValues(const Chunk& chunk, Pieces& all) {
    std::int64_t row = chunk.firstRow;
    std::size_t before = 0;
    for (const JsonCutter::Piece& value : chunk.values) {
        CHECK(value.size > 0 && value.at >= before && value.at + value.size <= chunk.bytes.size(),
              "Values stand one after the other within the chunk.");
        before = value.at + value.size;
        all.records.push_back(
            {value.line, row++, std::string(chunk.bytes.substr(value.at, value.size))});
    }
    all.pages.insert(all.pages.end(), chunk.pages.begin(), chunk.pages.end());
}

void takeRecords(const Chunk& chunk, char delimiter, Pieces& all) {
    CsvRecords records(chunk.bytes, delimiter, chunk.firstLine, chunk.firstRow);
    CsvRecord record;
    while (records.next(record)) {
        std::string text(record.raw);
        if (record.problem != nullptr)
            text += record.problem;
        else
            for (const std::string_view cell : record.cells)
                text.append(std::to_string(cell.size())).append(1, ':').append(cell);
        all.records.push_back({record.line, record.row, std::move(text)});
    }
}

Pieces piecesOf(const ReadPlan& plan, std::string_view bytes, std::size_t chunkBytes) {
    MemoryInput input(bytes);
    ChunkReader reader(input, plan, chunkBytes, {});
    Pieces all;
    ChunkBuffer buffer;
    while (true) {
        auto filled = reader.next(std::move(buffer));
        CHECK(bool(filled), "Bytes in memory can be read.");
        if (!*filled)
            return all;
        buffer = std::move(**filled);
        const Chunk chunk = buffer.chunk();
        if (plan.layout == Layout::Values)
            takeValues(chunk, all);
        else
            takeRecords(chunk, plan.delimiter, all);
        all.isCutShort = chunk.isCutShort;
    }
}

} // namespace

void fuzz(std::string_view bytes) {
    if (bytes.size() < 2)
        return;
    constexpr std::array<const char*, 4> kPlaces{"", "data", "result.items", "a.b.c"};
    constexpr std::array kDelimiters{',', ';', '\t', '|'};
    const auto how = static_cast<unsigned char>(bytes[bytes.size() - 1]);
    const auto few = static_cast<unsigned char>(bytes[bytes.size() - 2]);
    bytes.remove_suffix(2);
    ReadPlan plan;
    plan.layout = how % 2 == 0 ? Layout::Values : Layout::Csv;
    plan.recordsAt = kPlaces[how / 2 % kPlaces.size()];
    plan.delimiter = kDelimiters[how / 2 % kDelimiters.size()];
    const Pieces whole = piecesOf(plan, bytes, bytes.size() + 1);
    for (const std::size_t chunkBytes : {std::size_t{1} + few, std::size_t{1024}})
        CHECK(piecesOf(plan, bytes, chunkBytes) == whole,
              "The same bytes are cut into the same records in chunks of any size.");
}

} // namespace ms::fuzz
