// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/segment_pool.h"

#include <utility>

namespace ms::store {

std::shared_ptr<SegmentColumns> SegmentPool::take() {
    std::unique_ptr<SegmentColumns> segment;
    {
        const std::lock_guard lock{m_mutex};
        if (!m_free.empty()) {
            segment = std::move(m_free.back());
            m_free.pop_back();
        }
    }
    if (!segment)
        segment = std::make_unique<SegmentColumns>();
    return {segment.release(), [pool = shared_from_this()](SegmentColumns* used) {
                pool->giveBack(std::unique_ptr<SegmentColumns>(used));
            }};
}

void SegmentPool::giveBack(std::unique_ptr<SegmentColumns> segment) {
    segment->clear();
    const std::lock_guard lock{m_mutex};
    m_free.push_back(std::move(segment));
}

} // namespace ms::store
