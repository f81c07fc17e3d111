// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/unit_list.h"

#include "models/query/latest_outcomes.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_set>

namespace ms::analysis {

using query::Dimension;
using query::Measure;

namespace {

enum Key : std::size_t { kType, kTenant, kStatus };
enum Figure : std::size_t { kAttempts, kCost, kUnpriced };

bool contains(std::string_view text, std::string_view part) {
    const auto lower = [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : int(c); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), [&](char a, char b) {
               return lower(static_cast<unsigned char>(a)) == lower(static_cast<unsigned char>(b));
           }) != text.end();
}

/// The entities that are looked for, in order.
core::Result<std::vector<std::size_t>> unitsLike(const std::string& part,
                                                 const query::EntityTotals& totals,
                                                 const query::EventSource& source,
                                                 std::stop_token stop) {
    std::vector<std::size_t> found(totals.size());
    std::iota(found.begin(), found.end(), std::size_t{0});
    if (part.empty())
        return found;
    const auto ids = source.entityIds(query::Grain::Unit, totals.firstRow, std::move(stop));
    if (!ids)
        return ids.error();
    std::erase_if(found, [&](std::size_t unit) { return !contains((*ids)[unit], part); });
    return found;
}

/// Entities by cost, the dearest first.
std::vector<std::size_t> dearestOf(const query::EntityTotals& totals,
                                   std::vector<std::size_t> order, std::size_t most) {
    const std::vector<std::int64_t>& costs = totals.values[kCost];
    const auto end = order.begin() + std::ptrdiff_t(std::min(most, order.size()));
    std::partial_sort(order.begin(), end, order.end(), [&](std::size_t a, std::size_t b) {
        return costs[a] != costs[b] ? costs[a] > costs[b] : a < b;
    });
    order.erase(end, order.end());
    return order;
}

using LatestFacts = query::LatestOutcomes<core::OutcomeFact>;

/// The facts that speak of `ids`.
core::Result<LatestFacts> factsOf(const std::vector<std::string>& ids,
                                  const query::OutcomeFacts& outcomes, const core::Zone& zone,
                                  std::stop_token stop) {
    LatestFacts latest;
    if (!outcomes)
        return latest;
    const std::unordered_set<std::string> listed(ids.begin(), ids.end());
    const core::Status read = outcomes(
        [&](const core::OutcomeFact& fact) {
            if (listed.contains(fact.unitId))
                latest.add(fact, zone, [](const core::OutcomeFact& one) { return one; });
        },
        std::move(stop));
    if (!read)
        return read.error();
    return latest;
}

} // namespace

core::Result<UnitList> dearestUnits(const UnitListQuery& query, const query::EventSource& source,
                                    const query::OutcomeFacts& outcomes, std::stop_token stop) {
    const auto totals =
        source.entities({query::Grain::Unit,
                         {Dimension::UnitType, Dimension::Tenant, Dimension::Outcome},
                         {Measure::Attempts, Measure::Cost, Measure::UnpricedAttempts},
                         query.filter},
                        stop);
    if (!totals)
        return totals.error();
    auto wanted = unitsLike(query.find, *totals, source, stop);
    if (!wanted)
        return wanted.error();
    UnitList list{query, {}, std::int64_t(totals->size()), std::int64_t(wanted->size())};
    if (wanted->empty())
        return list;
    const std::vector<std::size_t> order = dearestOf(*totals, *std::move(wanted), query.most);
    std::vector<std::uint64_t> rows;
    for (const std::size_t unit : order)
        rows.push_back(totals->firstRow[unit]);
    const auto ids = source.entityIds(query::Grain::Unit, rows, stop);
    if (!ids)
        return ids.error();
    const auto latest = factsOf(*ids, outcomes, source.lens().zone, std::move(stop));
    if (!latest)
        return latest.error();
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t unit = order[i];
        const std::vector<std::string>& keys = totals->groups[totals->groupOf[unit]];
        ListedUnit listed;
        listed.type = keys[kType];
        listed.id = (*ids)[i];
        listed.tenant = keys[kTenant];
        listed.status = keys[kStatus];
        if (const core::OutcomeFact* const fact = latest->of(listed.id, listed.type))
            listed.fact = *fact;
        listed.attempts = totals->values[kAttempts][unit];
        listed.cost = core::MoneySum::fromPicos(totals->values[kCost][unit]);
        listed.unpricedAttempts = totals->values[kUnpriced][unit];
        list.units.push_back(std::move(listed));
    }
    return list;
}

} // namespace ms::analysis
