// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

namespace ms::core {

/// Do all of `works` at the same time, the first on the calling thread: for parts that do not
/// depend on each other, each of which has stretches that one thread does.
/// Errors  what one of them throws, once all have ended.
void atOnce(const std::vector<std::function<void()>>& works);

} // namespace ms::core
