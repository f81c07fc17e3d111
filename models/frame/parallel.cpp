// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace ms::frame {

unsigned workersOrAll(unsigned workers) {
    return workers != 0 ? workers : std::max(1U, std::thread::hardware_concurrency());
}

bool parallelBlocks(std::size_t blocks, unsigned workers, std::stop_token stop,
                    const std::function<void(unsigned, std::size_t)>& work) {
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> isStopped = false;
    std::mutex failureMutex;
    std::exception_ptr failure;
    const auto run = [&](unsigned worker) {
        try {
            for (std::size_t block = next++; block < blocks; block = next++) {
                if (stop.stop_requested())
                    isStopped = true;
                if (isStopped)
                    return;
                work(worker, block);
            }
        } catch (...) {
            isStopped = true;
            const std::scoped_lock lock(failureMutex);
            failure = std::current_exception();
        }
    };
    {
        const auto threads = unsigned(std::min<std::size_t>(workers, blocks));
        std::vector<std::jthread> others;
        for (unsigned worker = 1; worker < threads; ++worker)
            others.emplace_back(run, worker);
        run(0);
    }
    if (failure)
        std::rethrow_exception(failure);
    return !isStopped;
}

} // namespace ms::frame
