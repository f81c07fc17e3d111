// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace ms::core {

/// a == b without a call: for texts that are short, mostly equal, and compared tens of times an
/// event.
inline bool isSameText(std::string_view a, std::string_view b) {
    const std::size_t size = a.size();
    if (size != b.size())
        return false;
    if (size < 8) {
        for (std::size_t i = 0; i < size; ++i)
            if (a[i] != b[i])
                return false;
        return true;
    }
    const auto differAt = [&](std::size_t at) {
        std::uint64_t x;
        std::uint64_t y;
        std::memcpy(&x, a.data() + at, 8);
        std::memcpy(&y, b.data() + at, 8);
        return x != y;
    };
    for (std::size_t at = 0; at + 8 <= size; at += 8)
        if (differAt(at))
            return false;
    return !differAt(size - 8); // overlaps, so that no tail is left
}

} // namespace ms::core
