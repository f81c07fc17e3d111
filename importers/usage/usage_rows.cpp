// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/usage_rows.h"

#include "models/core/event_record.h"

namespace ms::importers {

using core::NumberColumn;

void setPeriod(Record& record, std::optional<core::Instant> start, std::optional<core::Instant> end,
               core::UsageFact& usage) {
    if (!start || !end)
        return record.fail("period", "The start or the end of the period is missing.");
    if (end->micros <= start->micros)
        return record.fail("period", "The period ends before it begins.");
    usage.periodStart = *start;
    usage.periodEnd = *end;
}

void readCost(Record& record, std::size_t key, core::UsageFact& usage) {
    usage.reportedCost = record.decimal(key);
    if (!usage.reportedCost)
        return;
    if (usage.reportedCost->digits < 0)
        record.fail(record.name(key), "'" + toText(*usage.reportedCost) +
                                          "' is negative; only invoices and revenue may be.");
    usage.currency = "USD";
}

TokenCounts countsAt(Record& record, std::initializer_list<CountKey> keys) {
    TokenCounts counts;
    for (const CountKey& one : keys)
        counts[one.field] = record.count(one.key);
    return counts;
}

std::string settleUsage(const TokenCounts& counts, const TokenConvention& convention,
                        core::UsageFact& usage) {
    if (!counts.areAnyGiven() && !usage.requests && !usage.reportedCost)
        return "The row states neither tokens nor requests nor a cost.";
    core::EventRecord settled;
    std::string problem = settleTokens(counts, convention, settled);
    if (!problem.empty())
        return problem;
    const auto known = [&settled](NumberColumn column) {
        const std::int64_t count = settled[column];
        return count == core::kUnknownNumber ? std::nullopt : std::optional(count);
    };
    usage.input = known(NumberColumn::Input);
    usage.cacheRead = known(NumberColumn::CacheRead);
    usage.cacheWrite5m = known(NumberColumn::CacheWrite5m);
    usage.cacheWrite1h = known(NumberColumn::CacheWrite1h);
    usage.output = known(NumberColumn::Output);
    usage.reasoning = known(NumberColumn::Reasoning);
    usage.flags = core::Flags::fromBits(usage.flags.bits() | settled[NumberColumn::Flags]);
    return {};
}

void settleCounts(Record& record, const TokenCounts& counts, const TokenConvention& convention,
                  core::UsageFact& usage) {
    std::string problem = settleUsage(counts, convention, usage);
    if (!problem.empty())
        record.fail("", std::move(problem));
}

std::string identityPart(core::Instant instant) {
    return std::to_string(instant.micros);
}

} // namespace ms::importers
