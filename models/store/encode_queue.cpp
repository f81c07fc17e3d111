// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/encode_queue.h"

namespace ms::store {

namespace {

constexpr std::size_t kMaxUnderWay = 6; // about 20 MB of columns each

} // namespace

EncodeQueue::EncodeQueue(unsigned threads, Take take) : m_take{std::move(take)} {
    for (unsigned i = 0; i < threads; ++i)
        m_threads.emplace_back([this](std::stop_token stop) { work(stop); });
}

EncodeQueue::~EncodeQueue() {
    for (std::jthread& thread : m_threads)
        thread.request_stop();
    m_wake.notify_all();
}

void EncodeQueue::work(std::stop_token stop) {
    for (;;) {
        Task task;
        {
            std::unique_lock lock{m_mutex};
            if (!m_wake.wait(lock, stop, [this] { return !m_tasks.empty(); }))
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task();
    }
}

core::Status EncodeQueue::takeOldest() {
    std::future<std::vector<Body>> oldest = std::move(m_underWay.front());
    m_underWay.pop_front();
    return m_take(oldest.get());
}

core::Status EncodeQueue::put(Job job) {
    using namespace std::chrono_literals;
    while (!m_underWay.empty() && (m_underWay.size() >= kMaxUnderWay ||
                                   m_underWay.front().wait_for(0s) == std::future_status::ready))
        if (auto taken = takeOldest(); !taken)
            return taken;
    Task task{std::move(job)};
    m_underWay.push_back(task.get_future());
    {
        const std::lock_guard lock{m_mutex};
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
    return {};
}

core::Status EncodeQueue::drain() {
    while (!m_underWay.empty())
        if (auto taken = takeOldest(); !taken)
            return taken;
    return {};
}

} // namespace ms::store
