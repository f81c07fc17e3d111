// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/outliers.h"
#include "models/session/snapshot.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace ms::session {

/// What listed outliers are compared with: whoever goes from a list to one of them, and on to the
/// next, need not wait until all units are looked at again.
/// Threads  safe to use from any number of threads.
class KeptBaselines {
public:
    /// Forgets the list of this grain before.
    void keep(const Snapshot& snapshot, const analysis::OutlierTable& table);
    /// Nothing unless the last list of this grain answered the same question of the same events.
    std::optional<analysis::UnitBaseline> find(const Snapshot& snapshot, query::Grain grain,
                                               const query::Filter& filter,
                                               const std::string& id) const;

private:
    struct List {
        std::weak_ptr<const query::EventSource> source;
        query::Filter filter;
        std::map<std::string, analysis::UnitBaseline> units; // by id
    };
    mutable std::mutex m_mutex;
    std::map<query::Grain, List> m_lists;
};

} // namespace ms::session
