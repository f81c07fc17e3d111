// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/level_changes.h"

#include "models/analysis/averages.h"
#include "models/stats/change_points.h"
#include "models/stats/cusum.h"
#include "models/stats/run_length.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::size_t kDaysWithPattern = 28;
constexpr std::size_t kShortestWithPattern = 7;
constexpr std::size_t kYoungDays = 2; // of a run below 3 (METHODS 3.6); 0 is a change right after
constexpr std::array kMovers{Dimension::Feature, Dimension::Tenant, Dimension::User,
                             Dimension::Model, Dimension::PromptVersion};
core::Result<std::vector<DailyCost>>
daysOf(const query::Filter& filter, const query::EventSource& source, std::stop_token stop) {
    const auto table = source.groups({{Dimension::Day}, {Measure::Cost, Measure::Requests}, filter},
                                     std::move(stop));
    if (!table)
        return table.error();
    std::vector<DailyCost> days;
    for (const query::GroupRow& row : table->rows) {
        const auto day = core::parseDay(row.keys.front());
        if (!day)
            continue; // of unknown time
        while (!days.empty() && days.back().day.number + 1 < day->number)
            days.push_back({{days.back().day.number + 1}, {}, 0, 0});
        days.push_back({*day, MoneySum::fromPicos(row.values[0]), std::int64_t(row.values[1]), 0});
    }
    return days;
}

/// The numbers that levels are looked for in, and the day of each.
struct Numbers {
    std::vector<double> values;
    std::vector<std::size_t> dayOf;
};

Numbers numbersOf(const std::vector<DailyCost>& days, DailyMetric metric) {
    Numbers numbers;
    for (std::size_t d = 0; d < days.size(); ++d) {
        if (metric == DailyMetric::Cost) {
            numbers.values.push_back(inUnits(days[d].cost));
        } else {
            const bool isKnown = days[d].requests > 0 && days[d].cost > MoneySum();
            if (!isKnown && numbers.values.empty())
                continue;
            // A day without a figure is like the one before, so that weekdays stay in step.
            numbers.values.push_back(
                isKnown ? std::log(*shareOf(days[d].cost.picos(),
                                            days[d].requests * core::kPicosPerUnit))
                        : numbers.values.back());
        }
        numbers.dayOf.push_back(d);
    }
    return numbers;
}

/// Whole days, but for those that the question cuts.
core::TimeRange within(const core::TimeRange& asked, core::TimeRange days) {
    if (asked.from && *asked.from > *days.from)
        days.from = asked.from;
    if (asked.to && *asked.to < *days.to)
        days.to = asked.to;
    return days;
}

/// What the last four weeks before `begin` make of the values from there on.
SecondLook lookAt(const LevelChangeTable& table, const Numbers& numbers, std::size_t oldBegin,
                  std::size_t begin) {
    const std::span<const double> all(numbers.values);
    const std::size_t learned = std::min(begin - oldBegin, kDaysWithPattern);
    const auto old = all.subspan(begin - learned, learned);
    SecondLook look;
    const stats::CusumBaseline baseline = stats::cusumDesign(old);
    if (!baseline.design)
        return look;
    const stats::Cusum sums = stats::cusum(all.subspan(begin), *baseline.design);
    std::optional<std::size_t> signal = sums.firstHighSignal;
    if (sums.firstLowSignal && (!signal || *sums.firstLowSignal < *signal))
        signal = sums.firstLowSignal;
    if (signal)
        look.cusum = table.days[numbers.dayOf[begin + *signal - 1]].day;
    const double sigma = baseline.design->slack * 2; // k is half of it
    stats::RunLengthPrior prior;
    prior.mean = baseline.design->target;
    prior.scale = sigma * sigma;
    const std::size_t seen = std::min(begin + kYoungDays, all.size());
    look.probability =
        stats::runLengths(all.subspan(begin - learned, seen - (begin - learned)), prior)
            .recentChange.back();
    return look;
}

void findLevels(LevelChangeTable& table, const core::Zone& zone) {
    if (table.days.empty())
        return;
    Numbers numbers = numbersOf(table.days, table.query.metric);
    stats::ChangePointOptions options;
    if (numbers.values.size() >= kDaysWithPattern) {
        numbers.values = stats::withoutPhasePattern(numbers.values);
        options.shortestSegment = kShortestWithPattern;
    }
    std::vector<std::size_t> points = stats::changePoints(numbers.values, options).points;
    points.insert(points.begin(), 0);
    std::vector<std::size_t> begins{0};
    for (std::size_t l = 1; l < points.size(); ++l)
        begins.push_back(numbers.dayOf[points[l]]);
    for (std::size_t l = 0; l < begins.size(); ++l) {
        const std::size_t end = l + 1 < begins.size() ? begins[l + 1] : table.days.size();
        const core::Day first = table.days[begins[l]].day;
        const auto days = std::int32_t(end - begins[l]);
        const core::TimeRange whole{zone.startOf(first), zone.startOf({first.number + days})};
        Level level{first, days, within(table.query.filter.range, whole), {}, 0, {}};
        if (l > 0)
            level.look = lookAt(table, numbers, points[l - 1], points[l]);
        for (std::size_t d = begins[l]; d < end; ++d) {
            table.days[d].level = l;
            level.cost += table.days[d].cost;
            level.requests += table.days[d].requests;
        }
        table.levels.push_back(level);
    }
}

/// The events of a level.
query::Filter filterOf(const Level& level, const query::Filter& filter) {
    query::Filter narrowed = filter;
    narrowed.range = level.range;
    return narrowed;
}

/// Sums of a slice at the old and the new level.
struct Both {
    ChangeSums before;
    ChangeSums after;
};
using Slices = std::map<std::string, Both>;

/// Looks at one change from all sides.
class ChangeReader {
public:
    ChangeReader(const LevelChangeTable& table, std::size_t level, const query::EventSource& source,
                 std::stop_token stop)
        : m_old{table.levels[level - 1]}, m_new{table.levels[level]},
          m_oldFilter{filterOf(m_old, table.query.filter)}, m_newFilter{filterOf(
                                                                m_new, table.query.filter)},
          m_isByDay{table.query.metric == DailyMetric::Cost}, m_source{source}, m_stop{std::move(
                                                                                    stop)} {}

    core::Result<Slices> by(std::vector<Dimension> dimensions) const {
        Slices slices;
        for (const bool isNew : {false, true}) {
            const auto table = m_source.groups(
                {dimensions, ChangeSums::measures(), isNew ? m_newFilter : m_oldFilter}, m_stop);
            if (!table)
                return table.error();
            for (const query::GroupRow& row : table->rows) {
                Both& both = slices[row.keys.empty() ? std::string() : row.keys.front()];
                (isNew ? both.after : both.before) = ChangeSums::of(row.values);
            }
        }
        return slices;
    }
    /// Of the cost a day, or of the part of it in the cost of any request.
    MoneySum changeOf(const Both& both) const {
        const auto mean = [this](Int128 picos, const Level& level) {
            const Int128 count = m_isByDay ? Int128(level.days) : Int128(level.requests);
            return averageOf(MoneySum::fromPicos(picos), count).value_or(MoneySum());
        };
        return mean(both.after.cost, m_new) - mean(both.before.cost, m_old);
    }
    /// How many times as many requests a day as before; without any before, endlessly many.
    double burstOf(const Both& both) const {
        const auto before = shareOf(both.before.requests, Int128(m_old.days)).value_or(0);
        const auto after = shareOf(both.after.requests, Int128(m_new.days)).value_or(0);
        return before > 0 ? after / before : HUGE_VAL;
    }
    /// Of the cost a day, or of that of one request.
    stats::CostFactors factors(const ChangeSums& sums, std::int32_t days) const {
        return sums.factors(m_isByDay ? Int128(days) : sums.requests);
    }
    const Level& oldLevel() const { return m_old; }
    const Level& newLevel() const { return m_new; }

private:
    const Level& m_old;
    const Level& m_new;
    query::Filter m_oldFilter;
    query::Filter m_newFilter;
    bool m_isByDay;
    const query::EventSource& m_source;
    std::stop_token m_stop;
};

/// The slice that moved most the way the whole did.
Mover moverOf(Dimension dimension, const Slices& slices, MoneySum change,
              const ChangeReader& reader) {
    Mover mover{dimension, {}, {}, {}, slices.size() == 1};
    for (const auto& [key, both] : slices) {
        const MoneySum own = reader.changeOf(both);
        const bool isMore = change < MoneySum() ? own < mover.change : own > mover.change;
        if (isMore) {
            mover.key = key;
            mover.change = own;
        }
    }
    mover.share = shareOf(mover.change, change);
    return mover;
}

void noteBurst(stats::SpikeSigns& signs, const Mover& mover, const Slices& slices,
               const ChangeReader& reader) {
    if (mover.key.empty() || mover.share.value_or(0) <= signs.topPrincipalShare)
        return;
    signs.topPrincipalShare = *mover.share;
    signs.burstRatio = reader.burstOf(slices.at(mover.key));
}

core::Result<LevelChange> changeAt(const LevelChangeTable& table, std::size_t level,
                                   const query::EventSource& source, std::stop_token stop) {
    const ChangeReader reader(table, level, source, std::move(stop));
    LevelChange change;
    change.level = level;
    const auto all = reader.by({});
    if (!all)
        return all.error();
    const Both whole = all->empty() ? Both{} : all->begin()->second;
    const MoneySum delta = reader.changeOf(whole);
    stats::SpikeSigns signs;
    signs.baseline = reader.factors(whole.before, reader.oldLevel().days);
    signs.window = reader.factors(whole.after, reader.newLevel().days);
    for (const Dimension dimension : kMovers) {
        const auto slices = reader.by({dimension});
        if (!slices)
            return slices.error();
        change.movers.push_back(moverOf(dimension, *slices, delta, reader));
        if (dimension == Dimension::Tenant || dimension == Dimension::User)
            noteBurst(signs, change.movers.back(), *slices, reader);
        if (dimension != Dimension::PromptVersion)
            continue;
        MoneySum fresh; // of versions that the old level does not know
        for (const auto& [key, both] : *slices)
            if (!key.empty() && both.before.attempts == 0)
                fresh += reader.changeOf(both);
        signs.newVersionShare = shareOf(fresh, delta).value_or(0);
    }
    const auto statuses = reader.by({Dimension::Status});
    if (!statuses)
        return statuses.error();
    const auto success = statuses->find("success");
    if (success != statuses->end())
        signs.successRateDrop =
            shareOf(success->second.before.attempts, whole.before.attempts).value_or(0) -
            shareOf(success->second.after.attempts, whole.after.attempts).value_or(0);
    change.spike = stats::classifySpike(signs);
    return change;
}

} // namespace

std::optional<DailyMetric> dailyMetricNamed(std::string_view name) {
    if (name == "cost")
        return DailyMetric::Cost;
    return name == "cost-per-request" ? std::optional(DailyMetric::CostPerRequest) : std::nullopt;
}

std::optional<MoneySum> Level::mean(DailyMetric metric) const {
    return averageOf(cost, metric == DailyMetric::Cost ? Int128(days) : Int128(requests));
}

core::Result<LevelChangeTable> levelChanges(const LevelChangeQuery& query,
                                            const query::EventSource& source,
                                            std::stop_token stop) {
    LevelChangeTable table;
    table.query = query;
    auto days = daysOf(query.filter, source, stop);
    if (!days)
        return days.error();
    table.days = *std::move(days);
    findLevels(table, source.lens().zone);
    for (std::size_t level = 1; level < table.levels.size(); ++level) {
        auto change = changeAt(table, level, source, stop);
        if (!change)
            return change.error();
        table.changes.push_back(*std::move(change));
    }
    return table;
}

} // namespace ms::analysis
