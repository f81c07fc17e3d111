// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/chunk_reader.h"

#include "importers/common/byte_scan.h"
#include "importers/common/row_mask.h"

#include <algorithm>
#include <cstring>

namespace ms::importers {

namespace {

constexpr std::size_t kPadding = 64; // simdjson reads up to this many bytes past the end
constexpr std::size_t kMostLineBytes = std::size_t{16} << 20;
constexpr std::int64_t kMostLines = 65'536; // of a chunk

} // namespace

Chunk ChunkBuffer::chunk() const {
    Chunk chunk = m_place;
    chunk.bytes = {m_bytes.get(), m_size};
    chunk.values = m_values;
    chunk.pages = m_pages;
    return chunk;
}

void ChunkBuffer::reserve(std::size_t bytes) {
    if (bytes + kPadding <= m_capacity)
        return;
    auto larger = std::make_unique_for_overwrite<char[]>(bytes + kPadding);
    if (m_size > 0)
        std::memcpy(larger.get(), m_bytes.get(), m_size);
    m_bytes = std::move(larger);
    m_capacity = bytes + kPadding;
}

ChunkReader::ChunkReader(ByteInput& input, const ReadPlan& plan, std::size_t chunkBytes,
                         std::string head)
    : m_input{input}, m_layout{plan.layout}, m_delimiter{plan.delimiter}, m_cutter{plan.recordsAt},
      m_chunkBytes{std::max<std::size_t>(chunkBytes, 1)}, m_carry{std::move(head)},
      m_line{plan.headLines + 1} {
    m_carry.erase(0, plan.headBytes);
}

core::Status ChunkReader::fill(ChunkBuffer& buffer, std::size_t wanted) {
    buffer.reserve(wanted);
    while (buffer.m_size < wanted && !m_isAtEnd) {
        const auto got =
            m_input.read({buffer.m_bytes.get() + buffer.m_size, wanted - buffer.m_size});
        if (!got)
            return got.error();
        buffer.m_size += *got;
        m_isAtEnd = *got == 0;
    }
    return {};
}

RecordRun ChunkReader::completeRecords(std::string_view bytes, TextEnd end) const {
    if (m_layout == Layout::Csv)
        return completeCsvRecords(bytes, m_delimiter, end);
    if (end == TextEnd::Closed)
        return {bytes.size(), 0};
    return {bytes.rfind('\n') + 1, 0}; // npos + 1 is 0
}

RecordRun ChunkReader::recordsOfChunk(const ChunkBuffer& buffer, std::int64_t& lines) const {
    const std::string_view bytes(buffer.m_bytes.get(), buffer.m_size);
    RecordRun run = completeRecords(bytes, m_isAtEnd ? TextEnd::Closed : TextEnd::Open);
    while (true) {
        lines = countByte(bytes.substr(0, run.bytes), '\n');
        if (lines <= kMostLines)
            return run;
        const RecordRun half = completeRecords(bytes.substr(0, run.bytes / 2), TextEnd::Open);
        if (half.bytes == 0)
            return run;
        run = half;
    }
}

namespace {

core::Diagnostic tooLong(std::int64_t line, const char* what, const char* bytes) {
    core::Diagnostic diagnostic;
    diagnostic.line = line;
    diagnostic.reason = std::string("The ") + what + " is longer than 16 MiB.";
    diagnostic.raw.assign(bytes, RowMask::kKeptBytes - RowMask::kCutMark.size());
    diagnostic.raw += RowMask::kCutMark;
    return diagnostic;
}

} // namespace

core::Status ChunkReader::skipLongLine(ChunkBuffer& buffer) {
    buffer.rejects.push_back(tooLong(m_line, "line", buffer.m_bytes.get()));
    ++m_line;
    ++m_row;
    while (true) {
        const std::string_view bytes(buffer.m_bytes.get(), buffer.m_size);
        const std::size_t lineEnd = bytes.find('\n');
        if (lineEnd != std::string_view::npos) {
            drop(buffer, lineEnd + 1);
            return {};
        }
        buffer.m_size = 0;
        if (m_isAtEnd)
            return {};
        if (auto filled = fill(buffer, m_chunkBytes); !filled)
            return filled;
    }
}

core::Status ChunkReader::skipLongValue(ChunkBuffer& buffer) {
    buffer.rejects.push_back(tooLong(m_line, "value", buffer.m_bytes.get()));
    ++m_row;
    while (true) {
        const std::string_view bytes(buffer.m_bytes.get(), buffer.m_size);
        std::size_t skipped = 0;
        const bool isOver = m_cutter.skipValue(bytes, skipped);
        m_line += countByte(bytes.substr(0, skipped), '\n');
        drop(buffer, skipped);
        if (isOver || m_isAtEnd)
            return {};
        if (auto filled = fill(buffer, m_chunkBytes); !filled)
            return filled;
    }
}

void ChunkReader::drop(ChunkBuffer& buffer, std::size_t bytes) {
    buffer.m_size -= bytes;
    std::memmove(buffer.m_bytes.get(), buffer.m_bytes.get() + bytes, buffer.m_size);
}

void ChunkReader::startWithCarry(ChunkBuffer& buffer) {
    buffer.m_size = 0;
    buffer.rejects.clear();
    buffer.m_values.clear();
    buffer.m_pages.clear();
    buffer.reserve(std::max(m_chunkBytes, m_carry.size()));
    std::memcpy(buffer.m_bytes.get(), m_carry.data(), m_carry.size());
    buffer.m_size = m_carry.size();
    m_carry.clear();
}

/// Keep what the chunk does not take for the next one.
ChunkBuffer ChunkReader::finished(ChunkBuffer buffer, const RecordRun& run, std::int64_t lines) {
    m_carry.assign(buffer.m_bytes.get() + run.bytes, buffer.m_size - run.bytes);
    buffer.m_size = run.bytes;
    m_isDone = m_isAtEnd && m_carry.empty();
    buffer.m_place.firstLine = m_line;
    buffer.m_place.firstRow = m_row;
    buffer.m_place.isLast = m_isDone;
    buffer.m_place.isCutShort = m_layout == Layout::Values && m_isDone && !m_cutter.isWellEnded();
    m_line += lines;
    m_row += run.records;
    std::memset(buffer.m_bytes.get() + buffer.m_size, ' ', kPadding);
    return buffer;
}

core::Result<std::optional<ChunkBuffer>> ChunkReader::nextValues(ChunkBuffer buffer) {
    startWithCarry(buffer);
    std::size_t wanted = std::max(m_chunkBytes, buffer.m_size);
    while (true) {
        if (auto filled = fill(buffer, wanted); !filled)
            return filled.error();
        JsonCutter::Cut cut =
            m_cutter.cut({buffer.m_bytes.get(), buffer.m_size}, m_line, m_isAtEnd);
        std::move(cut.pages.begin(), cut.pages.end(), std::back_inserter(buffer.m_pages));
        if (m_isAtEnd || !cut.records.empty()) {
            const auto records = static_cast<std::int64_t>(cut.records.size());
            buffer.m_values = std::move(cut.records);
            return std::optional<ChunkBuffer>(
                finished(std::move(buffer), {cut.bytes, records}, cut.lines));
        }
        drop(buffer, cut.bytes); // of a page, beside its list
        m_line += cut.lines;
        if (buffer.m_size < kMostLineBytes) {
            wanted = std::max(m_chunkBytes, std::min(buffer.m_size * 2, kMostLineBytes));
            continue;
        }
        if (auto skipped = skipLongValue(buffer); !skipped)
            return skipped.error();
        wanted = std::max(m_chunkBytes, buffer.m_size);
    }
}

core::Result<std::optional<ChunkBuffer>> ChunkReader::next(ChunkBuffer buffer) {
    if (m_isDone)
        return std::optional<ChunkBuffer>{};
    if (m_layout == Layout::Values)
        return nextValues(std::move(buffer));
    startWithCarry(buffer);
    RecordRun run;
    std::int64_t lines = 0;
    std::size_t wanted = std::max(m_chunkBytes, buffer.m_size);
    while (true) {
        if (auto filled = fill(buffer, wanted); !filled)
            return filled.error();
        run = recordsOfChunk(buffer, lines);
        if (run.bytes > 0 || m_isAtEnd)
            break;
        if (buffer.m_size < kMostLineBytes) {
            wanted = std::min(wanted * 2, kMostLineBytes);
            continue;
        }
        if (auto skipped = skipLongLine(buffer); !skipped)
            return skipped.error();
        wanted = std::max(m_chunkBytes, buffer.m_size);
    }
    return std::optional<ChunkBuffer>(finished(std::move(buffer), run, lines));
}

} // namespace ms::importers
