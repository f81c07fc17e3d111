// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/pseudonymiser.h"

#include "models/core/check.h"

#include <algorithm>

namespace ms::core {

namespace {

constexpr std::string_view kPrefix = "u_";
constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567"; // RFC 4648
constexpr std::size_t kLetters = 20;
constexpr std::size_t kBitsPerLetter = 5;

} // namespace

std::string tokenText(std::span<const std::uint8_t> hash) {
    CHECK(hash.size() * 8 >= kLetters * kBitsPerLetter, "a token needs 100 bits of hash");
    std::string token(kPrefix);
    for (std::size_t letter = 0; letter < kLetters; ++letter) {
        unsigned value = 0;
        for (std::size_t i = 0; i < kBitsPerLetter; ++i) {
            const std::size_t bit = letter * kBitsPerLetter + i;
            value = value << 1 | (hash[bit / 8] >> (7 - bit % 8) & 1U);
        }
        token += kAlphabet[value];
    }
    return token;
}

bool isToken(std::string_view text) {
    return text.size() == kPrefix.size() + kLetters && text.starts_with(kPrefix) &&
           std::all_of(text.begin() + kPrefix.size(), text.end(),
                       [](char c) { return kAlphabet.find(c) != std::string_view::npos; });
}

} // namespace ms::core
