// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/whole_percentile.h"

#include <algorithm>

namespace ms::analysis {

std::int64_t percentileOf(std::vector<std::int64_t> numbers, std::size_t percent) {
    const std::size_t rank = (numbers.size() * percent + 99) / 100 - 1;
    std::nth_element(numbers.begin(), numbers.begin() + std::ptrdiff_t(rank), numbers.end());
    return numbers[rank];
}

} // namespace ms::analysis
