// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/change_segments.h"

#include "models/analysis/averages.h"
#include "models/stats/level_chain.h"

#include <set>

namespace ms::analysis {

using core::Bucket;
using core::Int128;
using core::MoneySum;
using query::Measure;
using segment::Figures;

namespace {

/// The parts of an attempt's cost: one a bucket, and what the source states as a whole.
constexpr std::size_t kUnsplit = core::kBuckets;
constexpr std::size_t kKinds = core::kBuckets + 1;

bool isPrompt(std::size_t kind) {
    return kind <= std::size_t(Bucket::CacheWrite1h);
}

/// Who moves the length of what one kind is counted in.
Driver lengthDriver(std::size_t kind) {
    if (isPrompt(kind))
        return Driver::PromptTokens;
    if (kind == std::size_t(Bucket::Output))
        return Driver::OutputTokens;
    return kind == std::size_t(Bucket::Query) ? Driver::Queries : Driver::Price;
}

/// A chain of levels, and who moves each of them.
struct Chain {
    stats::LevelChain levels;
    std::vector<Driver> drivers;

    void add(Driver driver, Int128 level) {
        drivers.push_back(driver);
        levels.levels.push_back(level);
    }
    Int128 amount() const { return levels.levels.back(); }
};

/// From all requests down to the picos of one kind of one model in one slice.
Chain chainOf(const ChainHead& head, const SliceFigures& slice, const Figures& model,
              std::size_t kind) {
    using namespace segment;
    Chain chain;
    chain.levels.base = head.base;
    if (head.units)
        chain.add(Driver::Success, *head.units);
    chain.add(Driver::Volume, head.requests);
    chain.add(Driver::Mix, slice.requests);
    const Int128 known = slice.sum[kPriced] + slice.sum[kReported];
    chain.add(Driver::Retries, slice.sum[kAttempts]);
    chain.add(Driver::OwnCache, slice.sum[kAttempts] - slice.sum[kAppCache]);
    chain.add(Driver::Retries, known + slice.sum[kUnpriced]); // without what nobody bills
    chain.add(Driver::Unknown, known);
    if (kind == kUnsplit) {
        chain.add(Driver::Models, model[kReported]);
        chain.add(Driver::Stated, model[kUnsplitCost]);
        return chain;
    }
    chain.add(Driver::Models, model[kPriced]);
    const Int128 quantity = model[kQuantities + kind];
    if (isPrompt(kind)) {
        Int128 prompt = 0;
        for (std::size_t k = 0; isPrompt(k); ++k)
            prompt += model[kQuantities + k];
        chain.add(Driver::PromptTokens, prompt);
        chain.add(Driver::Cache, quantity);
    } else {
        chain.add(lengthDriver(kind), quantity);
    }
    chain.add(Driver::Price, model[kCosts + kind]);
    return chain;
}

/// A slice or model that is not there in one of the periods is a line of its own.
Driver vanishingDriver(Driver driver, bool isNew) {
    switch (driver) {
    case Driver::Volume:
    case Driver::Mix:
        return isNew ? Driver::NewSlices : Driver::GoneSlices;
    case Driver::Models:
        return isNew ? Driver::NewModels : Driver::GoneModels;
    default:
        return driver;
    }
}

MoneySum changeOfAmount(const Chain& before, const Chain& after) {
    return *averageOf(MoneySum::fromPicos(after.amount()), after.levels.base) -
           *averageOf(MoneySum::fromPicos(before.amount()), before.levels.base);
}

void addEffects(DriverAmounts& amounts, const Chain& before, const Chain& after) {
    const stats::ChainEffects found = stats::chainEffects(before.levels, after.levels);
    if (!found.effects) {
        amounts[std::size_t(Driver::Undecomposed)] += changeOfAmount(before, after);
        return;
    }
    for (std::size_t i = 0; i < found.effects->size(); ++i) {
        const Driver driver = found.vanishing
                                  ? vanishingDriver(before.drivers[i], before.amount() == 0)
                                  : before.drivers[i];
        amounts[std::size_t(driver)] += MoneySum::fromPicos((*found.effects)[i]);
    }
}

} // namespace

const std::vector<Measure>& segment::measures() {
    // In the order of Index.
    static const std::vector<Measure> all{Measure::Attempts,
                                          Measure::PricedAttempts,
                                          Measure::ReportedAttempts,
                                          Measure::AppCacheAttempts,
                                          Measure::UnpricedAttempts,
                                          Measure::UnsplitCost,
                                          Measure::InputCost,
                                          Measure::CacheReadCost,
                                          Measure::CacheWrite5mCost,
                                          Measure::CacheWrite1hCost,
                                          Measure::OutputCost,
                                          Measure::RequestCost,
                                          Measure::QueryCost,
                                          Measure::PricedInputTokens,
                                          Measure::PricedCacheReadTokens,
                                          Measure::PricedCacheWrite5mTokens,
                                          Measure::PricedCacheWrite1hTokens,
                                          Measure::PricedOutputTokens,
                                          Measure::PricedAttempts,
                                          Measure::PricedQueries};
    return all;
}

DriverAmounts sliceEffects(const SliceFigures& before, const ChainHead& headBefore,
                           const SliceFigures& after, const ChainHead& headAfter) {
    std::set<std::string> models;
    for (const SliceFigures* slice : {&before, &after})
        for (const auto& [model, figures] : slice->models)
            models.insert(model);
    const auto figuresOf = [](const SliceFigures& slice, const std::string& model) {
        const auto found = slice.models.find(model);
        return found == slice.models.end() ? Figures{} : found->second;
    };
    DriverAmounts amounts{};
    for (const std::string& model : models) {
        const Figures first = figuresOf(before, model), second = figuresOf(after, model);
        for (std::size_t kind = 0; kind < kKinds; ++kind)
            addEffects(amounts, chainOf(headBefore, before, first, kind),
                       chainOf(headAfter, after, second, kind));
    }
    return amounts;
}

} // namespace ms::analysis
