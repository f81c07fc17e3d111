// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/text_encoding.h"

#include <algorithm>

namespace ms::importers {

namespace {

using namespace std::string_view_literals;

constexpr std::array<std::string_view, kEncodings> kNames{"utf-8", "utf-16le", "utf-16be",
                                                          "latin-1", "windows-1252"};

// 0x80 to 0x9F; 0 where Windows-1252 has no character.
constexpr std::array<char16_t, 32> kWindows{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr char kNoText = '\xff'; // occurs in no UTF-8

void appendCharacter(char32_t c, std::string& out) {
    const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
    if (c < 0x80) {
        out += byte(c);
    } else if (c < 0x800) {
        out += byte(0xC0 | (c >> 6));
        out += byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += byte(0xE0 | (c >> 12));
        out += byte(0x80 | ((c >> 6) & 0x3F));
        out += byte(0x80 | (c & 0x3F));
    } else {
        out += byte(0xF0 | (c >> 18));
        out += byte(0x80 | ((c >> 12) & 0x3F));
        out += byte(0x80 | ((c >> 6) & 0x3F));
        out += byte(0x80 | (c & 0x3F));
    }
}

bool isFirstOfPair(char16_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
bool isSecondOfPair(char16_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

/// Whether half of the beginning is NUL, and all of it at even or all at odd places.
std::optional<Encoding> wideTextOf(std::string_view begin) {
    std::array<std::size_t, 2> nuls{};
    for (std::size_t i = 0; i < begin.size(); ++i)
        nuls[i & 1] += begin[i] == '\0' ? 1u : 0u;
    const std::size_t most = std::max(nuls[0], nuls[1]);
    // Some units are above U+00FF; NUL itself is no character of a text file.
    if (most * 4 < begin.size() || std::min(nuls[0], nuls[1]) > 0)
        return std::nullopt;
    return nuls[1] > 0 ? Encoding::Utf16Le : Encoding::Utf16Be;
}

} // namespace

std::string_view nameOf(Encoding encoding) {
    return kNames[std::size_t(encoding)];
}

std::optional<Encoding> encodingNamed(std::string_view name) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end())
        return std::nullopt;
    return Encoding(found - kNames.begin());
}

EncodingGuess encodingOf(std::string_view begin) {
    if (begin.starts_with("\xef\xbb\xbf"sv))
        return {Encoding::Utf8, 3};
    if (begin.starts_with("\xff\xfe"sv))
        return {Encoding::Utf16Le, 2};
    if (begin.starts_with("\xfe\xff"sv))
        return {Encoding::Utf16Be, 2};
    constexpr std::size_t kLookedAt = 4096;
    const auto wide = begin.size() < 4 ? std::nullopt : wideTextOf(begin.substr(0, kLookedAt));
    return {wide.value_or(Encoding::Utf8), 0};
}

void Utf8Writer::write(std::string_view bytes, std::string& out) {
    if (m_encoding == Encoding::Utf8) {
        out.append(bytes);
        return;
    }
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (m_encoding == Encoding::Latin1 ||
            (m_encoding == Encoding::Windows1252 && (byte < 0x80 || byte >= 0xA0))) {
            appendCharacter(byte, out);
        } else if (m_encoding == Encoding::Windows1252) {
            const char16_t meant = kWindows[byte - 0x80u];
            meant == 0 ? out.push_back(kNoText) : appendCharacter(meant, out);
        } else if (!m_half) {
            m_half = c;
        } else {
            const auto first = static_cast<unsigned char>(*m_half);
            m_half.reset();
            writeUnit(static_cast<char16_t>(m_encoding == Encoding::Utf16Le ? first | byte << 8
                                                                            : first << 8 | byte),
                      out);
        }
    }
}

void Utf8Writer::writeUnit(char16_t unit, std::string& out) {
    if (m_surrogate) {
        const char16_t first = *m_surrogate;
        m_surrogate.reset();
        if (isSecondOfPair(unit)) {
            appendCharacter(0x10000 + ((char32_t(first) - 0xD800) << 10) + (unit - 0xDC00u), out);
            return;
        }
        out += kNoText;
    }
    if (isFirstOfPair(unit))
        m_surrogate = unit;
    else if (isSecondOfPair(unit))
        out += kNoText;
    else
        appendCharacter(unit, out);
}

void Utf8Writer::finish(std::string& out) {
    if (m_half || m_surrogate)
        out += kNoText;
    m_half.reset();
    m_surrogate.reset();
}

} // namespace ms::importers
