// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/findings.h"

#include <algorithm>
#include <array>
#include <map>

namespace ms::analysis {

using core::MoneySum;
using query::Dimension;
using stats::SpikeType;
using stats::UnitDriver;

namespace {

constexpr std::size_t kMostOutliers = 2'000; // whose drivers are looked at

std::optional<Lever> leverFor(const stats::Spike& spike) {
    switch (spike.type.value_or(SpikeType::NoIncrease)) {
    case SpikeType::NoIncrease:
        return std::nullopt;
    case SpikeType::Abuse:
    case SpikeType::Volume:
        return Lever::Limit;
    case SpikeType::Deploy:
        return Lever::FixVersion;
    case SpikeType::Retry:
        return Lever::PreValidate;
    case SpikeType::Token:
        return Lever::Compress;
    case SpikeType::PriceOrModel:
        return Lever::Route;
    }
    return std::nullopt;
}

std::optional<Lever> leverFor(std::optional<UnitDriver> driver) {
    if (!driver)
        return std::nullopt;
    switch (*driver) {
    case UnitDriver::Attempts:
        return Lever::PreValidate;
    case UnitDriver::PromptTokens:
    case UnitDriver::ContextTokens:
        return Lever::Compress;
    case UnitDriver::CacheReadTokens:
    case UnitDriver::CacheWriteTokens:
        return Lever::Cache;
    case UnitDriver::OutputTokens:
        return Lever::Cap;
    case UnitDriver::PriceIn:
    case UnitDriver::PriceCacheRead:
    case UnitDriver::PriceCacheWrite:
    case UnitDriver::PriceOut:
        return Lever::Route;
    }
    return std::nullopt;
}

/// "feature=chat"; "all" for all together.
std::string sliceId(const std::vector<Dimension>& by, const std::vector<std::string>& keys) {
    std::string id;
    for (std::size_t i = 0; i < keys.size(); ++i)
        id += (i == 0 ? "" : ",") + std::string(query::nameOf(by[i])) + "=" + keys[i];
    return id.empty() ? "all" : id;
}

std::vector<query::Condition> conditionsFor(const std::vector<Dimension>& by,
                                            const std::vector<std::string>& keys) {
    std::vector<query::Condition> conditions;
    for (std::size_t i = 0; i < keys.size(); ++i)
        conditions.push_back({by[i], query::Condition::Kind::In, {keys[i]}});
    return conditions;
}

core::Status addDearDays(FindingTable& table, const query::EventSource& source,
                         std::stop_token stop) {
    const auto alerts =
        dailyAlerts({table.filter, Dimension::Feature, {}}, source, std::move(stop));
    if (!alerts)
        return alerts.error();
    table.leastExcess = alerts->leastExcess;
    for (const DailyAlert& alert : alerts->alerts) {
        std::vector<std::string> keys;
        if (alert.key)
            keys.push_back(*alert.key);
        Finding finding;
        finding.id = "day/" + sliceId({Dimension::Feature}, keys) + "/" + core::toText(alert.day);
        finding.kind = Finding::Kind::DearDays;
        finding.stake = alert.excess;
        finding.lever = leverFor(alert.spike);
        finding.days = alert;
        finding.drill = conditionsFor({Dimension::Feature}, keys);
        finding.range = alert.range;
        table.findings.push_back(std::move(finding));
    }
    return {};
}

core::Status addDrifts(FindingTable& table, const query::EventSource& source,
                       std::stop_token stop) {
    const auto drifts = costDrift({table.filter}, source, std::move(stop));
    if (!drifts)
        return drifts.error();
    for (const CostDrift& drift : drifts->drifts) {
        if (!drift.isRise())
            continue;
        Finding finding;
        finding.id =
            "drift/" + sliceId(drifts->query.by, drift.keys) + "/" + core::toText(drift.since);
        finding.kind = Finding::Kind::Drift;
        finding.stake = drift.excess;
        finding.lever = Lever::Route;
        finding.drift = drift;
        finding.drill = conditionsFor(drifts->query.by, drift.keys);
        finding.range = drift.range;
        table.findings.push_back(std::move(finding));
    }
    return {};
}

core::Status addOutliers(FindingTable& table, const query::EventSource& source,
                         std::stop_token stop) {
    OutlierQuery query;
    query.filter = table.filter;
    query.most = kMostOutliers;
    const auto outliers = outliersBy(query, source, std::move(stop));
    if (!outliers)
        return outliers.error();
    table.leastOutlier = outliers->leastExcess;
    struct Group {
        OutlierGroup group;
        MoneySum excess;
        std::array<MoneySum, stats::kUnitDrivers> byDriver;
    };
    std::map<std::string, Group> groups;
    for (const Outlier& row : outliers->rows) {
        Group& own = groups[row.keys.front()];
        own.group.feature = row.keys.front();
        ++own.group.requests;
        own.group.cost += row.cost;
        own.excess += row.excess();
        for (const DriverPart& part : row.drivers)
            own.byDriver[std::size_t(part.driver)] += part.amount;
    }
    for (auto& [feature, own] : groups) {
        const auto largest = std::max_element(own.byDriver.begin(), own.byDriver.end());
        if (*largest > MoneySum())
            own.group.driver = UnitDriver(largest - own.byDriver.begin());
        Finding finding;
        finding.id = "outliers/" + sliceId({Dimension::Feature}, {feature});
        finding.kind = Finding::Kind::Outliers;
        finding.stake = own.excess;
        finding.lever = leverFor(own.group.driver);
        finding.outliers = own.group;
        finding.drill = conditionsFor({Dimension::Feature}, {feature});
        table.findings.push_back(std::move(finding));
    }
    return {};
}

void addDecisions(FindingTable& table, std::span<const core::DecisionFact> decisions) {
    for (const core::DecisionFact& decision : decisions) {
        const auto found =
            std::find_if(table.findings.begin(), table.findings.end(),
                         [&](const Finding& finding) { return finding.id == decision.finding; });
        if (found == table.findings.end())
            table.elsewhere.push_back(decision);
        else
            found->decision = decision;
    }
}

} // namespace

std::string_view nameOf(Lever lever) {
    constexpr std::array<std::string_view, 7> names{"cap",   "compress",    "route",       "cache",
                                                    "limit", "fix_version", "pre_validate"};
    return names[std::size_t(lever)];
}

core::Result<FindingTable> findings(const query::Filter& filter, const query::EventSource& source,
                                    std::span<const core::DecisionFact> decisions,
                                    std::stop_token stop) {
    FindingTable table;
    table.filter = filter;
    for (const auto& add : {addDearDays, addDrifts, addOutliers})
        if (const core::Status status = add(table, source, stop); !status)
            return status.error();
    std::stable_sort(table.findings.begin(), table.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.stake > b.stake; });
    addDecisions(table, decisions);
    return table;
}

} // namespace ms::analysis
