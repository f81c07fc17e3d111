// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/self_hosting.h"

#include "models/analysis/averages.h"
#include "models/analysis/exchange_rates.h"

#include <algorithm>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kSecondsPerHour = 3'600;

// In the order in which tokensIn and the loops below read them.
const std::vector<Measure> kMeasures{Measure::InputTokens,      Measure::CacheReadTokens,
                                     Measure::CacheWriteTokens, Measure::OutputTokens,
                                     Measure::UnpricedTokens,   Measure::Cost,
                                     Measure::Requests};

Int128 tokensIn(const std::vector<Int128>& values) {
    return values[0] + values[1] + values[2] + values[3];
}

/// A number that was given, for a statistic.
double numberOf(const core::Decimal& number) {
    return double(number.digits) / double(core::powerOfTen(number.scale));
}

/// What tokens with a price cost.
struct Paid {
    Int128 tokens = 0;
    MoneySum cost;
    void add(const std::vector<Int128>& values) {
        tokens += tokensIn(values) - values[4];
        cost += MoneySum::fromPicos(values[5]);
    }
    std::optional<MoneySum> perMillion() const {
        return averageOf(MoneySum::fromPicos(cost.picos() * kMillion), tokens);
    }
};

/// What the rows of one hour provide.
struct Hour {
    bool isStated = true; // by all of them
    Int128 microGpus = 0;
    Int128 microUsed = 0;
    Int128 tokens = 0;
};

std::map<std::string, Hour> hoursIn(const GpuPool& pool, PoolHosting& row) {
    std::map<std::string, Hour> hours;
    row.microGpuHours = 0;
    Int128 provided = 0;
    Int128 used = 0;
    for (const GpuWindow& window : pool.windows) {
        row.bill += window.amount;
        ++row.gpuRows;
        Hour& hour = hours[window.hour.key];
        if (!window.microGpus)
            row.microGpuHours.reset();
        else if (row.microGpuHours)
            *row.microGpuHours += *window.microGpus;
        if (!window.microGpus || !window.microUtilisation)
            hour.isStated = false;
        const Int128 gpus = window.microGpus.value_or(kMicro);
        const Int128 busy = core::divideRounded(gpus * window.microUtilisation.value_or(0), kMicro,
                                                core::Rounding::HalfEven);
        hour.microGpus += gpus;
        hour.microUsed += busy;
        if (window.microUtilisation) {
            provided += gpus;
            used += busy;
        }
    }
    row.hours = std::int64_t(hours.size());
    row.utilisation = shareOf(used, provided);
    return hours;
}

/// Tokens and requests of the billed hours. What their attempts are charged goes to `paid`.
core::Status addUse(std::map<std::string, Hour>& hours, PoolHosting& row, Paid& paid,
                    const query::GroupQuery& ask, const query::EventSource& source,
                    std::stop_token stop) {
    const auto groups = source.groups(ask, std::move(stop));
    if (!groups)
        return groups.error();
    for (const query::GroupRow& group : groups->rows) {
        const auto hour = hours.find(group.keys[0]);
        if (hour == hours.end())
            continue;
        hour->second.tokens = tokensIn(group.values);
        row.tokens += hour->second.tokens;
        row.requests += std::int64_t(group.values[6]);
        paid.add(group.values);
    }
    return {};
}

/// Throughput of one busy GPU, and how far the busiest hour is above the average one.
void measure(const std::map<std::string, Hour>& hours, const HostingQuery& query,
             PoolHosting& row) {
    Int128 tokens = 0;
    Int128 microUsed = 0;
    Int128 most = 0;
    for (const auto& [key, hour] : hours) {
        most = std::max(most, hour.tokens);
        if (!hour.isStated || hour.tokens == 0)
            continue;
        tokens += hour.tokens;
        microUsed += hour.microUsed;
    }
    if (query.tokensPerSecond)
        row.tokensPerSecondFull = numberOf(*query.tokensPerSecond);
    else
        row.tokensPerSecondFull = shareOf(tokens * kMicro, microUsed * kSecondsPerHour);
    row.peakFactor = shareOf(most * row.hours, row.tokens);
}

void settle(const HostingQuery& query, const std::optional<MoneySum>& hostedPerMillion,
            PoolHosting& row) {
    row.hostedPerMillion = hostedPerMillion;
    if (hostedPerMillion)
        row.hostedCost =
            averageOf(MoneySum::fromPicos(hostedPerMillion->picos() * row.tokens), kMillion);
    if (!row.microGpuHours || *row.microGpuHours == 0 || row.hours == 0)
        return;
    stats::HostingTerms terms;
    terms.gpuHour = *shareOf(row.bill.picos(), *row.microGpuHours) * kMicro / core::kPicosPerUnit;
    terms.tokensPerSecondFull = row.tokensPerSecondFull.value_or(0);
    if (query.overheadPercent)
        terms.overhead =
            numberOf({query.overheadPercent->digits, query.overheadPercent->scale + 2});
    terms.apiPerMillion = hostedPerMillion ? inUnits(*hostedPerMillion) : 0;
    terms.tokensPerHour = *shareOf(row.tokens, row.hours);
    terms.peakFactor = row.peakFactor.value_or(1);
    row.breakeven = stats::gpuBreakeven(terms);
}

core::Result<std::optional<MoneySum>>
priceOfModel(const HostingQuery& query, const query::EventSource& source, std::stop_token stop) {
    query::GroupQuery ask{{}, kMeasures, query.filter};
    ask.filter.conditions = {{Dimension::Model, query::Condition::Kind::In, {query.hostedModel}}};
    const auto groups = source.groups(ask, std::move(stop));
    if (!groups)
        return groups.error();
    Paid paid;
    paid.add(groups->total);
    return paid.perMillion();
}

core::Result<PoolHosting> hostingOf(const GpuPool& pool, const PoolLink& link,
                                    const HostingQuery& query, const query::EventSource& source,
                                    std::stop_token stop) {
    PoolHosting row;
    row.name = pool.name;
    row.feature = pool.feature;
    row.tie = link.tie;
    std::map<std::string, Hour> hours = hoursIn(pool, row);
    Paid paid;
    if (link.tie != PoolTie::None) {
        query::GroupQuery ask{{Dimension::Hour}, kMeasures, {}};
        ask.filter = {hoursOf(pool.windows), {query::Scope::Kind::All, {}}, link.conditions};
        core::Status status = addUse(hours, row, paid, ask, source, stop);
        if (!status)
            return status.error();
    }
    row.selfCost = row.bill;
    if (query.overheadPercent) {
        core::Decimal share = *query.overheadPercent;
        share.scale += 2;
        const auto overhead = converted(row.bill, share);
        if (!overhead)
            return core::Error{core::Error::Code::Usage, "The overhead is too large.", {}};
        row.selfCost += *overhead;
    }
    measure(hours, query, row);
    std::optional<MoneySum> hosted = paid.perMillion();
    if (!query.hostedModel.empty()) {
        const auto price = priceOfModel(query, source, stop);
        if (!price)
            return price.error();
        hosted = *price;
    }
    settle(query, hosted, row);
    return row;
}

/// Negative, or too fine to mean anything.
bool isOdd(const std::optional<core::Decimal>& number) {
    constexpr int kMostDecimals = 12;
    return number && (number->digits < 0 || number->scale > kMostDecimals);
}

} // namespace

std::optional<MoneySum> PoolHosting::costPerRequest() const {
    return averageOf(selfCost, requests);
}

std::optional<MoneySum> PoolHosting::selfPerMillion() const {
    return averageOf(MoneySum::fromPicos(selfCost.picos() * kMillion), tokens);
}

std::optional<MoneySum> PoolHosting::sizedPerMillion() const {
    if (!breakeven.gpusNeeded || !microGpuHours || *breakeven.gpusNeeded > kMillion)
        return std::nullopt;
    const auto needed = Int128(*breakeven.gpusNeeded);
    const auto sized =
        averageOf(MoneySum::fromPicos(selfCost.picos() * needed * hours * kMicro), *microGpuHours);
    return sized ? averageOf(MoneySum::fromPicos(sized->picos() * kMillion), tokens) : std::nullopt;
}

std::optional<bool> PoolHosting::isSelfCheaper() const {
    return hostedCost ? std::optional(selfCost < *hostedCost) : std::nullopt;
}

core::Result<HostingTable> selfHosting(const HostingQuery& query, const query::EventSource& source,
                                       const GpuBooks& books, std::stop_token stop) {
    if (isOdd(query.overheadPercent) || isOdd(query.tokensPerSecond))
        return core::Error{core::Error::Code::Usage,
                           "An overhead or a throughput is a plain number, 0 or more.",
                           {}};
    const auto links = PoolLinks::load(source, stop);
    if (!links)
        return links.error();
    const core::Zone& zone = source.lens().zone;
    HostingTable table;
    table.query = query;
    GpuPools pools = gpuPoolsOf(books, query.filter.range, zone);
    for (GpuPool& pool : pools.pools) {
        const PoolLink link = links->of(pool);
        std::erase_if(pool.windows, [&](const GpuWindow& window) {
            return !isAsked(query.filter, link, window, zone);
        });
        if (pool.windows.empty())
            continue;
        auto row = hostingOf(pool, link, query, source, stop);
        if (!row)
            return row.error();
        table.pools.push_back(*std::move(row));
    }
    std::stable_sort(table.pools.begin(), table.pools.end(),
                     [](const PoolHosting& a, const PoolHosting& b) { return a.bill > b.bill; });
    return table;
}

} // namespace ms::analysis
