// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace ms::core {

/// How far a long job is. `totalBytes` is 0 when the size is not known (a pipe).
struct Progress {
    std::uint64_t doneBytes = 0;
    std::uint64_t totalBytes = 0;
    std::uint64_t rows = 0;
};

/// Called from worker threads, at most some ten times a second. May be empty.
using ProgressFn = std::function<void(const Progress&)>;

} // namespace ms::core
