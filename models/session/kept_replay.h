// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/replay.h"
#include "models/session/snapshot.h"

#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace ms::session {

/// The last replay of a workspace: who moves a rate, a share or a price need not wait until all
/// attempts are looked at again.
/// Threads  safe to use from any number of threads.
class KeptReplay {
public:
    /// Errors  as scenario::Replay::prepare and priceBookOf.
    core::Result<std::shared_ptr<const scenario::Replay>>
    find(const Snapshot& snapshot, const scenario::ReplayQuestion& question, std::stop_token stop);
    /// The scenario that was asked for last; nothing before.
    std::optional<scenario::Scenario> last() const;

private:
    mutable std::mutex m_mutex;
    std::weak_ptr<const query::EventSource> m_source;
    std::shared_ptr<const scenario::Replay> m_replay;
    std::optional<scenario::Scenario> m_last;
};

} // namespace ms::session
