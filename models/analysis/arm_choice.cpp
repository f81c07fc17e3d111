// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_choice.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace ms::analysis {

using query::Dimension;
using query::Measure;

namespace {

struct Value {
    std::string name;
    std::int64_t requests = 0;
    std::string firstDay;
};

struct Feature {
    std::string name;
    std::int64_t requests = 0;
    std::map<std::string, Value> values;
};

/// By requests, most first.
bool isLarger(const Value& a, const Value& b) {
    return std::tie(b.requests, a.name) < std::tie(a.requests, b.name);
}

bool isEarlier(const Value& a, const Value& b) {
    return std::tie(a.firstDay, b.requests, a.name) < std::tie(b.firstDay, a.requests, b.name);
}

} // namespace

core::Result<std::optional<ArmChoice>> chooseArms(Dimension dimension, const query::Filter& filter,
                                                  const query::EventSource& source,
                                                  std::stop_token stop) {
    query::GroupQuery ask{
        {Dimension::Feature, dimension, Dimension::Day}, {Measure::FirstAttempts}, filter};
    const bool isByFeature = dimension != Dimension::Feature;
    if (!isByFeature)
        ask.by.erase(ask.by.begin());
    const auto table = source.groups(ask, std::move(stop));
    if (!table)
        return table.error();
    std::map<std::string, Feature> features;
    for (const query::GroupRow& row : table->rows) {
        const std::string& name = row.keys[row.keys.size() - 2];
        if (name.empty() || row.values[0] == 0)
            continue; // nobody compares with what is not given
        Feature& feature = features[isByFeature ? row.keys.front() : std::string()];
        feature.name = isByFeature ? row.keys.front() : std::string();
        Value& value = feature.values[name];
        value.name = name;
        value.requests += std::int64_t(row.values[0]);
        feature.requests += std::int64_t(row.values[0]);
        if (value.firstDay.empty()) // rows are ordered by day
            value.firstDay = row.keys.back();
    }
    const Feature* largest = nullptr;
    for (const auto& [name, feature] : features)
        if (feature.values.size() >= 2 && (!largest || feature.requests > largest->requests))
            largest = &feature;
    if (!largest)
        return std::optional<ArmChoice>();
    std::vector<Value> values;
    for (const auto& [name, value] : largest->values)
        values.push_back(value);
    std::sort(values.begin(), values.end(), isLarger);
    values.resize(2);
    std::sort(values.begin(), values.end(), isEarlier);
    ArmChoice choice{{values[0].name, values[1].name}, filter, {}};
    choice.note = "No arms were named: those with most requests are compared, " + values[0].name +
                  " and " + values[1].name;
    if (isByFeature) {
        choice.filter.conditions.push_back(
            {Dimension::Feature, query::Condition::Kind::In, {largest->name}});
        choice.note += " of " + (largest->name.empty() ? "no feature" : largest->name);
    }
    choice.note += ".";
    return std::optional(std::move(choice));
}

} // namespace ms::analysis
