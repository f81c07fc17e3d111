// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/sum_column.h"

#include <algorithm>

namespace ms::frame {

using query::CostBasis;
using query::Measure;

namespace {

SumColumn countsOf(const CountColumn& counts) {
    SumColumn column;
    column.largest = counts.largest;
    counts.visit([&column](const auto* values) { column.source = values; });
    return column;
}

SumColumn bucketsOf(std::array<const CountColumn*, 5> counts, const std::uint8_t* basis,
                    CostBasis only = CostBasis::Unknown) {
    SumColumn column;
    column.largest = 0;
    for (const CountColumn* count : counts)
        if (count && __builtin_add_overflow(column.largest, count->largest, &column.largest))
            column.largest = INT64_MAX;
    column.source = SumColumn::Buckets{counts, basis, only};
    return column;
}

core::Result<SumColumn> tokensOf(Measure measure, const UsageColumns& usage) {
    switch (measure) {
    case Measure::InputTokens:
        return countsOf(usage.input);
    case Measure::CacheReadTokens:
        return countsOf(usage.cacheRead);
    case Measure::CacheWriteTokens:
        if (usage.cacheWrite1h.isZero())
            return countsOf(usage.cacheWrite5m);
        return bucketsOf({&usage.cacheWrite5m, &usage.cacheWrite1h}, nullptr);
    case Measure::CacheWrite1hTokens:
        return countsOf(usage.cacheWrite1h);
    case Measure::PromptTokens:
        return bucketsOf(
            {&usage.input, &usage.cacheRead, &usage.cacheWrite5m, &usage.cacheWrite1h}, nullptr);
    case Measure::OutputTokens:
        return countsOf(usage.output);
    case Measure::ReasoningTokens:
        return countsOf(usage.reasoning);
    default:
        return countsOf(usage.avoided);
    }
}

/// The count of a measure of what the book priced.
const CountColumn& pricedCountsOf(Measure measure, const UsageColumns& usage) {
    switch (measure) {
    case Measure::PricedInputTokens:
        return usage.input;
    case Measure::PricedCacheReadTokens:
        return usage.cacheRead;
    case Measure::PricedCacheWrite5mTokens:
        return usage.cacheWrite5m;
    case Measure::PricedCacheWrite1hTokens:
        return usage.cacheWrite1h;
    case Measure::PricedOutputTokens:
        return usage.output;
    default:
        return usage.queries;
    }
}

core::Result<SumColumn> ratedOf(Measure measure, const Rating& rating, const UsageColumns& usage) {
    SumColumn column;
    const auto basisIs = [&rating](CostBasis basis) {
        return SumColumn::Bits{rating.basis.get(), std::uint8_t(~Rating::kFallbackRate),
                               std::uint8_t(basis)};
    };
    switch (measure) {
    case Measure::Cost:
        column.source = rating.costs.get();
        column.largest = rating.largest;
        break;
    case Measure::UnpricedAttempts:
        if (rating.hasUnknown)
            column.source = basisIs(CostBasis::Unknown);
        break;
    case Measure::UnpricedTokens:
        if (!rating.hasUnknown)
            break;
        return bucketsOf({&usage.input, &usage.cacheRead, &usage.cacheWrite5m, &usage.cacheWrite1h,
                          &usage.output},
                         rating.basis.get());
    case Measure::ReportedAttempts:
        column.source = basisIs(CostBasis::Reported);
        break;
    case Measure::PricedAttempts:
        column.source = basisIs(CostBasis::Priced);
        break;
    case Measure::AppCacheAttempts:
        column.source = basisIs(CostBasis::AppCache);
        break;
    case Measure::UnsplitCost:
        column.source = SumColumn::Masked{rating.costs.get(), rating.basis.get(),
                                          std::uint8_t(~Rating::kFallbackRate),
                                          std::uint8_t(CostBasis::Reported)};
        column.largest = rating.largest;
        break;
    case Measure::PricedInputTokens:
    case Measure::PricedCacheReadTokens:
    case Measure::PricedCacheWrite5mTokens:
    case Measure::PricedCacheWrite1hTokens:
    case Measure::PricedOutputTokens:
    case Measure::PricedQueries:
        return bucketsOf({&pricedCountsOf(measure, usage)}, rating.basis.get(), CostBasis::Priced);
    default:
        column.source =
            SumColumn::Bits{rating.basis.get(), Rating::kFallbackRate, Rating::kFallbackRate};
    }
    return column;
}

/// Units that have but one row are counted by it; entity_sums.h counts the others.
core::Result<SumColumn> unitsOf(Measure measure, const LocalFrame& frame, std::stop_token stop) {
    const auto units = frame.units(stop);
    if (!units)
        return units.error();
    SumColumn column;
    const std::uint8_t* flags = (*units)->flags.data();
    if (isUnitCount(measure)) {
        const auto bits = std::uint8_t(kUnitOnlyRow | unitFlagOf(measure));
        column.source = SumColumn::Bits{flags, bits, bits};
        return column;
    }
    const auto rating = frame.rating(stop);
    if (!rating)
        return rating.error();
    const std::uint8_t flag = unitFlagOf(measure);
    column.source = SumColumn::Masked{(*rating)->costs.get(), flags, flag, flag};
    column.largest = (*rating)->largest;
    return column;
}

/// The cache bucket of a measure of its tokens at the input rate.
std::optional<core::Bucket> bucketAsInput(Measure measure) {
    switch (measure) {
    case Measure::CacheReadAsInput:
        return core::Bucket::CacheRead;
    case Measure::CacheWrite5mAsInput:
        return core::Bucket::CacheWrite5m;
    case Measure::CacheWrite1hAsInput:
        return core::Bucket::CacheWrite1h;
    default:
        return {};
    }
}

core::Result<SumColumn> partsOf(core::Bucket bucket, bool isAsInput, const LocalFrame& frame,
                                std::stop_token stop) {
    const auto costs = frame.bucketCosts(stop);
    if (!costs)
        return costs.error();
    SumColumn column;
    column.source = SumColumn::Parts{*costs, bucket, isAsInput};
    column.largest = (*costs)->largest(bucket);
    return column;
}

} // namespace

std::optional<core::Bucket> bucketOfCost(Measure measure) {
    switch (measure) {
    case Measure::InputCost:
        return core::Bucket::Input;
    case Measure::CacheReadCost:
        return core::Bucket::CacheRead;
    case Measure::CacheWrite5mCost:
        return core::Bucket::CacheWrite5m;
    case Measure::CacheWrite1hCost:
        return core::Bucket::CacheWrite1h;
    case Measure::OutputCost:
        return core::Bucket::Output;
    case Measure::RequestCost:
        return core::Bucket::Request;
    case Measure::QueryCost:
        return core::Bucket::Query;
    default:
        return {};
    }
}

bool isUnitCount(Measure measure) {
    return measure == Measure::Units || measure == Measure::SuccessfulUnits ||
           measure == Measure::FailedUnits || measure == Measure::PendingUnits;
}

std::uint8_t unitFlagOf(Measure measure) {
    switch (measure) {
    case Measure::SuccessfulUnits:
    case Measure::SuccessfulUnitCost:
        return kUnitSucceeded;
    case Measure::FailedUnits:
    case Measure::FailedUnitCost:
        return kUnitFailed;
    case Measure::PendingUnits:
    case Measure::PendingUnitCost:
        return kUnitPending;
    default:
        return kUnit;
    }
}

core::Result<SumColumn> sumColumnOf(Measure measure, const LocalFrame& frame,
                                    const query::Scope& scope, std::stop_token stop) {
    const Columns& columns = frame.columns();
    SumColumn column;
    const auto singlesOf = [&](EntityKind kind) -> core::Result<SumColumn> {
        const auto index = columns.entities(kind, stop);
        if (!index)
            return index.error();
        column.source = (*index)->isSingle.data();
        return column;
    };
    if (const auto bucket = bucketOfCost(measure))
        return partsOf(*bucket, false, frame, stop);
    if (const auto bucket = bucketAsInput(measure))
        return partsOf(*bucket, true, frame, stop);
    switch (measure) {
    case Measure::Attempts:
        column.source = SumColumn::Ones{};
        return column;
    case Measure::Requests:
        return singlesOf(EntityKind::Request);
    case Measure::Actions:
        return singlesOf(EntityKind::Action);
    case Measure::Users:
        return singlesOf(EntityKind::User);
    case Measure::RetryCost:
    case Measure::FallbackCost:
        return column;
    case Measure::FirstAttempts: {
        const auto rows = columns.scope(scope, stop);
        if (!rows)
            return rows.error();
        column.source = (*rows)->isFirst.data();
        return column;
    }
    case Measure::Units:
    case Measure::SuccessfulUnits:
    case Measure::FailedUnits:
    case Measure::PendingUnits:
    case Measure::UnitCost:
    case Measure::SuccessfulUnitCost:
    case Measure::FailedUnitCost:
    case Measure::PendingUnitCost:
        return unitsOf(measure, frame, stop);
    case Measure::LatencyMs:
    case Measure::LatencyUnknown: {
        const auto latency = columns.latency(stop);
        if (!latency)
            return latency.error();
        if (measure == Measure::LatencyMs)
            return countsOf((*latency)->millis);
        column.source = SumColumn::Bits{(*latency)->isUnknown.data(), 1, 1};
        return column;
    }
    default:
        break;
    }
    const auto usage = columns.usage(stop);
    if (!usage)
        return usage.error();
    switch (measure) {
    case Measure::InputTokens:
    case Measure::CacheReadTokens:
    case Measure::CacheWriteTokens:
    case Measure::CacheWrite1hTokens:
    case Measure::PromptTokens:
    case Measure::OutputTokens:
    case Measure::ReasoningTokens:
    case Measure::AvoidedTokens:
        return tokensOf(measure, **usage);
    case Measure::UsageUnknown:
        column.source = SumColumn::Bits{(*usage)->flags.data(), kIncomplete, kIncomplete};
        return column;
    default:
        break;
    }
    const auto rating = frame.rating(stop);
    if (!rating)
        return rating.error();
    return ratedOf(measure, **rating, **usage);
}

} // namespace ms::frame
