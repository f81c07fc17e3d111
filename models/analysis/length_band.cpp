// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/length_band.h"

#include <algorithm>
#include <array>

namespace ms::analysis {

LengthBand lengthBandOf(core::Int128 promptTokens) {
    constexpr std::array limits{1'000, 4'000, 16'000, 64'000};
    const auto above = std::find_if(limits.begin(), limits.end(),
                                    [&](int limit) { return promptTokens <= limit; });
    return LengthBand(above - limits.begin());
}

std::string_view nameOf(LengthBand band) {
    constexpr std::array<std::string_view, kLengthBands> names{"to 1k", "1k-4k", "4k-16k",
                                                               "16k-64k", "over 64k"};
    return names[std::size_t(band)];
}

} // namespace ms::analysis
