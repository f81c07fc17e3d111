// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_methods.h"

#include "models/analysis/arm_strata.h"

#include <algorithm>
#include <map>
#include <set>

namespace ms::analysis {

using core::Day;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::uint64_t kSeed = 20260514; // of permutations
constexpr std::int32_t kDaysBefore = 28;

core::Error cancelled() {
    return {core::Error::Code::Cancelled, "The question was cancelled.", {}};
}

std::vector<ArmMetric> metricsOf(const ArmQuery& query) {
    std::vector<ArmMetric> metrics;
    for (const ArmMetric metric : query.metrics)
        if (!factsOf(metric).quantile)
            metrics.push_back(metric);
    if (metrics.empty())
        metrics = {ArmMetric::CostPerRequest, ArmMetric::CostPerSuccess, ArmMetric::SuccessRate};
    return metrics;
}

/// When the second arm had its first request, and from when on both can be compared.
core::Result<std::optional<Day>>
secondArmsDay(const ArmQuery& query, const query::EventSource& source, std::stop_token stop) {
    query::GroupQuery ask{
        {query.dimension, Dimension::Day}, {Measure::FirstAttempts}, query.filter};
    ask.filter.range = {};
    const auto table = source.groups(ask, std::move(stop));
    if (!table)
        return table.error();
    std::map<std::string, Day> firstDay;
    for (const query::GroupRow& row : table->rows) {
        const auto day = core::parseDay(row.keys[1]);
        const bool isArm =
            std::find(query.arms.begin(), query.arms.end(), row.keys[0]) != query.arms.end();
        if (!day || !isArm || row.values[0] == 0)
            continue;
        const auto [first, isNew] = firstDay.emplace(row.keys[0], *day);
        if (!isNew)
            first->second = std::min(first->second, *day);
    }
    std::vector<Day> days;
    for (const auto& [arm, day] : firstDay)
        days.push_back(day);
    std::sort(days.begin(), days.end());
    return days.size() < 2 ? std::optional<Day>{} : std::optional(days[1]);
}

/// What is asked of the time before, and of the time since, so that nothing is in both.
struct Windows {
    ArmMethods::PrePeriod before;
    ArmQuery since;
};

core::Result<std::optional<Windows>>
windowsOf(const ArmQuery& query, const query::EventSource& source, std::stop_token stop) {
    const core::Zone& zone = source.lens().zone;
    Windows windows{{}, query};
    std::optional<core::Instant> start;
    if (query.periods) {
        start = query.periods->before.from;
    } else {
        const auto day = secondArmsDay(query, source, std::move(stop));
        if (!day)
            return day.error();
        if (!*day)
            return std::optional<Windows>{};
        windows.before.first = **day;
        start = zone.startOf(**day);
        core::TimeRange& range = windows.since.filter.range;
        range.from = range.from ? std::max(*range.from, *start) : *start;
        if (range.to && *range.to <= *range.from)
            return std::optional<Windows>{};
    }
    const Day last = zone.dayOf(*start);
    windows.before.range = {zone.startOf(Day{last.number - kDaysBefore}), *start};
    return std::optional(std::move(windows));
}

/// Every version's requests of the time before, all one arm.
ArmScanQuery beforeQueryOf(const ArmQuery& query, const core::TimeRange& range) {
    ArmScanQuery ask;
    ask.cluster = query.cluster;
    ask.hasLatency = true;
    ask.parts = {{query.filter, "earlier"}};
    query::Filter& filter = ask.parts[0].filter;
    filter.range = range;
    std::erase_if(filter.conditions, [&](const query::Condition& condition) {
        return !query.periods && condition.dimension == query.dimension;
    });
    return ask;
}

/// Both windows as they were scanned.
struct PrePeriodScans {
    ArmScan before;
    ArmScan since;
    /// Totals of the time before, by the cluster numbers of the time since.
    std::vector<stats::ClusterTotals> totalsBefore(ArmMetric metric) const {
        std::map<std::string, std::uint32_t> numbers;
        for (std::uint32_t i = 0; i < since.clusters.size(); ++i)
            numbers.emplace(since.clusters[i], i);
        std::vector<stats::ClusterTotals> totals(since.clusters.size());
        for (const stats::StratumTotals& one : before.totalsOf(0, metric)) {
            const auto known = numbers.find(before.clusters[one.cluster]);
            if (known == numbers.end())
                continue;
            totals[known->second].numerator += one.numerator;
            totals[known->second].denominator += one.denominator;
        }
        return totals;
    }
};

core::Result<std::optional<PrePeriodScans>>
scanPrePeriod(ArmMethods& methods, const query::EventSource& source, std::stop_token stop) {
    const auto windows = windowsOf(methods.query, source, stop);
    if (!windows)
        return windows.error();
    if (!*windows)
        return std::optional<PrePeriodScans>{};
    auto before = scanArms(beforeQueryOf(methods.query, (*windows)->before.range), source, stop);
    if (!before)
        return before.error();
    if (before->cells.empty())
        return std::optional<PrePeriodScans>{};
    auto since = scanArms(scanQueryOf((*windows)->since, {}, false), source, stop);
    if (!since)
        return since.error();
    methods.prePeriod = (*windows)->before;
    methods.prePeriod->requests = std::int64_t(before->sumsOf(0)[ArmSum::Requests]);
    return std::optional(PrePeriodScans{*std::move(before), *std::move(since)});
}

/// Strata as a table: the first kind in rows, the others together in columns.
struct StrataTable {
    std::vector<std::uint32_t> cellOf; // by stratum of the scan
    std::size_t rows = 0;
    std::size_t columns = 0;
    StrataTable() = default; // there are no columns
    explicit StrataTable(const ArmScan& scan) {
        std::map<std::string, std::size_t> rowOf;
        std::map<std::vector<std::string>, std::size_t> columnOf;
        std::vector<std::pair<std::size_t, std::size_t>> places;
        for (const std::vector<std::string>& keys : scan.strata)
            places.emplace_back(rowOf.emplace(keys.front(), rowOf.size()).first->second,
                                columnOf
                                    .emplace(std::vector<std::string>(keys.begin() + 1, keys.end()),
                                             columnOf.size())
                                    .first->second);
        rows = rowOf.size();
        columns = columnOf.size();
        for (const auto& [row, column] : places)
            cellOf.push_back(std::uint32_t(row * columns + column));
    }
};

bool hasStrata(const ArmQuery& query) {
    return !query.strata.empty() || query.hasLengthBands;
}

std::size_t kindsOfStrata(const ArmQuery& query) {
    return query.strata.size() + (query.hasLengthBands ? 1 : 0);
}

/// Strata that the first arm or the baseline has nothing of, but not both.
std::size_t emptyCellsOf(const ArmScan& scan) {
    std::set<std::uint32_t> inA, inB;
    for (const ArmCell& cell : scan.cells)
        if (cell.arm < 2 && cell.sums[ArmSum::Requests] > 0)
            (cell.arm == 0 ? inA : inB).insert(cell.stratum);
    std::vector<std::uint32_t> apart;
    std::set_symmetric_difference(inA.begin(), inA.end(), inB.begin(), inB.end(),
                                  std::back_inserter(apart));
    return apart.size();
}

void nameMerged(ArmMethods& methods, const ArmScan& scan, const MergedArms& merged) {
    methods.emptyCells = emptyCellsOf(scan);
    std::set<std::uint32_t> seen; // strata with requests of the two arms
    for (const ArmCell& cell : scan.cells)
        if (cell.arm < 2)
            seen.insert(cell.stratum);
    std::vector<std::vector<std::vector<std::string>>> groups(merged.groups);
    for (const std::uint32_t stratum : seen)
        groups[merged.groupOf[stratum]].push_back(scan.strata[stratum]);
    for (auto& group : groups)
        if (group.size() > 1)
            methods.merged.push_back(std::move(group));
}

/// Everything that is asked for once, and the differences of one arm and metric after the other.
class Methods {
public:
    Methods(ArmMethods& methods, const ArmScan& scan,
            const std::optional<PrePeriodScans>& prePeriod, const ArmProgress& progress,
            std::stop_token stop)
        : m_methods{methods}, m_scan{scan}, m_prePeriod{prePeriod},
          m_progress{progress}, m_stop{std::move(stop)} {
        if (kindsOfStrata(methods.query) > 1)
            m_table = StrataTable(scan);
    }

    core::Status addAll() {
        const std::vector<ArmMetric> metrics = metricsOf(m_methods.query);
        m_allDraws = m_methods.bootstrap.draws * metrics.size() * (m_scan.arms.size() - 1);
        for (std::size_t arm = 1; arm < m_scan.arms.size(); ++arm) {
            const MergedArms merged = mergedStrata(m_methods.query, m_scan, arm);
            if (arm == 1 && hasStrata(m_methods.query))
                nameMerged(m_methods, m_scan, merged);
            for (const ArmMetric metric : metrics) {
                if (m_stop.stop_requested())
                    return cancelled();
                if (!add(arm, metric, merged))
                    return cancelled();
            }
        }
        return {};
    }

private:
    using Totals = std::vector<stats::StratumTotals>;

    /// False: cancelled.
    bool add(std::size_t arm, ArmMetric metric, const MergedArms& merged) {
        const double alpha = m_methods.alpha;
        ArmMethods::Difference& one = m_methods.differences.emplace_back();
        one.arm = arm;
        one.metric = metric;
        const Totals a = m_scan.totalsOf(0, metric), b = m_scan.totalsOf(arm, metric);
        one.plain = stats::armEffect({a, b}, alpha, kSeed);
        one.winsorised = stats::compareWinsorised(a, b, alpha);
        const Totals inA = m_scan.totalsOf(0, metric, &merged.groupOf);
        const Totals inB = m_scan.totalsOf(arm, metric, &merged.groupOf);
        const stats::ArmPairTotals grouped{inA, inB, merged.groups};
        if (hasStrata(m_methods.query))
            one.standardised = stats::armEffect(grouped, alpha, kSeed);
        if (m_table.columns > 0)
            one.raked = stats::compareRaked(m_scan.totalsOf(0, metric, &m_table.cellOf),
                                            m_scan.totalsOf(arm, metric, &m_table.cellOf),
                                            m_table.rows, m_table.columns, alpha);
        if (m_prePeriod && arm < m_prePeriod->since.arms.size())
            one.before = stats::compareWithPrePeriod(m_prePeriod->since.totalsOf(0, metric),
                                                     m_prePeriod->since.totalsOf(arm, metric),
                                                     m_prePeriod->totalsBefore(metric), alpha);
        if (m_methods.bootstrap.draws > 0)
            one.bootstrap = drawn(grouped);
        return !one.bootstrap || !one.bootstrap->isCancelled;
    }

    stats::ArmBootstrap drawn(const stats::ArmPairTotals& totals) {
        const stats::ArmBootstrap bootstrap =
            stats::bootstrapArms(totals, m_methods.alpha, m_methods.bootstrap.seed,
                                 m_methods.bootstrap.draws, [this](std::uint64_t done) {
                                     if (m_progress)
                                         m_progress(m_doneDraws + done, m_allDraws);
                                     return !m_stop.stop_requested();
                                 });
        m_doneDraws += m_methods.bootstrap.draws;
        return bootstrap;
    }

    ArmMethods& m_methods;
    const ArmScan& m_scan;
    const std::optional<PrePeriodScans>& m_prePeriod;
    const ArmProgress& m_progress;
    std::stop_token m_stop;
    StrataTable m_table;
    std::uint64_t m_doneDraws = 0;
    std::uint64_t m_allDraws = 0;
};

} // namespace

core::Result<ArmMethods> armMethods(const ArmQuery& query, const ArmMethods::Bootstrap& bootstrap,
                                    const query::EventSource& source, const ArmProgress& progress,
                                    std::stop_token stop) {
    if (const core::Status status = checkArmQuery(query); !status)
        return status.error();
    const auto scan =
        scanArms(scanQueryOf(query, query.strata, query.hasLengthBands), source, stop);
    if (!scan)
        return scan.error();
    ArmMethods methods;
    methods.query = query;
    methods.bootstrap = bootstrap;
    methods.alpha = stats::alphaOfEach(armCount(query) - 1);
    const auto prePeriod = scanPrePeriod(methods, source, stop);
    if (!prePeriod)
        return prePeriod.error();
    if (const core::Status added =
            Methods(methods, *scan, *prePeriod, progress, std::move(stop)).addAll();
        !added)
        return added.error();
    return methods;
}

} // namespace ms::analysis
