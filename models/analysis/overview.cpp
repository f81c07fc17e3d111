// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/overview.h"

#include "models/analysis/averages.h"

#include <algorithm>
#include <map>
#include <set>

namespace ms::analysis {

using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::int64_t kWeekMicros = 7 * core::kMicrosPerDay;

/// Everything that one overview asks.
class Asker {
public:
    Asker(const query::EventSource& source, const RevenueBooks& revenue, const GpuBooks& gpu,
          std::stop_token stop)
        : m_source{source}, m_revenue{revenue}, m_gpu{gpu}, m_stop{std::move(stop)} {}

    core::Result<MarginTable> margins(std::vector<Dimension> by,
                                      const query::Filter& filter) const {
        return marginWithGpu({std::move(by), filter, RevenueSplit::Requests}, m_source, m_revenue,
                             m_gpu, m_stop);
    }
    core::Result<UnitsTable> units(std::vector<Dimension> by, const query::Filter& filter) const {
        return unitsBy({std::move(by), filter}, m_source, m_stop);
    }
    core::Result<query::GroupTable> groups(std::vector<Dimension> by, std::vector<Measure> measures,
                                           const query::Filter& filter) const {
        return m_source.groups({std::move(by), std::move(measures), filter}, m_stop);
    }
    core::Result<std::optional<core::TimeRange>> span() const { return m_source.span(m_stop); }
    const core::Zone& zone() const { return m_source.lens().zone; }

private:
    const query::EventSource& m_source;
    const RevenueBooks& m_revenue;
    const GpuBooks& m_gpu;
    std::stop_token m_stop;
};

void addCustomer(OverviewFigures& figures, const MarginFigures& customer) {
    if (customer.attempts == 0)
        return;
    ++figures.customers;
    figures.customerCost += customer.totalCost();
}

/// The figures of one period, and the customers that lose money in it.
core::Result<OverviewFigures> figuresOf(const Asker& asker, const query::Filter& filter,
                                        std::vector<LosingCustomer>* losing = nullptr) {
    const auto margins = asker.margins({Dimension::Tenant}, filter);
    if (!margins)
        return margins.error();
    const auto units = asker.units({}, filter);
    if (!units)
        return units.error();
    OverviewFigures figures;
    figures.margin = margins->total;
    figures.units = units->total.figures;
    for (const MarginRow& row : margins->rows) {
        if (row.keys.front().empty() || row.isIdle || row.isNoUsage)
            continue;
        addCustomer(figures, row.figures);
        if (losing && row.figures.margin() < MoneySum())
            losing->push_back({row.keys.front(), row.figures.totalCost(), row.figures.revenue});
    }
    return figures;
}

Dimension stepOf(const core::TimeRange& range, const std::optional<core::TimeRange>& span) {
    const auto from = range.from ? range.from : span ? span->from : std::nullopt;
    const auto to = range.to ? range.to : span ? span->to : std::nullopt;
    if (!from || !to || to->micros - from->micros > 10 * kWeekMicros)
        return Dimension::Month;
    return to->micros - from->micros > 3 * kWeekMicros ? Dimension::Week : Dimension::Day;
}

/// Sums of two rows of the same period: of use, of idle hours, of revenue without use.
void addTo(MarginFigures& sum, const MarginFigures& figures) {
    sum.attempts += figures.attempts;
    sum.cost += figures.cost;
    sum.sharedCost += figures.sharedCost;
    sum.idleCost += figures.idleCost;
    sum.revenue += figures.revenue;
    sum.unpricedAttempts += figures.unpricedAttempts;
    sum.servedAttempts += figures.servedAttempts;
}

core::Status addPeriods(Overview& overview, const Asker& asker) {
    const auto margins = asker.margins({overview.by}, overview.filter);
    if (!margins)
        return margins.error();
    const auto tenants = asker.margins({overview.by, Dimension::Tenant}, overview.filter);
    if (!tenants)
        return tenants.error();
    const auto units = asker.units({overview.by}, overview.filter);
    if (!units)
        return units.error();
    std::map<std::string, OverviewFigures> periods;
    for (const MarginRow& row : margins->rows)
        addTo(periods[row.keys.front()].margin, row.figures);
    for (const MarginRow& row : tenants->rows)
        if (!row.keys[1].empty() && !row.isIdle && !row.isNoUsage)
            addCustomer(periods[row.keys[0]], row.figures);
    for (const UnitsRow& row : units->rows)
        periods[row.keys.front()].units = row.figures;
    for (auto& [key, figures] : periods)
        overview.periods.push_back({key, std::move(figures)});
    // Shared cost is rounded slice by slice: this total is the one that the periods add up to.
    overview.total.margin = margins->total;
    overview.trust.hidden = margins->outside;
    return {};
}

core::Status addPair(Overview& overview, const Asker& asker,
                     const std::optional<core::TimeRange>& span) {
    overview.pair = periodPairOf(overview.filter.range, span, asker.zone());
    if (!overview.pair)
        return {};
    for (const auto& [range, figures] : {std::pair(overview.pair->now, &overview.now),
                                         {overview.pair->before, &overview.before}}) {
        if (range == overview.filter.range) { // what was asked about: known already
            *figures = overview.total;
            continue;
        }
        query::Filter filter = overview.filter;
        filter.range = range;
        auto asked = figuresOf(asker, filter);
        if (!asked)
            return asked.error();
        *figures = *std::move(asked);
    }
    return {};
}

core::Status addFeatures(Overview& overview, const Asker& asker) {
    const auto groups =
        asker.groups({Dimension::Feature, Dimension::Tier}, {Measure::Cost}, overview.filter);
    if (!groups)
        return groups.error();
    std::set<std::string> tiers;
    for (const query::GroupRow& row : groups->rows)
        tiers.insert(row.keys[1]);
    overview.tiers.assign(tiers.begin(), tiers.end()); // what is not given comes last
    if (tiers.contains(""))
        std::rotate(overview.tiers.begin(), overview.tiers.begin() + 1, overview.tiers.end());
    for (const query::GroupRow& row : groups->rows) {
        if (overview.features.empty() || overview.features.back().feature != row.keys[0])
            overview.features.push_back({row.keys[0], {}, std::vector<MoneySum>(tiers.size())});
        const auto tier = std::find(overview.tiers.begin(), overview.tiers.end(), row.keys[1]) -
                          overview.tiers.begin();
        const MoneySum cost = MoneySum::fromPicos(row.values[0]);
        overview.features.back().tiers[std::size_t(tier)] = cost;
        overview.features.back().cost += cost;
    }
    for (const FeatureCost& feature : overview.features)
        if (feature.feature.empty())
            overview.trust.withoutFeature = feature.cost;
    std::stable_sort(overview.features.begin(), overview.features.end(),
                     [](const FeatureCost& a, const FeatureCost& b) { return a.cost > b.cost; });
    return {};
}

core::Status addTrust(Overview& overview, const Asker& asker) {
    query::Filter filter = overview.filter;
    filter.conditions.push_back({Dimension::Tenant, query::Condition::Kind::In, {""}});
    const auto nameless = asker.groups({}, {Measure::Cost}, filter);
    if (!nameless)
        return nameless.error();
    overview.trust.withoutTenant = MoneySum::fromPicos(nameless->total[0]);
    overview.trust.cost = overview.total.margin.cost;
    overview.trust.attempts = overview.total.margin.attempts;
    overview.trust.unpricedAttempts =
        overview.total.margin.unpricedAttempts - overview.total.margin.servedAttempts;
    overview.trust.pendingUnits = overview.total.units.pending;
    return {};
}

} // namespace

std::optional<MoneySum> OverviewFigures::costPerCustomer() const {
    return averageOf(customerCost, core::Int128(customers));
}

std::span<const OverviewPeriod> Overview::used() const {
    const auto isUsed = [](const OverviewPeriod& period) {
        return !period.key.empty() && period.figures.margin.attempts > 0;
    };
    const auto first = std::find_if(periods.begin(), periods.end(), isUsed);
    const auto last = std::find_if(periods.rbegin(), std::make_reverse_iterator(first), isUsed);
    return {first, last.base()};
}

core::Result<Overview> overviewOf(const query::Filter& filter, const query::EventSource& source,
                                  const RevenueBooks& revenue, const GpuBooks& gpu,
                                  std::stop_token stop) {
    const Asker asker(source, revenue, gpu, std::move(stop));
    const auto span = asker.span();
    if (!span)
        return span.error();
    Overview overview;
    overview.filter = filter;
    overview.by = stepOf(filter.range, *span);
    auto total = figuresOf(asker, filter, &overview.losing);
    if (!total)
        return total.error();
    overview.total = *std::move(total);
    std::stable_sort(
        overview.losing.begin(), overview.losing.end(),
        [](const LosingCustomer& a, const LosingCustomer& b) { return a.loss() > b.loss(); });
    for (const LosingCustomer& customer : overview.losing)
        overview.lost += customer.loss();
    if (const core::Status status = addPeriods(overview, asker); !status)
        return status.error();
    if (const core::Status status = addPair(overview, asker, *span); !status)
        return status.error();
    if (const core::Status status = addFeatures(overview, asker); !status)
        return status.error();
    if (const core::Status status = addTrust(overview, asker); !status)
        return status.error();
    return overview;
}

} // namespace ms::analysis
