// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/prompt_cache.h"

#include "models/analysis/averages.h"
#include "models/analysis/largest_change.h"

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Measure;

namespace {

// In the order in which figuresOf reads them.
const std::vector<Measure> kMeasures{Measure::InputTokens,
                                     Measure::CacheReadTokens,
                                     Measure::CacheReadCost,
                                     Measure::CacheReadAsInput,
                                     Measure::CacheWriteTokens,
                                     Measure::CacheWrite1hTokens,
                                     Measure::CacheWrite5mCost,
                                     Measure::CacheWrite5mAsInput,
                                     Measure::CacheWrite1hCost,
                                     Measure::CacheWrite1hAsInput,
                                     Measure::Cost,
                                     Measure::FallbackRateAttempts,
                                     Measure::ReportedAttempts,
                                     Measure::UnpricedAttempts,
                                     Measure::UnpricedTokens};

CacheFigures figuresOf(const std::vector<Int128>& values) {
    const auto money = [&values](std::size_t m) { return MoneySum::fromPicos(values[m]); };
    CacheFigures figures;
    figures.inputTokens = values[0];
    figures.read = {values[1], money(2), money(3)};
    figures.write5m = {values[4] - values[5], money(6), money(7)};
    figures.write1h = {values[5], money(8), money(9)};
    figures.cost = money(10);
    figures.fallbackRateAttempts = std::int64_t(values[11]);
    figures.reportedAttempts = std::int64_t(values[12]);
    figures.unpricedAttempts = std::int64_t(values[13]);
    figures.unpricedTokens = values[14];
    return figures;
}

/// The extra cost a token written, over the saving a token read. With one rate each, that is
/// (w - 1) / (1 - r); over several models it is their mean as they were used.
std::optional<double> breakEvenOf(const CacheBucket& read, Int128 written, MoneySum extra) {
    const auto readsPerWrite = shareOf(read.tokens, written);
    if (!readsPerWrite || !(MoneySum() < read.saved()))
        return std::nullopt;
    return *readsPerWrite * *shareOf(extra, read.saved());
}

} // namespace

Int128 CacheFigures::promptTokens() const {
    return inputTokens + read.tokens + writeTokens();
}
std::optional<double> CacheFigures::hitRate() const {
    return shareOf(read.tokens, promptTokens());
}
MoneySum CacheFigures::overstated() const {
    return read.saved() + write5m.saved() + write1h.saved();
}
std::optional<double> CacheFigures::overstatedPct() const {
    return shareOf(overstated(), cost);
}
std::optional<double> CacheFigures::readsPerWrite() const {
    return shareOf(read.tokens, writeTokens());
}
std::optional<double> CacheFigures::breakEven() const {
    return breakEvenOf(read, writeTokens(), MoneySum() - write5m.saved() - write1h.saved());
}
std::optional<double> CacheFigures::breakEven5m() const {
    return breakEvenOf(read, write5m.tokens, MoneySum() - write5m.saved());
}
std::optional<double> CacheFigures::breakEven1h() const {
    return breakEvenOf(read, write1h.tokens, MoneySum() - write1h.saved());
}

core::Result<CacheTable> promptCacheBy(const CacheQuery& query, const query::EventSource& source,
                                       std::stop_token stop) {
    const auto events = source.groups({query.by, kMeasures, query.filter}, std::move(stop));
    if (!events)
        return events.error();
    CacheTable table{query, {}, figuresOf(events->total)};
    for (const query::GroupRow& row : events->rows)
        table.rows.push_back({row.keys, figuresOf(row.values)});
    sortByChange(table.rows, [](const CacheRow& row) { return row.figures.overstated(); });
    return table;
}

} // namespace ms::analysis
