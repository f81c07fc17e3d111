// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/token_drift.h"

#include "models/analysis/largest_change.h"
#include "models/analysis/watched_weeks.h"
#include "models/stats/distribution_drift.h"

#include <array>
#include <map>
#include <optional>

namespace ms::analysis {

using core::Day;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::int32_t kWeek = 7;
constexpr std::array kSides{TokenSide::Prompt, TokenSide::Output};

using Lengths = std::vector<double>; // of requests, in tokens

struct Week {
    std::array<Lengths, kSides.size()> lengths;
    Int128 cost = 0; // in picos
    std::size_t requests() const { return lengths.front().size(); }
};
using Weeks = std::map<std::int32_t, Week>; // by the number of the Monday
using Slices = std::map<std::vector<std::string>, Weeks>;

core::Result<Slices> slicesOf(TokenDriftTable& table, const query::EventSource& source,
                              std::stop_token stop) {
    query::EntityQuery ask;
    ask.by = table.query.by;
    ask.by.push_back(Dimension::Day);
    ask.measures = {Measure::InputTokens,
                    Measure::CacheReadTokens,
                    Measure::CacheWriteTokens,
                    Measure::OutputTokens,
                    Measure::Cost,
                    Measure::UsageUnknown};
    ask.filter =
        withDaysBefore(table.query.filter, kWeek * (kReferenceWeeks + 1), source.lens().zone);
    const auto requests = source.entities(ask, std::move(stop));
    if (!requests)
        return requests.error();
    Slices slices;
    std::vector<Week*> weekOf; // by group; null: of unknown time
    for (const std::vector<std::string>& keys : requests->groups) {
        const auto day = core::parseDay(keys.back());
        weekOf.push_back(
            day ? &slices[{keys.begin(), keys.end() - 1}][core::weekStartOf(*day).number]
                : nullptr);
    }
    const auto& values = requests->values;
    for (std::size_t i = 0; i < requests->size(); ++i) {
        Week* const week = weekOf[requests->groupOf[i]];
        if (values[5][i] > 0)
            ++table.unknown;
        if (!week || values[5][i] > 0)
            continue;
        week->lengths[0].push_back(double(values[0][i] + values[1][i] + values[2][i]));
        week->lengths[1].push_back(double(values[3][i]));
        week->cost += values[4][i];
    }
    return slices;
}

/// A week beside the four before it; nothing to compare where one of those has no requests.
struct Look {
    TokenDrift drift;
    double chance = 1; // that equal distributions differ as much
};

std::optional<Look> lookAt(const Weeks& weeks, std::int32_t monday, TokenSide side) {
    const Week& week = weeks.at(monday);
    if (week.requests() < TokenDriftTable::kLeastRequests)
        return std::nullopt;
    Lengths before;
    Int128 cost = 0;
    for (std::int32_t back = 1; back <= kReferenceWeeks; ++back) {
        const auto found = weeks.find(monday - back * kWeek);
        if (found == weeks.end() || found->second.requests() == 0)
            return std::nullopt;
        const Lengths& lengths = found->second.lengths[std::size_t(side)];
        before.insert(before.end(), lengths.begin(), lengths.end());
        cost += found->second.cost;
    }
    if (before.size() < TokenDriftTable::kLeastRequests)
        return std::nullopt;
    const Lengths& now = week.lengths[std::size_t(side)];
    const stats::DecileDrift compared = stats::decileDrift(before, now);
    Look look;
    look.drift.side = side;
    look.drift.week = {monday};
    look.drift.psi = compared.psi;
    look.drift.before = compared.meanBefore;
    look.drift.after = compared.meanAfter;
    look.drift.requests = std::int64_t(now.size());
    look.drift.excess =
        MoneySum::fromPicos(week.cost - cost * Int128(now.size()) / Int128(before.size()));
    look.chance = compared.chance;
    return look;
}

/// The weeks of one slice and side that were judged, in order.
struct Series {
    const std::vector<std::string>* keys;
    std::vector<Look> looks;
};

void tellDrifts(TokenDriftTable& table, const Series& series, const core::Zone& zone) {
    const double alpha = TokenDriftTable::kFalseAlarms / double(table.judged);
    std::vector<bool> isHigh;
    for (const Look& look : series.looks)
        isHigh.push_back(look.drift.psi >= TokenDriftTable::kLeastPsi && look.chance < alpha);
    const std::vector<bool> isTold = toldOnce(isHigh);
    for (std::size_t i = 0; i < series.looks.size(); ++i) {
        if (!isTold[i])
            continue;
        TokenDrift drift = series.looks[i].drift;
        drift.keys = *series.keys;
        drift.range = rangeOfDays(drift.week, {drift.week.number + kWeek - 1}, zone);
        table.drifts.push_back(std::move(drift));
    }
}

} // namespace

core::Result<TokenDriftTable> tokenDrift(const TokenDriftQuery& query,
                                         const query::EventSource& source, std::stop_token stop) {
    TokenDriftTable table;
    table.query = query;
    const auto slices = slicesOf(table, source, stop);
    if (!slices)
        return slices.error();
    table.slices = slices->size();
    const core::Zone& zone = source.lens().zone;
    std::vector<Series> all;
    for (const auto& [keys, weeks] : *slices)
        for (const TokenSide side : kSides) {
            if (stop.stop_requested())
                return core::Error{core::Error::Code::Cancelled, "The question was cancelled.", {}};
            Series series{&keys, {}};
            for (const auto& [monday, week] : weeks)
                if (isAsked(query.filter.range, {monday}, {monday + kWeek - 1}, zone))
                    if (auto look = lookAt(weeks, monday, side))
                        series.looks.push_back(std::move(*look));
            table.judged += series.looks.size();
            all.push_back(std::move(series));
        }
    for (const Series& series : all)
        tellDrifts(table, series, zone);
    sortByChange(table.drifts, [](const TokenDrift& drift) { return drift.excess; });
    return table;
}

} // namespace ms::analysis
