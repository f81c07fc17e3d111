// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ms::core {

/// Sixteen hexadecimal digits, as checksums and fingerprints are written.
inline std::string hexText(std::uint64_t value) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4)
        text += kDigits[(value >> shift) & 15];
    return text;
}

} // namespace ms::core
