// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace ms::core {

/// Do all of `works` at the same time, the first on the calling thread: for parts that do not
/// depend on each other, each of which has stretches that one thread does.
/// Errors  what one of them throws, once all have ended.
void atOnce(const std::vector<std::function<void()>>& works);

/// Do the first and the second half of `count` things at the same time: `half` is 0 or 1, and its
/// things are those at [from, to).
void inHalves(std::size_t count,
              const std::function<void(std::size_t half, std::size_t from, std::size_t to)>& use);

} // namespace ms::core
