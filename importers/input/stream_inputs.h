// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/input/byte_input.h"
#include "importers/input/raw_file.h"

namespace ms::importers {

/// "gzip", "zstd", "xz", "bzip2", "zip" by magic number, or empty.
std::string_view compressionOf(std::string_view head);

/// Why `content` bytes out of `packed` bytes of a file are not what a log packs to; empty when they
/// may be.
std::string whyTooLarge(std::uint64_t content, std::uint64_t packed,
                        const DecompressionLimits& limits);

/// Inputs for gzip and zstd: straight on zlib and libzstd, which write into the reader's buffer.
/// `head` holds the first bytes of `file`, already read.
core::Result<std::unique_ptr<ByteInput>> openGzip(std::unique_ptr<RawFile> file, std::string head,
                                                  const DecompressionLimits& limits);
core::Result<std::unique_ptr<ByteInput>> openZstd(std::unique_ptr<RawFile> file, std::string head,
                                                  const DecompressionLimits& limits);

/// What decompressors share: the compressed bytes in pieces, and the caps on what comes out.
class CompressedInput : public ByteInput {
public:
    CompressedInput(std::unique_ptr<RawFile> file, std::string head, std::string_view compression,
                    const DecompressionLimits& limits)
        : m_file{std::move(file)}, m_limits{limits},
          m_compression{compression}, m_piece{std::move(head)}, m_pieceSize{m_piece.size()} {}

    core::Status finish() override { return m_file->finish(); }
    std::string_view compression() const override { return m_compression; }
    std::uint64_t fileBytes() const override { return m_file->size(); }
    std::uint64_t bytesRead() const override { return m_file->bytesRead(); }
    std::uint64_t hash() const override { return m_file->hash(); }

protected:
    /// The next compressed bytes; empty at the end of the file.
    core::Result<std::string_view> nextPiece();
    /// Count `bytes` more of content.
    /// Errors  BadInput: more than the limits allow.
    core::Status account(std::size_t bytes);
    /// Errors  BadInput: the content is itself compressed.
    core::Status refuseNested(std::string_view begin) const;
    core::Error damaged(const std::string& detail) const;
    RawFile& file() { return *m_file; }

private:
    std::unique_ptr<RawFile> m_file;
    DecompressionLimits m_limits;
    std::string m_compression;
    std::string m_piece;
    std::size_t m_pieceSize;
    bool m_isHeadGiven = false;
    std::uint64_t m_contentBytes = 0;
};

} // namespace ms::importers
