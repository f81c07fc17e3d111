// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/gpu_pools.h"
#include "models/core/result.h"
#include "models/query/event_source.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ms::analysis {

/// How attempts are known to have used a pool of GPUs.
enum class PoolTie {
    Model,    // their model is called like the pool
    Provider, // their provider is
    Feature,  // the pool's hours name their feature
    None,     // nothing says who used it
};
std::string_view nameOf(PoolTie tie); // "model"

/// Which attempts use a pool: all that meet `conditions`.
struct PoolLink {
    PoolTie tie = PoolTie::None;
    std::vector<query::Condition> conditions; // one value each; none where nothing ties

    /// Do the pool's GPUs serve the model calls themselves, so that they need no price of their
    /// own?
    bool isServing() const { return tie == PoolTie::Model || tie == PoolTie::Provider; }
};

/// Finds the attempts of pools (ARCHITECTURE.md, decisions: "GPU hours meet attempts by name"):
/// exact names only; model before provider; a feature that the hours name narrows further.
class PoolLinks {
public:
    /// Errors  as EventSource.
    static core::Result<PoolLinks> load(const query::EventSource& source, std::stop_token stop);
    PoolLink of(const GpuPool& pool) const;

private:
    std::set<std::string> m_models;
    std::set<std::string> m_providers;
};

/// What a dimension's value is for all that happens in a window of a pool; nothing where it differs
/// from attempt to attempt.
std::optional<std::string> fixedKey(query::Dimension dimension, const PoolLink& link,
                                    const GpuWindow& window, const core::Zone& zone);
/// False when a condition speaks of time or of what ties the pool, and the window fails it.
bool isAsked(const query::Filter& filter, const PoolLink& link, const GpuWindow& window,
             const core::Zone& zone);

/// Who used a pool in one civil hour. Work is tokens processed (prompt and output, each counting
/// one); in an hour without any token count it is attempts without one.
struct HourUse {
    struct Part {
        std::vector<std::string> keys; // of the dimensions asked by
        core::Int128 work = 0;
        std::int64_t unpricedAttempts = 0;
        core::MoneySum cost; // that these attempts have of their own
    };
    core::Int128 work = 0; // of all attempts that use the pool, asked for or not
    bool isByAttempts = false;
    std::int64_t attemptsWithoutUsage = 0;
    std::vector<Part> parts; // of the filter
};

/// What is asked of a pool's use.
struct PoolQuestion {
    const std::vector<query::Dimension>& by;
    const query::Filter& filter;
    const PoolLink& link;
};
/// Use by hour key, for the hours of `windows` (by start).
/// Errors  as EventSource.
/// Cost    two group queries; a row for each hour and combination of `by`: ask month by month.
core::Result<std::map<std::string, HourUse>> poolUse(const PoolQuestion& question,
                                                     std::span<const GpuWindow> windows,
                                                     const query::EventSource& source,
                                                     std::stop_token stop);

/// Ends of the runs of windows that begin in the same month: [0, ends[0]), [ends[0], ends[1]), ...
std::vector<std::size_t> monthEnds(std::span<const GpuWindow> windows, const core::Zone& zone);
/// The whole civil hours of windows (by start, not empty).
core::TimeRange hoursOf(std::span<const GpuWindow> windows);

} // namespace ms::analysis
