// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/gzip_member.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <zlib.h> // for its checksum

namespace ms::app::demo {
namespace {

constexpr unsigned kHashBits = 14;
constexpr std::size_t kWindow = 32'768;
constexpr std::size_t kShortest = 5; // a shorter match costs as much as its letters
constexpr std::size_t kLongest = 258;
constexpr unsigned kEndOfBlock = 256;

struct Code {
    std::uint32_t bits = 0;
    std::uint32_t count = 0;
};

constexpr std::uint32_t reversed(std::uint32_t code, unsigned count) {
    std::uint32_t result = 0;
    for (unsigned i = 0; i < count; ++i)
        result |= ((code >> i) & 1) << (count - 1 - i);
    return result;
}

/// RFC 1951, 3.2.6: the fixed code of a letter, the end or a length symbol.
constexpr Code fixedCode(std::uint32_t symbol) {
    if (symbol < 144)
        return {reversed(0x30 + symbol, 8), 8};
    if (symbol < 256)
        return {reversed(0x190 + symbol - 144, 9), 9};
    if (symbol < 280)
        return {reversed(symbol - 256, 7), 7};
    return {reversed(0xc0 + symbol - 280, 8), 8};
}

constexpr std::array<Code, 256> letterCodes() {
    std::array<Code, 256> codes;
    for (std::uint32_t letter = 0; letter < codes.size(); ++letter)
        codes[letter] = fixedCode(letter);
    return codes;
}

/// RFC 1951, 3.2.5: symbol and extra bits of every match length.
constexpr std::array<Code, kLongest + 1> lengthCodes() {
    std::array<Code, kLongest + 1> codes;
    std::uint32_t length = 3;
    for (std::uint32_t symbol = 257; symbol < 285; ++symbol) {
        const std::uint32_t extra = symbol < 265 ? 0 : (symbol - 261) / 4;
        const Code code = fixedCode(symbol);
        for (std::uint32_t i = 0; i < 1U << extra && length < kLongest; ++i, ++length)
            codes[length] = {code.bits | i << code.count, code.count + extra};
    }
    codes[kLongest] = fixedCode(285);
    return codes;
}

constexpr auto kLetters = letterCodes();
constexpr auto kLengths = lengthCodes();

std::uint64_t load(const char* from) {
    std::uint64_t bytes;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes;
}

std::size_t hashOf(std::uint64_t bytes) {
    return static_cast<std::size_t>(((bytes << 24) * 0x9e3779b97f4a7c15U) >>
                                    (64 - kHashBits)); // of five bytes
}

std::size_t matchLength(const char* a, const char* b, const char* end) {
    const char* const start = b;
    while (end - b >= 8) {
        const std::uint64_t difference = load(a) ^ load(b);
        if (difference != 0)
            return static_cast<std::size_t>(b - start) +
                   static_cast<std::size_t>(std::countr_zero(difference)) / 8;
        a += 8;
        b += 8;
    }
    while (b < end && *a == *b) {
        ++a;
        ++b;
    }
    return static_cast<std::size_t>(b - start);
}

void appendLittleEndian(std::uint64_t value, int bytes, std::string& text) {
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> (8 * i) & 255);
}

} // namespace

static_assert(std::endian::native == std::endian::little,
              "Bits are flushed as little-endian words.");

GzipMember::GzipMember() : m_recent(std::size_t{1} << kHashBits) {}

void GzipMember::begin(std::string& compressed) {
    constexpr std::string_view header{"\x1f\x8b\x08\0\0\0\0\0\0\x03", 10}; // deflate, no time, Unix
    compressed += header;
    m_bits = 0;
    m_bitCount = 0;
    m_checksum = crc32(0, nullptr, 0);
    m_size = 0;
}

void GzipMember::flushBytes(char*& out) {
    std::memcpy(out, &m_bits, sizeof m_bits);
    const unsigned bytes = m_bitCount / 8;
    out += bytes;
    m_bits = bytes == 8 ? 0 : m_bits >> (8 * bytes);
    m_bitCount %= 8;
}

void GzipMember::putMatch(std::size_t length, std::size_t distance, char*& out) {
    if (m_bitCount > 32)
        flushBytes(out); // a match takes up to 31 bits
    const Code& code = kLengths[length];
    putBits(code.bits, code.count);
    const auto d = static_cast<std::uint32_t>(distance - 1);
    if (d < 4) {
        putBits(reversed(d, 5), 5);
    } else {
        const auto extra = static_cast<unsigned>(std::bit_width(d)) - 2;
        putBits(reversed(2 * (extra + 1) + (d >> extra & 1), 5), 5);
        putBits(d & ((1U << extra) - 1), extra);
    }
    flushBytes(out);
}

/// One block of fixed codes a call; matches do not reach into the text of the call before.
void GzipMember::add(std::string_view text, std::string& compressed) {
    m_checksum = crc32(m_checksum, reinterpret_cast<const Bytef*>(text.data()),
                       static_cast<uInt>(text.size()));
    m_size += static_cast<std::uint32_t>(text.size());
    std::fill(m_recent.begin(), m_recent.end(), 0);
    const std::size_t before = compressed.size();
    compressed.resize(before + text.size() * 9 / 8 + 64); // no letter takes more than nine bits
    char* out = compressed.data() + before;
    putBits(0b010, 3); // not the last block; fixed codes
    const char* const start = text.data();
    const char* const end = start + text.size();
    const char* at = start;
    while (at < end) {
        if (end - at >= 8) {
            const auto place = static_cast<std::size_t>(at - start);
            std::uint32_t& recent = m_recent[hashOf(load(at))];
            const std::size_t candidate = recent;
            recent = static_cast<std::uint32_t>(place + 1);
            if (candidate != 0 && place + 1 - candidate <= kWindow) {
                const char* const earlier = start + candidate - 1;
                const std::size_t length =
                    matchLength(earlier, at, at + std::min<std::ptrdiff_t>(end - at, kLongest));
                if (length >= kShortest) {
                    putMatch(length, static_cast<std::size_t>(at - earlier), out);
                    at += length;
                    continue;
                }
            }
        }
        const Code& letter = kLetters[static_cast<unsigned char>(*at++)];
        putBits(letter.bits, letter.count);
        if (m_bitCount >= 48)
            flushBytes(out);
    }
    putBits(fixedCode(kEndOfBlock).bits, fixedCode(kEndOfBlock).count);
    flushBytes(out);
    compressed.resize(static_cast<std::size_t>(out - compressed.data()));
}

void GzipMember::end(std::string& compressed) {
    putBits(0b011, 3); // the last block, empty
    putBits(fixedCode(kEndOfBlock).bits, fixedCode(kEndOfBlock).count);
    appendLittleEndian(m_bits, static_cast<int>((m_bitCount + 7) / 8), compressed);
    appendLittleEndian(m_checksum, 4, compressed);
    appendLittleEndian(m_size, 4, compressed);
}

} // namespace ms::app::demo
