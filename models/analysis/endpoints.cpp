// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/endpoints.h"

#include <algorithm>
#include <set>

namespace ms::analysis {

using query::Measure;

namespace {

CoveredCost figuresOf(const std::vector<core::Int128>& values) {
    return {std::int64_t(values[0]), core::MoneySum::fromPicos(values[1]), std::int64_t(values[2]),
            values[3]};
}

void add(CoveredCost& sum, const CoveredCost& part) {
    sum.attempts += part.attempts;
    sum.cost = sum.cost + part.cost;
    sum.unpricedAttempts += part.unpricedAttempts;
    sum.unpricedTokens += part.unpricedTokens;
}

/// Where a row stands: what is to be done first.
int placeOf(const EndpointRow& row) {
    return row.endpoint.empty() ? 2 : row.rule ? 1 : 0;
}

} // namespace

core::Result<EndpointTable> endpointsOf(const query::Filter& filter,
                                        const query::EventSource& source, std::stop_token stop) {
    const auto groups = source.groups(
        {{query::Dimension::Endpoint},
         {Measure::Attempts, Measure::Cost, Measure::UnpricedAttempts, Measure::UnpricedTokens},
         filter},
        std::move(stop));
    if (!groups)
        return groups.error();
    const query::FeatureMap& features = source.features();
    EndpointTable table;
    table.filter = filter;
    table.total = figuresOf(groups->total);
    table.hasRules = !features.isEmpty();
    std::set<std::string> named;
    for (const query::GroupRow& group : groups->rows) {
        EndpointRow row{group.keys.front(), {}, figuresOf(group.values)};
        if (const core::FeatureFact* const rule = features.ruleFor(row.endpoint)) {
            row.rule = *rule;
        } else if (row.endpoint.empty()) {
            table.unnamed = *row.figures;
        } else {
            ++table.unmappedEndpoints;
            add(table.unmapped, *row.figures);
        }
        named.insert(row.endpoint);
        table.rows.push_back(std::move(row));
    }
    std::stable_sort(table.rows.begin(), table.rows.end(),
                     [](const EndpointRow& a, const EndpointRow& b) {
                         return placeOf(a) != placeOf(b) ? placeOf(a) < placeOf(b)
                                                         : a.figures->cost > b.figures->cost;
                     });
    for (core::FeatureFact& rule : features.rules()) {
        if (named.contains(rule.endpoint))
            continue;
        EndpointRow row{rule.endpoint, std::move(rule), CoveredCost{}};
        if (row.isBeginning())
            row.figures.reset();
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace ms::analysis
