// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/alert_causes.h"

#include "models/analysis/averages.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace ms::analysis {

using core::Day;
using core::Int128;
using core::MoneySum;
using query::Dimension;

namespace {

constexpr std::array kMovers{Dimension::Endpoint, Dimension::Tenant, Dimension::User,
                             Dimension::Model, Dimension::PromptVersion};
constexpr std::size_t kWeeks = 4;

/// Sums of one value of a dimension.
struct Slice {
    ChangeSums window;                       // on the day of the alert
    std::array<ChangeSums, kWeeks> baseline; // on the same weekday, week by week before
    bool isNew = true;                       // not seen before the alert began
};
using Slices = std::map<std::string, Slice>;

/// The median of one number of the baseline weeks.
template <class Number>
Number medianOf(std::array<Number, kWeeks> numbers) {
    std::sort(numbers.begin(), numbers.end());
    return (numbers[kWeeks / 2 - 1] + numbers[kWeeks / 2]) / 2;
}

Int128 usualOf(const Slice& slice, Int128 ChangeSums::*number) {
    std::array<Int128, kWeeks> numbers;
    for (std::size_t week = 0; week < kWeeks; ++week)
        numbers[week] = slice.baseline[week].*number;
    return medianOf(numbers);
}

MoneySum changeOf(const Slice& slice) {
    return MoneySum::fromPicos(slice.window.cost - usualOf(slice, &ChangeSums::cost));
}

stats::CostFactors usualFactors(const Slice& slice) {
    std::array<stats::CostFactors, kWeeks> weeks;
    for (std::size_t week = 0; week < kWeeks; ++week)
        weeks[week] = slice.baseline[week].factors(1);
    const auto median = [&](auto factor) {
        std::array numbers{weeks[0].*factor, weeks[1].*factor, weeks[2].*factor, weeks[3].*factor};
        return medianOf(numbers);
    };
    return {median(&stats::CostFactors::requests), median(&stats::CostFactors::attemptsPerRequest),
            median(&stats::CostFactors::tokensPerAttempt),
            median(&stats::CostFactors::pricePerToken)};
}

/// Asks day by day: a question by value and day would have room for every value on every day.
class Causes {
public:
    Causes(const DailyAlert& alert, const DailyAlertQuery& query, const query::EventSource& source,
           std::stop_token stop)
        : m_alert{alert}, m_filter{query.filter}, m_source{source}, m_stop{std::move(stop)} {
        if (alert.key)
            m_filter.conditions.push_back({query.by, query::Condition::Kind::In, {*alert.key}});
    }

    core::Result<Slices> by(std::optional<Dimension> dimension) const {
        Slices slices;
        for (std::size_t week = 0; week <= kWeeks; ++week) {
            const Day day{m_alert.day.number - std::int32_t(7 * week)};
            const auto table = ask(dimension, day, {day.number + 1});
            if (!table)
                return table.error();
            for (const query::GroupRow& row : table->rows) {
                Slice& slice = slices[row.keys.empty() ? std::string() : row.keys.front()];
                (week == 0 ? slice.window : slice.baseline[week - 1]) = ChangeSums::of(row.values);
            }
        }
        return slices;
    }
    /// Prompt versions, those that were seen in the four weeks before the alert told apart.
    core::Result<Slices> byVersion() const {
        auto slices = by(Dimension::PromptVersion);
        if (!slices)
            return slices.error();
        const auto before = ask(Dimension::PromptVersion,
                                {m_alert.day.number - std::int32_t(7 * kWeeks)}, m_alert.first);
        if (!before)
            return before.error();
        for (const query::GroupRow& row : before->rows)
            if (const auto known = slices->find(row.keys.front()); known != slices->end())
                known->second.isNew = false;
        return slices;
    }

private:
    core::Result<query::GroupTable> ask(std::optional<Dimension> dimension, Day first,
                                        Day end) const {
        const core::Zone& zone = m_source.lens().zone;
        query::GroupQuery question{{}, ChangeSums::measures(), m_filter};
        question.filter.range = {zone.startOf(first), zone.startOf(end)};
        if (dimension)
            question.by.push_back(*dimension);
        return m_source.groups(question, m_stop);
    }

    const DailyAlert& m_alert;
    query::Filter m_filter;
    const query::EventSource& m_source;
    std::stop_token m_stop;
};

Mover moverOf(Dimension dimension, const Slices& slices, MoneySum change) {
    Mover mover{dimension, {}, {}, {}, slices.size() == 1};
    for (const auto& [key, slice] : slices)
        if (const MoneySum own = analysis::changeOf(slice); own > mover.change) {
            mover.key = key;
            mover.change = own;
        }
    mover.share = shareOf(mover.change, change);
    return mover;
}

/// How many times as many requests as usual; without any usual ones, endlessly many.
double burstOf(const Slice& slice) {
    const Int128 usual = usualOf(slice, &ChangeSums::requests);
    return shareOf(slice.window.requests, usual).value_or(HUGE_VAL);
}

double successDrop(const Slices& statuses, const Slice& whole) {
    const auto success = statuses.find("success");
    if (success == statuses.end())
        return 0;
    std::array<double, kWeeks> rates;
    for (std::size_t week = 0; week < kWeeks; ++week)
        rates[week] =
            shareOf(success->second.baseline[week].attempts, whole.baseline[week].attempts)
                .value_or(0);
    return medianOf(rates) -
           shareOf(success->second.window.attempts, whole.window.attempts).value_or(0);
}

} // namespace

core::Status explainAlert(DailyAlert& alert, const DailyAlertQuery& query,
                          const query::EventSource& source, std::stop_token stop) {
    const Causes causes(alert, query, source, std::move(stop));
    const auto all = causes.by({});
    if (!all)
        return all.error();
    const Slice whole = all->empty() ? Slice{} : all->begin()->second;
    const MoneySum change = changeOf(whole);
    stats::SpikeSigns signs;
    signs.baseline = usualFactors(whole);
    signs.window = whole.window.factors(1);
    for (const Dimension dimension : kMovers) {
        const auto slices =
            dimension == Dimension::PromptVersion ? causes.byVersion() : causes.by(dimension);
        if (!slices)
            return slices.error();
        const Mover& mover = alert.movers.emplace_back(moverOf(dimension, *slices, change));
        const bool isPrincipal = dimension == Dimension::Tenant || dimension == Dimension::User;
        if (isPrincipal && !mover.key.empty() &&
            mover.share.value_or(0) > signs.topPrincipalShare) {
            signs.topPrincipalShare = *mover.share;
            signs.burstRatio = burstOf(slices->at(mover.key));
        }
        if (dimension != Dimension::PromptVersion)
            continue;
        MoneySum fresh;
        for (const auto& [version, slice] : *slices)
            if (!version.empty() && slice.isNew)
                fresh += changeOf(slice);
        signs.newVersionShare = shareOf(fresh, change).value_or(0);
    }
    const auto statuses = causes.by(Dimension::Status);
    if (!statuses)
        return statuses.error();
    signs.successRateDrop = successDrop(*statuses, whole);
    alert.spike = stats::classifySpike(signs);
    return {};
}

} // namespace ms::analysis
