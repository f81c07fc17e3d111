// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/margin.h"

#include "models/analysis/averages.h"
#include "models/analysis/margin_notes.h"
#include "models/analysis/revenue_split.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Measure;

namespace {

// In the order in which figuresOf and factsOf read them.
const std::vector<Measure> kMeasures{Measure::Attempts,
                                     Measure::Requests,
                                     Measure::Actions,
                                     Measure::InputTokens,
                                     Measure::CacheReadTokens,
                                     Measure::CacheWriteTokens,
                                     Measure::OutputTokens,
                                     Measure::Cost,
                                     Measure::RetryCost,
                                     Measure::FallbackCost,
                                     Measure::UnpricedAttempts,
                                     Measure::UnpricedTokens,
                                     Measure::UsageUnknown,
                                     Measure::ReportedAttempts,
                                     Measure::FallbackRateAttempts};

MarginFigures figuresOf(const std::vector<Int128>& values) {
    MarginFigures figures;
    figures.attempts = std::int64_t(values[0]);
    figures.requests = std::int64_t(values[1]);
    figures.actions = std::int64_t(values[2]);
    figures.inputTokens = values[3];
    figures.cacheReadTokens = values[4];
    figures.cacheWriteTokens = values[5];
    figures.outputTokens = values[6];
    figures.cost = MoneySum::fromPicos(values[7]);
    figures.retryCost = MoneySum::fromPicos(values[8]);
    figures.fallbackCost = MoneySum::fromPicos(values[9]);
    figures.unpricedAttempts = std::int64_t(values[10]);
    figures.unpricedTokens = values[11];
    return figures;
}

MarginFacts factsOf(const std::vector<Int128>& total, const RevenueBooks& books,
                    const SplitRevenue& revenue) {
    MarginFacts facts;
    facts.usageUnknown = std::int64_t(total[12]);
    facts.reportedAttempts = std::int64_t(total[13]);
    facts.fallbackRateAttempts = std::int64_t(total[14]);
    facts.noUsageRevenue = revenue.noUsage;
    facts.hasRevenueBooks = !books.facts.empty() || !books.plans.empty();
    facts.currency = books.baseCurrency;
    return facts;
}

core::Status checkQuery(const MarginQuery& query) {
    const auto usage = [](std::string message) {
        return core::Error{core::Error::Code::Usage, std::move(message), {}};
    };
    if (query.by.empty())
        return usage("Name at least one dimension to show the margin by.");
    for (auto at = query.by.begin(); at != query.by.end(); ++at) {
        if (std::find(query.by.begin(), at, *at) != at)
            return usage("The dimension " + std::string(query::nameOf(*at)) + " is named twice.");
    }
    const core::TimeRange& range = query.filter.range;
    if (range.from && range.to && *range.to <= *range.from)
        return usage("The period ends before it begins.");
    return {};
}

/// The events that `table` leaves out for their environment: those of all scopes less its own.
core::Result<OutsideScope> outsideOf(const MarginTable& table, const query::EventSource& source,
                                     std::stop_token stop) {
    if (table.query.filter.scope.kind == query::Scope::Kind::All)
        return OutsideScope{};
    query::GroupQuery ask;
    ask.by = {query::Dimension::Environment};
    ask.measures = {Measure::Attempts, Measure::Cost, Measure::UnpricedAttempts};
    ask.filter = table.query.filter;
    ask.filter.scope = query::Scope{query::Scope::Kind::All, {}};
    const core::Result<query::GroupTable> all = source.groups(ask, stop);
    if (!all)
        return all.error();
    OutsideScope outside;
    outside.attempts = std::int64_t(all->total[0]) - table.total.attempts;
    outside.cost = MoneySum::fromPicos(all->total[1]) - table.total.cost;
    outside.unpricedAttempts = std::int64_t(all->total[2]) - table.total.unpricedAttempts;
    return outside;
}

/// Events give rows, revenue gives rows: the table has one for every combination that either has.
void addRevenue(MarginTable& table, const SplitRevenue& revenue) {
    std::map<std::vector<std::string>, std::size_t> rowOf;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        rowOf.emplace(table.rows[i].keys, i);
    for (const RevenueSlice& slice : revenue.slices) {
        const auto found = slice.isNoUsage ? rowOf.end() : rowOf.find(slice.keys);
        if (found != rowOf.end()) {
            table.rows[found->second].figures.revenue += slice.amount;
            continue;
        }
        MarginRow row{slice.keys, slice.isNoUsage, {}};
        row.figures.revenue = slice.amount;
        table.rows.push_back(std::move(row));
    }
    table.total.revenue = revenue.total;
}

} // namespace

std::optional<double> MarginFigures::marginPct() const {
    return shareOf(margin(), revenue);
}

bool MarginFigures::isCostUnknown() const {
    return attempts > 0 && unpricedAttempts == attempts && servedAttempts == 0;
}

void sortByCost(std::vector<MarginRow>& rows) {
    std::sort(rows.begin(), rows.end(), [](const MarginRow& a, const MarginRow& b) {
        if (!(a.figures.totalCost() == b.figures.totalCost()))
            return a.figures.totalCost() > b.figures.totalCost();
        return std::tie(a.keys, a.isNoUsage, a.isIdle) < std::tie(b.keys, b.isNoUsage, b.isIdle);
    });
}

core::Result<MarginTable> marginBy(const MarginQuery& query, const query::EventSource& source,
                                   const RevenueBooks& books, std::stop_token stop) {
    if (const core::Status status = checkQuery(query); !status)
        return status.error();
    const core::Result<query::GroupTable> events =
        source.groups({query.by, kMeasures, query.filter}, stop);
    if (!events)
        return events.error();

    MarginTable table;
    table.query = query;
    table.total = figuresOf(events->total);
    table.rows.reserve(events->rows.size());
    for (const query::GroupRow& row : events->rows)
        table.rows.push_back({row.keys, false, figuresOf(row.values)});

    const core::Result<OutsideScope> outside = outsideOf(table, source, stop);
    if (!outside)
        return outside.error();
    table.outside = *outside;

    const core::Result<AccruedRevenue> accrued = accrueRevenue(books, source, query.filter, stop);
    if (!accrued)
        return accrued.error();
    const core::Result<SplitRevenue> revenue =
        splitRevenue(*accrued, {query.by, query.filter, query.split}, source, stop);
    if (!revenue)
        return revenue.error();
    addRevenue(table, *revenue);
    sortByCost(table.rows);
    table.notes = marginNotes(table, factsOf(events->total, books, *revenue));
    table.notes.insert(table.notes.end(), accrued->notes.begin(), accrued->notes.end());
    return table;
}

} // namespace ms::analysis
