// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/at_once.h"

#include <future>

namespace ms::core {

void atOnce(const std::vector<std::function<void()>>& works) {
    std::vector<std::future<void>> others; // wait where they end, whatever is thrown
    for (std::size_t w = 1; w < works.size(); ++w)
        others.push_back(std::async(std::launch::async, works[w]));
    if (!works.empty())
        works.front()();
    for (std::future<void>& other : others)
        other.get();
}

} // namespace ms::core
