// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/store/segment_columns.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace ms::store {

/// Encodes segments and id pages on worker threads and hands the bodies back in the order in which
/// they were put in, so that a file comes out the same at any number of threads.
/// Threads  one thread puts in and takes out.
class EncodeQueue {
public:
    using Job = std::function<std::vector<Body>()>;
    /// Where finished bodies go; called on the thread that calls `put` or `drain`.
    using Take = std::function<core::Status(std::vector<Body>)>;

    EncodeQueue(unsigned threads, Take take);
    ~EncodeQueue();
    EncodeQueue(const EncodeQueue&) = delete;
    EncodeQueue& operator=(const EncodeQueue&) = delete;

    /// Blocks while too much is under way, so that memory stays bounded.
    core::Status put(Job job);
    /// Wait for all jobs and hand their bodies on.
    core::Status drain();

private:
    void work(std::stop_token stop);
    core::Status takeOldest();

    using Task = std::packaged_task<std::vector<Body>()>;
    Take m_take;
    std::deque<std::future<std::vector<Body>>> m_underWay; // in order of `put`
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Task> m_tasks;
    std::vector<std::jthread> m_threads; // last: joined first
};

} // namespace ms::store
