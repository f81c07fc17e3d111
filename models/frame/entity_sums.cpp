// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/entity_sums.h"

#include "models/frame/group_ids.h"
#include "models/frame/parallel.h"

#include <algorithm>
#include <optional>

namespace ms::frame {

using core::Int128;
using query::Measure;

namespace {

std::optional<EntityKind> kindOf(Measure measure) {
    if (measure == Measure::Requests)
        return EntityKind::Request;
    if (measure == Measure::Actions)
        return EntityKind::Action;
    if (measure == Measure::Users)
        return EntityKind::User;
    return {};
}

struct Distinct {                        // of one worker
    std::vector<std::uint32_t> lastSeen; // by group: the last entity that touched it, plus one
    std::vector<std::int64_t> counts;
    std::int64_t total = 0;
};

core::Result<EntitySums> distinctEntities(const EntityIndex& index, const Columns& columns,
                                          const std::uint32_t* groups, std::size_t count,
                                          std::stop_token stop) {
    std::vector<Distinct> byWorker(columns.workers());
    const auto walk = [&](unsigned worker, std::size_t block) {
        Distinct& seen = byWorker[worker];
        seen.lastSeen.resize(count);
        seen.counts.resize(count);
        const std::size_t end = std::min(index.entities(), (block + 1) * kBlockRows);
        for (std::size_t e = block * kBlockRows; e < end; ++e) {
            const auto stamp = std::uint32_t(e + 1);
            bool isTouched = false;
            for (std::uint32_t i = index.starts[e]; i < index.starts[e + 1]; ++i) {
                const std::uint32_t group = groups[index.rows[i]];
                if (group == kNoGroup)
                    continue;
                isTouched = true;
                if (seen.lastSeen[group] == stamp)
                    continue;
                seen.lastSeen[group] = stamp;
                ++seen.counts[group];
            }
            seen.total += isTouched ? 1 : 0;
        }
    };
    if (!parallelBlocks(blocksOf(index.entities()), columns.workers(), stop, walk))
        return cancelled();
    EntitySums sums;
    sums.byGroup.resize(count);
    for (const Distinct& seen : byWorker) {
        for (std::size_t group = 0; group < seen.counts.size(); ++group)
            sums.byGroup[group] += seen.counts[group];
        sums.total += seen.total;
    }
    return sums;
}

template <class NumberOf>
EntitySums sumsOfRows(std::span<const std::uint32_t> rows, const std::uint32_t* groups,
                      std::size_t count, const NumberOf& numberOf) {
    EntitySums sums;
    sums.byGroup.resize(count);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t group = groups[rows[i]];
        if (group == kNoGroup)
            continue;
        sums.byGroup[group] += numberOf(i);
        sums.total += numberOf(i);
    }
    return sums;
}

} // namespace

core::Result<bool> needsGroups(Measure measure, const LocalFrame& frame, const query::Scope& scope,
                               std::stop_token stop) {
    if (const auto kind = kindOf(measure)) {
        const auto index = frame.columns().entities(*kind, stop);
        if (!index)
            return index.error();
        return (*index)->entities() > 0;
    }
    if (measure == Measure::RetryCost) {
        const auto rows = frame.columns().scope(scope, stop);
        if (!rows)
            return rows.error();
        return !(*rows)->retries.empty();
    }
    if (measure == Measure::FallbackCost) {
        const auto costs = frame.fallbacks(scope, stop);
        if (!costs)
            return costs.error();
        return !(*costs)->rows.empty();
    }
    return false;
}

core::Result<EntitySums> entitySums(Measure measure, const LocalFrame& frame,
                                    const query::Scope& scope, const std::uint32_t* groups,
                                    std::size_t count, std::stop_token stop) {
    if (const auto kind = kindOf(measure)) {
        const auto index = frame.columns().entities(*kind, stop);
        if (!index)
            return index.error();
        return distinctEntities(**index, frame.columns(), groups, count, stop);
    }
    if (measure == Measure::FallbackCost) {
        const auto costs = frame.fallbacks(scope, stop);
        if (!costs)
            return costs.error();
        return sumsOfRows((*costs)->rows, groups, count,
                          [&](std::size_t i) { return (*costs)->extra[i]; });
    }
    const auto rows = frame.columns().scope(scope, stop);
    if (!rows)
        return rows.error();
    const auto rating = frame.rating(stop);
    if (!rating)
        return rating.error();
    return sumsOfRows((*rows)->retries, groups, count,
                      [&](std::size_t i) { return (*rating)->costs[(*rows)->retries[i]]; });
}

} // namespace ms::frame
