// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ms::importers {

/// How a text file writes its characters. Latin-1 and Windows-1252 are never guessed: any bytes are
/// text in them.
enum class Encoding : std::uint8_t { Utf8, Utf16Le, Utf16Be, Latin1, Windows1252 };
inline constexpr std::size_t kEncodings = 5;
std::string_view nameOf(Encoding encoding); // "utf-16le"
std::optional<Encoding> encodingNamed(std::string_view name);

/// What the first bytes say: a byte order mark, else UTF-16 where every other byte of the beginning
/// is NUL, else UTF-8. `markBytes`: of the mark, which is no text.
struct EncodingGuess {
    Encoding encoding = Encoding::Utf8;
    std::size_t markBytes = 0;
};
EncodingGuess encodingOf(std::string_view begin);

/// Turns text in pieces of any size into UTF-8. What is no character comes out as bytes that are no
/// UTF-8 either, so that the row that holds it is refused and nothing is replaced silently.
class Utf8Writer {
public:
    explicit Utf8Writer(Encoding encoding) : m_encoding{encoding} {}
    /// Append `bytes` to `out`.
    void write(std::string_view bytes, std::string& out);
    /// At the end of the text: what is left of half a character.
    void finish(std::string& out);

private:
    void writeUnit(char16_t unit, std::string& out);

    Encoding m_encoding;
    std::optional<char> m_half;          // first byte of a UTF-16 unit
    std::optional<char16_t> m_surrogate; // first unit of a pair
};

} // namespace ms::importers
