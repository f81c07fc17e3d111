// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace ms::frame {

/// Rows between two looks at the stop token, and the unit of work that workers take.
inline constexpr std::size_t kBlockRows = 65'536;

/// `workers`, or the number of processors when it is 0.
unsigned workersOrAll(unsigned workers);

/// Call `work(worker, block)` for every block from 0 to `blocks`, on `workers` threads, the caller
/// being one of them. Blocks are handed out as workers become free, so what a worker gathers must
/// not depend on which blocks it got.
/// Output  false when `stop` was requested before every block was done.
/// Errors  what `work` throws is thrown again here, once all workers have ended.
bool parallelBlocks(std::size_t blocks, unsigned workers, std::stop_token stop,
                    const std::function<void(unsigned worker, std::size_t block)>& work);

/// Blocks of kBlockRows that hold `rows`.
constexpr std::size_t blocksOf(std::size_t rows) {
    return (rows + kBlockRows - 1) / kBlockRows;
}

} // namespace ms::frame
