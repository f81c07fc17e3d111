// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace ms::importers {

/// Position of `byte` in [from, to), or `to`.
inline std::size_t findByte(std::string_view text, char byte, std::size_t from, std::size_t to) {
    if (from >= to)
        return to;
    const void* const found = std::memchr(text.data() + from, byte, to - from);
    return found == nullptr
               ? to
               : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

/// Position of the first `a` or `b` from `from` on, or the size of `text`: eight bytes at a time,
/// because cells are too short for two calls of memchr.
inline std::size_t findEither(std::string_view text, char a, char b, std::size_t from) {
    constexpr std::uint64_t kOnes = 0x0101010101010101u;
    constexpr std::uint64_t kHighs = 0x8080808080808080u;
    const std::uint64_t as = kOnes * static_cast<unsigned char>(a);
    const std::uint64_t bs = kOnes * static_cast<unsigned char>(b);
    std::size_t at = from;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, 8);
        const std::uint64_t x = word ^ as;
        const std::uint64_t y = word ^ bs;
        const std::uint64_t hits = (((x - kOnes) & ~x) | ((y - kOnes) & ~y)) & kHighs;
        if (hits != 0) // the lowest mark is exact; those above it may be borrowed
            return at + static_cast<std::size_t>(__builtin_ctzll(hits)) / 8;
    }
    while (at < text.size() && text[at] != a && text[at] != b)
        ++at;
    return at;
}

/// How often `byte` occurs. Byte-wide counters, so that the compiler keeps to byte-wide vectors.
inline std::int64_t countByte(std::string_view text, char byte) {
    std::int64_t total = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(at + 255, text.size());
        std::uint8_t count = 0;
        for (; at < end; ++at)
            count = static_cast<std::uint8_t>(count + (text[at] == byte ? 1 : 0));
        total += count;
    }
    return total;
}

/// How many of the line ends in [from, to) close a line that is not blank. The text begins with a
/// line.
inline std::int64_t countFilledLineEnds(std::string_view text, std::size_t from, std::size_t to) {
    const auto isFilledEnd = [text](std::size_t i) {
        if (text[i] != '\n' || i == 0 || text[i - 1] == '\n')
            return false;
        return text[i - 1] != '\r' || (i > 1 && text[i - 2] != '\n');
    };
    std::int64_t total = 0;
    for (; from < to && from < 2; ++from)
        total += isFilledEnd(from) ? 1 : 0;
    const char* const p = text.data();
    while (from < to) {
        const std::size_t end = std::min(from + 255, to);
        std::uint8_t count = 0;
        for (; from < end; ++from) {
            const bool isEnd = p[from] == '\n';
            const bool isBlank =
                (p[from - 1] == '\n') | ((p[from - 1] == '\r') & (p[from - 2] == '\n'));
            count = static_cast<std::uint8_t>(count + ((isEnd & !isBlank) ? 1 : 0));
        }
        total += count;
    }
    return total;
}

} // namespace ms::importers
