// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/shared_cost.h"

#include "models/analysis/averages.h"
#include "models/analysis/exchange_rates.h"

#include <algorithm>
#include <utility>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Measure;

namespace {

/// Takes part in the split of a window for all whom the filter leaves out.
constexpr std::string_view kOutsideId = "~outside";

std::string joined(const std::vector<std::string>& keys) {
    std::string text;
    for (const std::string& key : keys) {
        text += key;
        text += '\x1f';
    }
    return text;
}

/// Who used a window, in millionths of what it provided: work x utilisation of each, so that what
/// is left is the idle part. Without a stated utilisation the users used it whole; where they pay
/// it whole, a utilisation does not matter.
stats::WindowUse windowUse(const GpuWindow& window, const HourUse& hour,
                           const std::vector<std::string>& ids, stats::IdlePolicy idle) {
    const bool isShared = idle == stats::IdlePolicy::Spread || !window.microUtilisation;
    const Int128 utilisation = isShared ? Int128{kMicro} : *window.microUtilisation;
    stats::WindowUse use;
    use.capacity = hour.work * kMicro;
    Int128 outside = hour.work;
    for (std::size_t i = 0; i < hour.parts.size(); ++i) {
        outside -= hour.parts[i].work;
        use.used.push_back(hour.parts[i].work * utilisation);
        use.ids.push_back(ids[i]);
    }
    use.used.push_back(outside * utilisation);
    use.ids.push_back(kOutsideId);
    return use;
}

class Allocation {
public:
    Allocation(const SharedCostQuery& query, const query::EventSource& source)
        : m_source{source}, m_zone{source.lens().zone} {
        m_table.query = query;
        if (query.filter.range.to)
            m_table.lastDay = m_zone.dayOf(core::Instant{query.filter.range.to->micros - 1});
    }
    core::Status addDirect(std::stop_token stop);
    core::Status addPools(const GpuBooks& books, std::stop_token stop);
    core::Status loadOverhead();
    SharedCostTable take();

private:
    using RowKey = std::pair<bool, std::vector<std::string>>; // idle rows last
    SharedCostFigures& figuresOf(bool isIdle, const std::vector<std::string>& keys) {
        return m_rows[{isIdle, keys}];
    }
    core::Status addPool(GpuPool pool, const PoolLink& link, std::stop_token stop);
    void addGaps(const GpuPools& pools);
    core::Status addMonth(const TiedPool& pool, std::span<const GpuWindow> windows,
                          const PoolLink& link, std::stop_token stop);
    void addWindow(const GpuWindow& window, const PoolLink& link, const HourUse& hour);
    void addIdle(const GpuWindow& window, const PoolLink& link, MoneySum amount,
                 std::set<SharedCostFigures*>& touched);
    bool isAskedWhole(const GpuWindow& window, const PoolLink& link) const;
    void addUtilisation(const GpuWindow& window, const std::set<SharedCostFigures*>& touched);
    void noteGaps(const GpuWindow& window, const HourUse& hour);
    void noteServed(const TiedPool& pool, const std::map<std::string, HourUse>& use,
                    std::span<const GpuWindow> windows);

    const query::EventSource& m_source;
    const core::Zone& m_zone;
    SharedCostTable m_table;
    std::map<RowKey, SharedCostFigures> m_rows;
    std::set<std::pair<std::string, std::string>> m_openHours; // pools' hours that are anybody's
};

core::Status Allocation::addDirect(std::stop_token stop) {
    const query::GroupQuery ask{
        m_table.query.by,
        {Measure::Attempts, Measure::Requests, Measure::Cost, Measure::UnpricedAttempts},
        m_table.query.filter};
    const auto groups = m_source.groups(ask, std::move(stop));
    if (!groups)
        return groups.error();
    const auto fill = [](SharedCostFigures& figures, const std::vector<Int128>& values) {
        figures.attempts = std::int64_t(values[0]);
        figures.requests = std::int64_t(values[1]);
        figures.direct = MoneySum::fromPicos(values[2]);
        figures.unpaidAttempts = std::int64_t(values[3]);
    };
    for (const query::GroupRow& row : groups->rows)
        fill(figuresOf(false, row.keys), row.values);
    fill(m_table.total, groups->total);
    return {};
}

core::Status Allocation::addPools(const GpuBooks& books, std::stop_token stop) {
    const auto links = PoolLinks::load(m_source, stop);
    if (!links)
        return links.error();
    GpuPools pools = gpuPoolsOf(books, m_table.query.filter.range, m_zone);
    addGaps(pools);
    for (GpuPool& pool : pools.pools) {
        const PoolLink link = links->of(pool);
        core::Status status = addPool(std::move(pool), link, stop);
        if (!status)
            return status;
    }
    return {};
}

core::Status Allocation::addPool(GpuPool pool, const PoolLink& link, std::stop_token stop) {
    std::erase_if(pool.windows, [&](const GpuWindow& window) {
        return !isAsked(m_table.query.filter, link, window, m_zone);
    });
    if (pool.windows.empty())
        return {};
    const TiedPool tied{pool.name, pool.feature, link.tie};
    m_table.pools.push_back(tied);
    m_table.gpuRows += std::int64_t(pool.windows.size());
    const std::span<const GpuWindow> windows{pool.windows};
    std::size_t begin = 0;
    for (const std::size_t end : monthEnds(windows, m_zone)) {
        core::Status status = addMonth(tied, windows.subspan(begin, end - begin), link, stop);
        if (!status)
            return status;
        begin = end;
    }
    return {};
}

core::Status Allocation::addMonth(const TiedPool& pool, std::span<const GpuWindow> windows,
                                  const PoolLink& link, std::stop_token stop) {
    const auto use =
        poolUse({m_table.query.by, m_table.query.filter, link}, windows, m_source, stop);
    if (!use)
        return use.error();
    for (const GpuWindow& window : windows) {
        if (stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, {}, {}};
        const auto hour = use->find(window.hour.key);
        addWindow(window, link, hour == use->end() ? HourUse{} : hour->second);
    }
    if (link.isServing())
        noteServed(pool, *use, windows);
    return {};
}

void Allocation::addWindow(const GpuWindow& window, const PoolLink& link, const HourUse& hour) {
    std::vector<std::string> ids;
    ids.reserve(hour.parts.size());
    for (const HourUse::Part& part : hour.parts)
        ids.push_back(joined(part.keys));
    const stats::IdlePolicy idle = m_table.query.idle;
    const stats::WindowShares shares =
        stats::splitWindow(window.amount.picos(), windowUse(window, hour, ids, idle), idle);
    std::set<SharedCostFigures*> touched;
    for (std::size_t i = 0; i < hour.parts.size(); ++i) {
        const MoneySum share = MoneySum::fromPicos(shares.used[i]);
        SharedCostFigures& figures = figuresOf(false, hour.parts[i].keys);
        figures.shared += share;
        m_table.total.shared += share;
        if (hour.parts[i].work > 0)
            touched.insert(&figures);
    }
    m_table.outside += MoneySum::fromPicos(shares.used.back());
    m_table.bill += window.amount;
    addIdle(window, link, MoneySum::fromPicos(shares.idle), touched);
    addUtilisation(window, touched);
    noteGaps(window, hour);
}

/// No condition tells some of those who could use the window from others.
bool Allocation::isAskedWhole(const GpuWindow& window, const PoolLink& link) const {
    const auto& conditions = m_table.query.filter.conditions;
    return std::all_of(conditions.begin(), conditions.end(), [&](const query::Condition& c) {
        return fixedKey(c.dimension, link, window, m_zone).has_value();
    });
}

void Allocation::addIdle(const GpuWindow& window, const PoolLink& link, MoneySum amount,
                         std::set<SharedCostFigures*>& touched) {
    if (amount.isZero())
        return;
    if (m_table.query.idleOf == IdleOf::Selection && !isAskedWhole(window, link)) {
        m_table.idleElsewhere += amount;
        return;
    }
    std::vector<std::string> keys;
    bool isOneRow = true;
    for (const query::Dimension dimension : m_table.query.by) {
        const auto key = fixedKey(dimension, link, window, m_zone);
        isOneRow = isOneRow && key.has_value();
        keys.push_back(key.value_or(std::string{}));
    }
    SharedCostFigures& figures = figuresOf(!isOneRow, keys);
    figures.idle += amount;
    m_table.total.idle += amount;
    touched.insert(&figures);
}

void Allocation::addUtilisation(const GpuWindow& window,
                                const std::set<SharedCostFigures*>& touched) {
    if (!window.microUtilisation)
        return;
    const Int128 provided = window.microGpus.value_or(kMicro);
    const Int128 used =
        core::divideRounded(provided * *window.microUtilisation, kMicro, core::Rounding::HalfEven);
    const auto add = [&](SharedCostFigures& figures) {
        figures.provided += provided;
        figures.used += used;
    };
    for (SharedCostFigures* figures : touched)
        add(*figures);
    add(m_table.total);
}

void Allocation::noteGaps(const GpuWindow& window, const HourUse& hour) {
    SharedCostGaps& gaps = m_table.gaps;
    if (hour.work == 0) {
        const Int128 busy = window.microUtilisation.value_or(0);
        gaps.busyForNobody += MoneySum::fromPicos(
            core::divideRounded(window.amount.picos() * busy, kMicro, core::Rounding::HalfEven));
        return;
    }
    gaps.withoutUtilisation += window.microUtilisation ? 0 : 1;
    gaps.usedAtZero += window.microUtilisation == Int128{0} ? 1 : 0;
    gaps.byAttempts += hour.isByAttempts ? 1 : 0;
}

/// The pool pays for what it serves in hours that are billed: no price is missing there. Of an hour
/// that is partly kept for a feature, its attempts are counted with anybody's part, which is first.
void Allocation::noteServed(const TiedPool& pool, const std::map<std::string, HourUse>& use,
                            std::span<const GpuWindow> windows) {
    std::set<std::string_view> billed;
    for (const GpuWindow& window : windows)
        billed.insert(window.hour.key);
    for (const auto& [key, hour] : use) {
        if (billed.count(key) == 0 || m_openHours.count({pool.name, key}) > 0)
            continue;
        if (pool.feature.empty())
            m_openHours.insert({pool.name, key});
        if (!hour.isByAttempts)
            m_table.gaps.attemptsWithoutUsage += hour.attemptsWithoutUsage;
        for (const HourUse::Part& part : hour.parts) {
            m_table.gaps.paidTwice += part.cost;
            if (part.work == 0)
                continue; // takes no part of the hour
            figuresOf(false, part.keys).servedAttempts += part.unpricedAttempts;
            m_table.total.servedAttempts += part.unpricedAttempts;
        }
    }
}

void Allocation::addGaps(const GpuPools& pools) {
    m_table.gaps.withoutRate = pools.withoutRate;
    m_table.gaps.currenciesWithoutRate = pools.currenciesWithoutRate;
    m_table.gaps.statedTwice = pools.statedTwice;
    m_table.gaps.isOffTheHour = pools.isOffTheHour;
}

core::Status Allocation::loadOverhead() {
    if (!m_table.query.overhead)
        return {};
    core::Decimal share = m_table.query.overhead->percent;
    if (share.digits < 0)
        return core::Error{core::Error::Code::Usage, "An overhead cannot be negative.", {}};
    share.scale += 2;
    std::vector<Int128> bases;
    std::vector<std::string> ids;
    std::vector<SharedCostFigures*> figures;
    MoneySum base;
    for (auto& [key, row] : m_rows) {
        const MoneySum own = row.direct + row.shared;
        if (!(MoneySum{} < own))
            continue;
        base += own;
        bases.push_back(own.picos());
        ids.push_back(joined(key.second));
        figures.push_back(&row);
    }
    const auto pool = converted(base, share);
    if (!pool)
        return core::Error{core::Error::Code::Usage, "The overhead is too large.", {}};
    const std::vector<std::string_view> views(ids.begin(), ids.end());
    const std::vector<Int128> loads = stats::loadOverhead(pool->picos(), bases, views);
    for (std::size_t i = 0; i < loads.size(); ++i)
        figures[i]->overhead = MoneySum::fromPicos(loads[i]);
    m_table.total.overhead = *pool;
    return {};
}

SharedCostTable Allocation::take() {
    // Attempts that two pools serve, one by their model and one by their provider, count twice.
    const auto settle = [](SharedCostFigures& figures) {
        figures.unpaidAttempts =
            std::max<std::int64_t>(figures.unpaidAttempts - figures.servedAttempts, 0);
    };
    settle(m_table.total);
    for (auto& [key, figures] : m_rows) {
        settle(figures);
        m_table.rows.push_back({key.second, key.first, figures});
    }
    std::stable_sort(m_table.rows.begin(), m_table.rows.end(),
                     [](const SharedCostRow& a, const SharedCostRow& b) {
                         if (a.isIdle != b.isIdle)
                             return b.isIdle;
                         return a.figures.all() > b.figures.all(); // keys are in order already
                     });
    return std::move(m_table);
}

} // namespace

std::optional<double> SharedCostFigures::utilisation() const {
    return shareOf(used, provided);
}

std::optional<MoneySum> SharedCostFigures::costPerRequest() const {
    return averageOf(direct + shared + overhead, requests);
}

core::Result<SharedCostTable> sharedCostBy(const SharedCostQuery& query,
                                           const query::EventSource& source, const GpuBooks& books,
                                           std::stop_token stop) {
    Allocation allocation(query, source);
    core::Status status = allocation.addDirect(stop);
    if (status)
        status = allocation.addPools(books, stop);
    if (status)
        status = allocation.loadOverhead();
    if (!status)
        return status.error();
    return allocation.take();
}

core::Result<SharedCostTable> gpuCostBy(const SharedCostQuery& query,
                                        const query::EventSource& source, const GpuBooks& books,
                                        std::stop_token stop) {
    Allocation allocation(query, source);
    const core::Status status = allocation.addPools(books, std::move(stop));
    if (!status)
        return status.error();
    return allocation.take();
}

} // namespace ms::analysis
