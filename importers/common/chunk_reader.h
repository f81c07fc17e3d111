// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/csv.h"
#include "importers/common/format.h"
#include "importers/common/json_cutter.h"
#include "importers/input/byte_input.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ms::importers {

/// Bytes of some whole records, owned; handed from the reading to a parsing thread.
class ChunkBuffer {
public:
    Chunk chunk() const;
    /// Records that are too long to be read at all; they stand before those of the chunk.
    std::vector<core::Diagnostic> rejects;

private:
    friend class ChunkReader;
    void reserve(std::size_t bytes);

    std::unique_ptr<char[]> m_bytes; // not a string: it would be cleared before every read
    std::size_t m_capacity = 0;
    std::size_t m_size = 0;
    Chunk m_place; // lines and rows; its bytes and spans are made by chunk()
    std::vector<JsonCutter::Piece> m_values;
    std::vector<std::string> m_pages;
};

/// Cuts a file into chunks of whole records, in order, counting lines and rows. A chunk has about
/// 65,536 records at most, because short ones take far more memory read than written.
/// Memory  one chunk and the longest record (16 MiB at most; a longer line is refused and skipped).
/// Threads one at a time.
class ChunkReader {
public:
    /// `head` was read from `input` already; its header (plan.headBytes) is skipped.
    ChunkReader(ByteInput& input, const ReadPlan& plan, std::size_t chunkBytes, std::string head);
    /// The next chunk, in the memory of `recycled`; nullopt after the last.
    /// Errors  Storage, BadInput from the input.
    core::Result<std::optional<ChunkBuffer>> next(ChunkBuffer recycled);

private:
    core::Status fill(ChunkBuffer& buffer, std::size_t wanted);
    RecordRun completeRecords(std::string_view bytes, TextEnd end) const;
    RecordRun recordsOfChunk(const ChunkBuffer& buffer, std::int64_t& lines) const;
    core::Status skipLongLine(ChunkBuffer& buffer);
    core::Status skipLongValue(ChunkBuffer& buffer);
    core::Result<std::optional<ChunkBuffer>> nextValues(ChunkBuffer buffer);
    static void drop(ChunkBuffer& buffer, std::size_t bytes); // from its front
    void startWithCarry(ChunkBuffer& buffer);
    ChunkBuffer finished(ChunkBuffer buffer, const RecordRun& run, std::int64_t lines);

    ByteInput& m_input;
    Layout m_layout;
    char m_delimiter;
    JsonCutter m_cutter;
    std::size_t m_chunkBytes;
    std::string m_carry; // begin of a record whose end is not read yet
    std::int64_t m_line;
    std::int64_t m_row = 1;
    bool m_isAtEnd = false;
    bool m_isDone = false;
};

} // namespace ms::importers
