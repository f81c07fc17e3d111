// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ms::analysis {

/// Prompt tokens of a unit in bands: units of one feature and model cost what their documents are
/// long, so only units of one band are alike.
enum class LengthBand : std::uint8_t { UpTo1k, UpTo4k, UpTo16k, UpTo64k, Longer };
inline constexpr std::size_t kLengthBands = 5;
LengthBand lengthBandOf(core::Int128 promptTokens);
std::string_view nameOf(LengthBand band); // "1k-4k"

} // namespace ms::analysis
