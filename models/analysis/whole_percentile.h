// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ms::analysis {

/// The smallest of `numbers` that at least `percent` of 100 of them are not above.
/// Input  not empty, any order; 1 <= percent <= 100.
std::int64_t percentileOf(std::vector<std::int64_t> numbers, std::size_t percent);

} // namespace ms::analysis
