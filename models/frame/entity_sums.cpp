// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/entity_sums.h"

#include "models/frame/group_ids.h"
#include "models/frame/parallel.h"
#include "models/frame/sum_column.h"

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
    if (isUnitCount(measure))
        return EntityKind::Unit;
    return {};
}

struct Distinct {                        // of one worker
    std::vector<std::uint32_t> lastSeen; // by group: the last entity that touched it, plus one
    std::vector<std::int64_t> counts;
    std::int64_t total = 0;
};

/// `isCounted(row)` says by any row of an entity whether it counts at all.
template <class IsCounted>
core::Result<EntitySums> distinctEntities(const EntityIndex& index, const Columns& columns,
                                          const IsCounted& isCounted, const std::uint32_t* groups,
                                          std::size_t count, std::stop_token stop) {
    std::vector<Distinct> byWorker(columns.workers());
    const auto walk = [&](unsigned worker, std::size_t block) {
        Distinct& seen = byWorker[worker];
        seen.lastSeen.resize(count);
        seen.counts.resize(count);
        const std::size_t end = std::min(index.entities(), (block + 1) * kBlockRows);
        for (std::size_t e = block * kBlockRows; e < end; ++e) {
            if (!isCounted(index.rows[index.starts[e]]))
                continue;
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

EntitySums sumsOfRows(const ListedCosts& costs, const std::uint32_t* groups, std::size_t count) {
    EntitySums sums;
    sums.byGroup.resize(count);
    for (std::size_t i = 0; i < costs.rows.size(); ++i) {
        const std::uint32_t group = groups[costs.rows[i]];
        if (group == kNoGroup)
            continue;
        sums.byGroup[group] += costs.costOf(i);
        sums.total += costs.costOf(i);
    }
    return sums;
}

} // namespace

core::Result<ListedCosts> listedCosts(Measure measure, const LocalFrame& frame,
                                      const query::Scope& scope, std::stop_token stop) {
    if (measure == Measure::FallbackCost) {
        const auto costs = frame.fallbacks(scope, stop);
        if (!costs)
            return costs.error();
        return ListedCosts{(*costs)->rows, (*costs)->extra, nullptr};
    }
    const auto rows = frame.columns().scope(scope, stop);
    if (!rows)
        return rows.error();
    const auto rating = frame.rating(stop);
    if (!rating)
        return rating.error();
    return ListedCosts{(*rows)->retries, {}, (*rating)->costs.get()};
}

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
        if (!isUnitCount(measure))
            return distinctEntities(
                **index, frame.columns(), [](std::uint32_t) { return true; }, groups, count, stop);
        const auto units = frame.units(stop);
        if (!units)
            return units.error();
        const auto ofStatus = [flags = (*units)->flags.data(), mask = unitFlagOf(measure)](
                                  std::uint32_t row) { return (flags[row] & mask) != 0; };
        return distinctEntities(**index, frame.columns(), ofStatus, groups, count, stop);
    }
    const auto costs = listedCosts(measure, frame, scope, stop);
    if (!costs)
        return costs.error();
    return sumsOfRows(*costs, groups, count);
}

} // namespace ms::frame
