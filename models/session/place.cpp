// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/place.h"

#include <algorithm>
#include <utility>

namespace ms::session {

using query::Condition;
using query::Dimension;

query::Filter effectiveFilter(const Place& place) {
    query::Filter filter = place.filter;
    for (const DrillStep& step : place.path)
        filter.conditions.push_back({step.dimension, Condition::Kind::In, {step.value}});
    return filter;
}

const std::vector<std::string>& keptValues(const query::Filter& filter, Dimension dimension) {
    static const std::vector<std::string> all;
    for (const Condition& condition : filter.conditions)
        if (condition.dimension == dimension && condition.kind == Condition::Kind::In)
            return condition.values;
    return all;
}

query::Filter withValues(query::Filter filter, Dimension dimension,
                         std::vector<std::string> values) {
    std::erase_if(filter.conditions,
                  [&](const Condition& condition) { return condition.dimension == dimension; });
    if (!values.empty())
        filter.conditions.push_back({dimension, Condition::Kind::In, std::move(values)});
    return filter;
}

Place drilledInto(const Place& place, const std::vector<std::string>& keys) {
    Place next = place;
    for (std::size_t i = 0; i < place.by.size() && i < keys.size(); ++i)
        next.path.push_back({place.by[i], keys[i]});
    const bool hasFeature = std::any_of(next.path.begin(), next.path.end(), [](const auto& step) {
        return step.dimension == Dimension::Feature || step.dimension == Dimension::Workflow ||
               step.dimension == Dimension::Endpoint;
    });
    if (hasFeature) {
        next.page = Page::Attempts;
    } else {
        next.by = {Dimension::Feature};
    }
    return next;
}

Place attemptsBehind(const Place& place, const query::Filter& asked,
                     const std::vector<Condition>& conditions) {
    Place next = place;
    next.page = Page::Attempts;
    next.request.clear();
    next.attempt.reset();
    next.filter.range = asked.range;
    next.filter.scope = asked.scope;
    const query::Filter present = effectiveFilter(place);
    std::vector<Condition> all = asked.conditions;
    all.insert(all.end(), conditions.begin(), conditions.end());
    for (Condition& condition : all) {
        if (std::find(present.conditions.begin(), present.conditions.end(), condition) !=
            present.conditions.end())
            continue; // asked for already
        if (condition.kind == Condition::Kind::In && condition.values.size() == 1)
            next.path.push_back({condition.dimension, condition.values.front()});
        else
            next.filter.conditions.push_back(std::move(condition));
    }
    return next;
}

Place scenarioFor(const Place& place, const query::Filter& asked,
                  const std::vector<Condition>& conditions,
                  std::map<std::string, std::string> levers) {
    Place next = attemptsBehind(place, asked, conditions);
    next.page = Page::WhatIf;
    next.section.clear();
    next.sectionBy.clear();
    next.options = std::move(levers);
    return next;
}

} // namespace ms::session
