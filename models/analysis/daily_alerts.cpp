// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/daily_alerts.h"

#include "models/analysis/alert_causes.h"
#include "models/analysis/averages.h"
#include "models/analysis/watched_weeks.h"
#include "models/stats/daily_alert.h"

#include <algorithm>
#include <map>

namespace ms::analysis {

using core::Day;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::int32_t kWeek = 7;
constexpr std::int32_t kWeeksBefore = 8;
constexpr std::size_t kLeastWeeks = 4;

/// What one value of the dimension costs day by day.
struct Series {
    std::optional<std::string> key;
    std::vector<MoneySum> costs; // from the first day of the record on
    std::size_t begin = 0;       // its own first day with a cost
};

struct Record {
    Day first;
    std::size_t days = 0;
    std::vector<Series> series; // all together first
    Day dayAt(std::size_t index) const { return {first.number + std::int32_t(index)}; }
};

core::Result<Record> readRecord(const DailyAlertQuery& query, const query::EventSource& source,
                                std::stop_token stop) {
    const auto table =
        source.groups({{query.by, Dimension::Day},
                       {Measure::Cost},
                       withDaysBefore(query.filter, kWeek * kWeeksBefore, source.lens().zone)},
                      std::move(stop));
    if (!table)
        return table.error();
    struct Entry {
        const query::GroupRow* row;
        Day day;
    };
    std::vector<Entry> entries;
    for (const query::GroupRow& row : table->rows)
        if (const auto day = core::parseDay(row.keys[1])) // else of unknown time
            entries.push_back({&row, *day});
    Record record;
    if (entries.empty())
        return record;
    const auto [first, last] =
        std::minmax_element(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
            return a.day.number < b.day.number;
        });
    record.first = first->day;
    record.days = std::size_t(last->day.number - first->day.number) + 1;
    Series all{{}, std::vector<MoneySum>(record.days), 0};
    std::map<std::string, Series> byKey;
    for (const Entry& entry : entries) {
        const auto day = std::size_t(entry.day.number - record.first.number);
        Series& own = byKey[entry.row->keys[0]];
        if (own.costs.empty())
            own = {entry.row->keys[0], std::vector<MoneySum>(record.days), day};
        own.begin = std::min(own.begin, day);
        const MoneySum cost = MoneySum::fromPicos(entry.row->values[0]);
        own.costs[day] += cost;
        all.costs[day] += cost;
    }
    record.series.push_back(std::move(all));
    for (auto& [key, series] : byKey)
        record.series.push_back(std::move(series));
    return record;
}

/// The same weekday of the weeks before, as far as the series reaches.
std::vector<double> weeksBefore(const Series& series, std::size_t day) {
    std::vector<double> costs;
    for (std::int32_t week = 1; week <= kWeeksBefore; ++week) {
        const std::size_t back = std::size_t(week * kWeek);
        if (back <= day && day - back >= series.begin)
            costs.push_back(inUnits(series.costs[day - back]));
    }
    return costs.size() >= kLeastWeeks ? costs : std::vector<double>();
}

std::vector<stats::DailyReading> readingsOf(const Series& series,
                                            const stats::DailyLimits& limits) {
    std::vector<stats::DailyReading> readings;
    for (std::size_t day = 0; day < series.costs.size(); ++day)
        readings.push_back(
            stats::readDailyTotal(inUnits(series.costs[day]), weeksBefore(series, day), limits));
    return readings;
}

/// The high days about `raised`: from the first of the three that raised it, until two days in a
/// row are normal.
void findExtent(DailyAlert& alert, const Record& record, const Series& series,
                const std::vector<stats::DailyReading>& readings, std::size_t raised) {
    std::size_t first = raised;
    for (std::size_t back = 1; back < 3 && back <= raised; ++back)
        if (readings[raised - back].isHigh)
            first = raised - back;
    std::size_t normal = 0;
    for (std::size_t day = first; day < readings.size() && normal < 2; ++day) {
        normal = readings[day].isHigh ? 0 : normal + 1;
        if (!readings[day].isHigh)
            continue;
        alert.last = record.dayAt(day);
        ++alert.highDays;
        alert.excess += series.costs[day] - inMoney(*readings[day].usual);
    }
    alert.first = record.dayAt(first);
}

void raiseAlerts(DailyAlertTable& table, const Record& record, const Series& series,
                 const core::Zone& zone) {
    stats::DailyLimits limits;
    limits.moneyThreshold = inUnits(table.leastExcess);
    const std::vector<stats::DailyReading> readings = readingsOf(series, limits);
    const std::vector<stats::DayAlert> alerts = stats::dailyAlerts(readings);
    ++table.series;
    for (std::size_t day = 0; day < readings.size(); ++day) {
        if (!isAsked(table.query.filter.range, record.dayAt(day), record.dayAt(day), zone))
            continue;
        table.seriesDays += readings[day].usual ? 1 : 0;
        if (alerts[day] != stats::DayAlert::Raised)
            continue;
        DailyAlert alert;
        alert.key = series.key;
        alert.day = record.dayAt(day);
        alert.cost = series.costs[day];
        alert.usual = inMoney(*readings[day].usual);
        alert.score = readings[day].score;
        findExtent(alert, record, series, readings, day);
        alert.range = {zone.startOf(alert.first), zone.startOf({alert.last.number + 1})};
        table.alerts.push_back(std::move(alert));
    }
    if (series.key)
        return;
    for (std::size_t day = 0; day < readings.size(); ++day) {
        const Day own = record.dayAt(day);
        if (!isAsked(table.query.filter.range, own, own, zone))
            continue;
        const auto usual =
            readings[day].usual ? std::optional(inMoney(*readings[day].usual)) : std::nullopt;
        const bool isAlerted =
            std::any_of(table.alerts.begin(), table.alerts.end(), [&](const DailyAlert& alert) {
                return alert.first.number <= own.number && own.number <= alert.last.number &&
                       readings[day].isHigh;
            });
        table.days.push_back({own, series.costs[day], usual, isAlerted});
    }
}

/// A hundredth of what a day costs on average.
MoneySum leastExcessOf(const DailyAlertQuery& query, const Record& record, const core::Zone& zone) {
    if (query.leastExcess || record.series.empty())
        return query.leastExcess.value_or(MoneySum());
    MoneySum cost;
    std::int64_t days = 0;
    for (std::size_t day = 0; day < record.days; ++day)
        if (isAsked(query.filter.range, record.dayAt(day), record.dayAt(day), zone)) {
            cost += record.series.front().costs[day];
            ++days;
        }
    return averageOf(cost, Int128(days) * 100).value_or(MoneySum());
}

} // namespace

core::Result<DailyAlertTable> dailyAlerts(const DailyAlertQuery& query,
                                          const query::EventSource& source, std::stop_token stop) {
    const auto record = readRecord(query, source, stop);
    if (!record)
        return record.error();
    const core::Zone& zone = source.lens().zone;
    DailyAlertTable table;
    table.query = query;
    table.leastExcess = leastExcessOf(query, *record, zone);
    for (const Series& series : record->series)
        raiseAlerts(table, *record, series, zone);
    std::stable_sort(table.alerts.begin(), table.alerts.end(),
                     [](const DailyAlert& a, const DailyAlert& b) { return a.excess > b.excess; });
    for (DailyAlert& alert : table.alerts)
        if (const auto explained = explainAlert(alert, query, source, stop); !explained)
            return explained.error();
    return table;
}

} // namespace ms::analysis
