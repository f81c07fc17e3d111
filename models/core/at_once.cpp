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

void inHalves(std::size_t count,
              const std::function<void(std::size_t, std::size_t, std::size_t)>& use) {
    atOnce({[&] { use(0, 0, count / 2); }, [&] { use(1, count / 2, count); }});
}

} // namespace ms::core
