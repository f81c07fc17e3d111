// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/fallback_costs.h"

#include "models/frame/columns.h"
#include "models/frame/parallel.h"
#include "models/frame/tariff_column.h"
#include "models/pricing/cost_of.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace ms::frame {

using core::TextColumn;
using query::CostBasis;

namespace {

struct BillingTexts {
    const TextCodes* provider;
    const TextCodes* model;
    const TextCodes* account;
    const TextCodes* serviceTier;
};

/// The model that a feature mostly uses, with the provider it mostly comes from.
struct MainModel {
    std::string_view provider;
    std::string_view model; // empty: the feature has none
};

/// Counts of [endpoint][tariff] as those of [feature][tariff].
std::vector<std::uint64_t> byFeature(const std::vector<std::uint64_t>& ofEndpoints,
                                     const FeatureColumn& features, std::size_t tariffs) {
    if (features.valueOf.empty())
        return ofEndpoints;
    std::vector<std::uint64_t> counts(features.texts.size() * tariffs);
    for (std::size_t i = 0; i < ofEndpoints.size(); ++i)
        counts[features.valueOf[i / tariffs] * tariffs + i % tariffs] += ofEndpoints[i];
    return counts;
}

/// By feature. Counts are those of [feature][tariff].
std::vector<MainModel> mainModels(const std::vector<std::uint64_t>& counts, std::size_t features,
                                  const std::vector<TariffColumn::Key>& keys,
                                  const BillingTexts& texts) {
    std::vector<MainModel> mains(features);
    for (std::size_t f = 0; f < features; ++f) {
        std::map<std::string_view, std::map<std::string_view, std::uint64_t>> byModel;
        for (std::size_t t = 0; t < keys.size(); ++t) {
            const std::string_view model = texts.model->texts[keys[t][1]];
            const std::uint64_t count = counts[f * keys.size() + t];
            if (count > 0 && !model.empty())
                byModel[model][texts.provider->texts[keys[t][0]]] += count;
        }
        std::uint64_t most = 0;
        for (const auto& [model, providers] : byModel) { // ascending: the first of equals stays
            std::uint64_t total = 0;
            std::uint64_t mostOfProvider = 0;
            std::string_view provider;
            for (const auto& [name, count] : providers) {
                total += count;
                if (count <= mostOfProvider)
                    continue;
                mostOfProvider = count;
                provider = name;
            }
            if (total <= most)
                continue;
            most = total;
            mains[f] = {provider, model};
        }
    }
    return mains;
}

pricing::Usage usageOf(const UsageColumns& usage, std::size_t row) {
    return {usage.input[row],        usage.cacheRead[row], usage.cacheWrite5m[row],
            usage.cacheWrite1h[row], usage.output[row],    usage.queries[row]};
}

std::int64_t promptOf(const pricing::Usage& usage) {
    return *usage.input + *usage.cacheRead + *usage.cacheWrite5m + *usage.cacheWrite1h;
}

/// Texts and codes that both steps look at.
struct Inputs {
    const UsageColumns* usage = nullptr;
    const TimeColumn* time = nullptr;
    const TariffColumn* tariffs = nullptr;
    const TextCodes* endpoint = nullptr;
    BillingTexts texts{};
};

core::Result<Inputs> inputsOf(const Columns& columns, std::stop_token stop) {
    Inputs in;
    core::Status status;
    const auto take = [&status](auto& target, const auto& result) {
        if (result)
            target = *result;
        else if (status)
            status = result.error();
    };
    take(in.usage, columns.usage(stop));
    take(in.time, columns.time(stop));
    take(in.tariffs, columns.tariffs(stop));
    take(in.endpoint, columns.endpoint(stop));
    take(in.texts.provider, columns.text(TextColumn::Provider, stop));
    take(in.texts.model, columns.text(TextColumn::Model, stop));
    take(in.texts.account, columns.text(TextColumn::Account, stop));
    take(in.texts.serviceTier, columns.text(TextColumn::ServiceTier, stop));
    if (!status)
        return status.error();
    return in;
}

} // namespace

core::Result<std::unique_ptr<const Fallbacks>>
findFallbacks(const Columns& columns, const ScopeRows& scope, std::stop_token stop) {
    auto found = std::make_unique<Fallbacks>();
    const auto usage = columns.usage(stop);
    if (!usage)
        return usage.error();
    if (!(*usage)->hasFallback)
        return std::unique_ptr<const Fallbacks>(std::move(found));
    const auto in = inputsOf(columns, stop);
    if (!in)
        return in.error();
    const auto& keys = in->tariffs->keys;
    const std::size_t combinations = in->endpoint->texts.size() * keys.size();
    std::vector<std::vector<std::uint64_t>> countsOf(columns.workers()); // by worker
    std::vector<std::vector<std::uint32_t>> rowsOf(blocksOf(columns.rows()));
    const bool isDone = parallelBlocks(
        rowsOf.size(), columns.workers(), stop, [&](unsigned worker, std::size_t block) {
            countsOf[worker].resize(combinations);
            const std::size_t end = std::min(columns.rows(), (block + 1) * kBlockRows);
            for (std::size_t row = block * kBlockRows; row < end; ++row) {
                if (!scope.isIn.empty() && !scope.isIn[row])
                    continue;
                if (in->usage->flags[row] & kFallback)
                    rowsOf[block].push_back(std::uint32_t(row));
                else
                    ++countsOf[worker]
                              [in->endpoint->codes[row] * keys.size() + in->tariffs->codes[row]];
            }
        });
    if (!isDone)
        return cancelled();
    found->others.resize(combinations);
    for (const auto& ofWorker : countsOf)
        for (std::size_t i = 0; i < ofWorker.size(); ++i)
            found->others[i] += ofWorker[i];
    for (const auto& ofBlock : rowsOf)
        found->rows.insert(found->rows.end(), ofBlock.begin(), ofBlock.end());
    return std::unique_ptr<const Fallbacks>(std::move(found));
}

core::Result<std::unique_ptr<const FallbackCosts>>
fallbackCosts(const Columns& columns, const Fallbacks& fallbacks, const FeatureColumn& features,
              const Rating& rating, const pricing::PriceBook& book, std::stop_token stop) {
    auto costs = std::make_unique<FallbackCosts>();
    if (fallbacks.rows.empty())
        return std::unique_ptr<const FallbackCosts>(std::move(costs));
    const auto in = inputsOf(columns, stop);
    if (!in)
        return in.error();
    const std::vector<MainModel> mains =
        mainModels(byFeature(fallbacks.others, features, in->tariffs->keys.size()),
                   features.texts.size(), in->tariffs->keys, in->texts);
    std::map<std::pair<std::uint32_t, std::uint32_t>, pricing::PriceBook::Tariff> mainTariffs;
    for (const std::uint32_t row : fallbacks.rows) {
        constexpr std::uint8_t withoutTokens = kInputUnknown | kOutputUnknown | kAppCache;
        if (in->usage->flags[row] & withoutTokens)
            continue;
        if (rating.basisOf(row) == CostBasis::Unknown)
            continue;
        const std::uint32_t feature = features.at(row);
        const MainModel& main = mains[feature];
        if (main.model.empty())
            continue;
        const std::uint32_t tariffCode = in->tariffs->codes[row];
        const auto at = std::pair(feature, tariffCode);
        auto tariff = mainTariffs.find(at);
        if (tariff == mainTariffs.end()) {
            const TariffColumn::Key& key = in->tariffs->keys[tariffCode];
            tariff = mainTariffs
                         .emplace(at, book.tariffOf({main.provider, main.model,
                                                     in->texts.account->texts[key[2]],
                                                     in->texts.serviceTier->texts[key[3]]}))
                         .first;
        }
        const pricing::Usage tokens = usageOf(*in->usage, row);
        const auto priced = pricing::priceOf(
            tokens, tariff->second.at(core::Instant{in->time->micros[row]}, promptOf(tokens)),
            book.rules());
        std::int64_t extra = 0;
        if (!priced || __builtin_sub_overflow(rating.costs[row], priced->total.picos(), &extra))
            continue;
        costs->rows.push_back(row);
        costs->extra.push_back(extra);
    }
    return std::unique_ptr<const FallbackCosts>(std::move(costs));
}

} // namespace ms::frame
