// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/gpu_pools.h"
#include "models/analysis/revenue.h"
#include "models/frame/frame.h"
#include "models/query/event_source.h"
#include "models/report/section.h"
#include "models/store/workspace.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ms::session {

/// An open workspace as it was at one version: everything that questions need, and nothing that
/// changes. Pages hand it to their jobs by shared pointer.
struct Snapshot {
    std::string path;
    std::int64_t version = 0;
    store::Settings settings;
    std::string book; // the one that costs this snapshot
    std::vector<std::string> books;
    std::vector<store::Batch> batches;
    std::shared_ptr<const query::EventSource> source;
    analysis::RevenueBooks revenue;
    analysis::GpuBooks gpu;
    std::shared_ptr<const std::vector<core::ActiveUsersFact>> activeUsers; // null: none
    std::vector<core::DecisionFact> decisions;
    frame::OutcomeBook outcomes;             // and what they mean in this snapshot
    std::optional<core::TimeRange> span;     // of all events
    bool isOneState = false;                 // nothing was written while it was read
    std::shared_ptr<frame::Columns> columns; // kept, so that another book need not read them again

    std::span<const core::ActiveUsersFact> activeUserFacts() const {
        return activeUsers ? std::span(*activeUsers) : std::span<const core::ActiveUsersFact>();
    }
    /// Events of the active batches.
    std::int64_t eventRows() const {
        std::int64_t rows = 0;
        for (const store::Batch& batch : batches)
            if (batch.isActive && batch.kind == core::FileKind::Events)
                rows += batch.accepted - batch.replaced;
        return rows;
    }
};

/// What an answer about `range` says of where its figures come from.
report::Context contextOf(const Snapshot& snapshot, const core::TimeRange& range);

using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace ms::session
