// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/segment_columns.h"

#include <memory>
#include <mutex>
#include <vector>

namespace ms::store {

/// Hands out empty segments whose memory was used before: pages that are new to a process are the
/// dearest part of filling a segment.
/// Threads  any; segments come back from wherever they are let go last.
class SegmentPool : public std::enable_shared_from_this<SegmentPool> {
public:
    std::shared_ptr<SegmentColumns> take();

private:
    void giveBack(std::unique_ptr<SegmentColumns> segment);

    std::mutex m_mutex;
    std::vector<std::unique_ptr<SegmentColumns>> m_free;
};

} // namespace ms::store
