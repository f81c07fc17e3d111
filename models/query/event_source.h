// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/attempts.h"
#include "models/query/entities.h"
#include "models/query/feature_map.h"
#include "models/query/query.h"
#include "models/query/tenant_timeline.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::query {

/// The seam between analyses and wherever events are. Analyses ask it; they never loop over events.
/// The local frame answers in memory; a column database can answer the same questions by SQL.
/// Threads  const and safe to ask from any number of threads.
/// Errors   Usage (unknown value of an argument), Cancelled, Storage.
class EventSource {
public:
    virtual ~EventSource() = default;
    virtual core::Result<GroupTable> groups(const GroupQuery& query,
                                            std::stop_token stop) const = 0;
    /// Sums entity by entity, for distributions: what a query language says by grouping twice.
    /// Errors  Usage (a distinct count as measure), BadInput (a sum beyond 64 bits).
    /// Cost    linear in events; about 30 bytes an entity.
    virtual core::Result<EntityTotals> entities(const EntityQuery& query,
                                                std::stop_token stop) const = 0;
    /// The ids of the entities that EntityTotals::firstRow names, same order; empty where there is
    /// none. Of attempts, the ids of their requests.
    virtual core::Result<std::vector<std::string>>
    entityIds(Grain grain, std::span<const std::uint64_t> firstRows,
              std::stop_token stop) const = 0;
    virtual core::Result<AttemptPage> attempts(const AttemptQuery& query,
                                               std::stop_token stop) const = 0;
    /// All attempts of the request, in order of attempt and time; empty when there is none.
    virtual core::Result<std::vector<Explanation>> explain(const std::string& requestId,
                                                           std::stop_token stop) const = 0;
    /// One attempt, by its Attempt::row: events without a request id have no other handle.
    virtual core::Result<Explanation> explainRow(std::uint64_t row, std::stop_token stop) const = 0;
    /// False: do not go on.
    using AttemptVisitor = std::function<bool(std::span<const Attempt> run)>;
    /// Hand over every attempt of `filter`, in order of Attempt::row, in runs of up to a segment
    /// (65,536). A run is valid only during the call, which happens on the asking thread.
    /// Cost  linear, a segment in memory at a time: for exports of any size.
    virtual core::Status visitAttempts(const Filter& filter, const AttemptVisitor& visit,
                                       std::stop_token stop) const = 0;
    /// The distinct values of a dimension that occur, in byte order; for filter menus.
    virtual core::Result<std::vector<std::string>> values(Dimension dimension,
                                                          std::stop_token stop) const = 0;
    /// From the first event to just after the last; nothing when there are no timed events.
    virtual core::Result<std::optional<core::TimeRange>> span(std::stop_token stop) const = 0;
    /// Tier and segment of each tenant by day.
    virtual const TenantTimeline& tenants() const = 0;
    /// Which feature an endpoint is.
    virtual const FeatureMap& features() const = 0;
    virtual const Lens& lens() const = 0;
};

} // namespace ms::query
