// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/version_changes.h"

#include "models/analysis/arm_scan.h"
#include "models/analysis/averages.h"

#include <algorithm>
#include <map>

namespace ms::analysis {

using core::Day;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::int32_t kWeeks = 28;
constexpr std::uint64_t kSeed = 20260513;

using ByDay = std::map<std::int32_t, std::int64_t>; // requests
using Versions = std::map<std::string, ByDay>;

core::Result<std::map<std::string, Versions>>
versionDays(const query::Filter& filter, const query::EventSource& source, std::stop_token stop) {
    const auto table =
        source.groups({{Dimension::Feature, Dimension::PromptVersion, Dimension::Day},
                       {Measure::FirstAttempts},
                       filter},
                      std::move(stop));
    if (!table)
        return table.error();
    std::map<std::string, Versions> features;
    for (const query::GroupRow& row : table->rows)
        if (const auto day = core::parseDay(row.keys[2]);
            day && !row.keys[1].empty() && row.values[0] > 0)
            features[row.keys[0]][row.keys[1]][day->number] += std::int64_t(row.values[0]);
    return features;
}

std::int64_t requestsIn(const ByDay& days, std::int32_t from, std::int32_t end) {
    std::int64_t requests = 0;
    for (auto day = days.lower_bound(from); day != days.end() && day->first < end; ++day)
        requests += day->second;
    return requests;
}

/// The version of the feature that had most requests in the four weeks before; else the last one
/// that was new before; none for the first version.
std::optional<std::string> versionBefore(const Versions& versions, const std::string& name) {
    const std::int32_t first = versions.at(name).begin()->first;
    std::optional<std::string> before;
    std::pair<std::int64_t, std::int32_t> most{0, INT32_MIN};
    for (const auto& [other, days] : versions) {
        if (other == name || days.begin()->first >= first)
            continue;
        const std::pair rank{requestsIn(days, first - kWeeks, first), days.begin()->first};
        if (!before || rank > most) {
            before = other;
            most = rank;
        }
    }
    return before;
}

/// Requests of the feature in a month, at the rate of its last four weeks.
std::optional<double> requestsPerMonth(const Versions& versions) {
    std::int32_t first = INT32_MAX, last = INT32_MIN;
    for (const auto& [name, days] : versions) {
        first = std::min(first, days.begin()->first);
        last = std::max(last, days.rbegin()->first);
    }
    if (last < first)
        return {};
    const std::int32_t from = std::max(first, last - kWeeks + 1);
    std::int64_t requests = 0;
    for (const auto& [name, days] : versions)
        requests += requestsIn(days, from, last + 1);
    return stats::perMonth(requests, last - from + 1);
}

struct Arms {
    std::size_t a;
    std::size_t b;
};

void compare(VersionChange& change, const ArmScan& scan, const Arms& arms,
             std::optional<double> requests) {
    const auto effectOf = [&](ArmMetric metric) {
        return stats::armEffect({scan.totalsOf(arms.a, metric), scan.totalsOf(arms.b, metric)},
                                stats::kUsualAlpha, kSeed);
    };
    change.a = scan.sumsOf(arms.a);
    change.b = scan.sumsOf(arms.b);
    change.costPerRequest = effectOf(ArmMetric::CostPerRequest);
    change.costPerSuccess = effectOf(ArmMetric::CostPerSuccess);
    change.successRate = effectOf(ArmMetric::SuccessRate);
    if (change.a[ArmSum::Successful] > 0 && change.b[ArmSum::Successful] > 0)
        change.judgedBy = ArmMetric::CostPerSuccess;
    const ArmSum per = factsOf(change.judgedBy).denominator;
    const auto perRequest = shareOf(change.a[per] + change.b[per],
                                    change.a[ArmSum::Requests] + change.b[ArmSum::Requests]);
    if (!requests || !perRequest)
        return;
    const auto gain = stats::gainOf(change.judged().difference, *requests * *perRequest);
    if (!gain)
        return;
    change.marginPerMonth = gain->value;
    change.marginInterval = gain->interval;
}

} // namespace

core::Result<VersionChanges> versionChanges(const query::Filter& filter,
                                            const query::EventSource& source,
                                            std::stop_token stop) {
    const auto features = versionDays(filter, source, stop);
    if (!features)
        return features.error();
    ArmScanQuery ask;
    ask.arm = {Dimension::Feature, Dimension::PromptVersion};
    ask.parts = {{filter}};
    const auto scan = scanArms(ask, source, stop);
    if (!scan)
        return scan.error();
    const auto armOf = [&](const std::string& feature, const std::string& version) {
        const auto found = std::find(scan->arms.begin(), scan->arms.end(),
                                     std::vector<std::string>{feature, version});
        return std::size_t(found - scan->arms.begin());
    };
    VersionChanges all{filter, {}, features->size()};
    for (const auto& [feature, versions] : *features) {
        const auto requests = requestsPerMonth(versions);
        for (const auto& [version, days] : versions) {
            const auto before = versionBefore(versions, version);
            if (!before)
                continue;
            VersionChange& change = all.changes.emplace_back();
            change.feature = feature;
            change.version = version;
            change.before = *before;
            change.day = Day{days.begin()->first};
            compare(change, *scan, {armOf(feature, *before), armOf(feature, version)}, requests);
        }
    }
    std::stable_sort(all.changes.begin(), all.changes.end(),
                     [](const VersionChange& x, const VersionChange& y) {
                         if (x.marginPerMonth.has_value() != y.marginPerMonth.has_value())
                             return x.marginPerMonth.has_value();
                         return x.marginPerMonth < y.marginPerMonth;
                     });
    return all;
}

} // namespace ms::analysis
