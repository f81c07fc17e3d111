// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/rating.h"
#include "models/frame/tariff_column.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace ms::frame {

using core::TextColumn;
using query::CostBasis;

namespace {

struct MainModel {
    std::string_view provider;
    std::string_view model; // empty: the feature has none
};

struct BillingTexts {
    const TextCodes* provider;
    const TextCodes* model;
    const TextCodes* account;
    const TextCodes* serviceTier;
};

/// By feature code. Counts are those of [feature][tariff].
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

} // namespace

core::Result<std::unique_ptr<const FallbackCosts>>
fallbackCosts(const Columns& columns, const ScopeRows& scope, const Rating& rating,
              const pricing::PriceBook& book, std::stop_token stop) {
    auto costs = std::make_unique<FallbackCosts>();
    const auto usage = columns.usage(stop);
    if (!usage)
        return usage.error();
    if (!(*usage)->hasFallback)
        return std::unique_ptr<const FallbackCosts>(std::move(costs));
    const auto time = columns.time(stop);
    const auto tariffs = columns.tariffs(stop);
    const auto feature = columns.feature(stop);
    const auto provider = columns.text(TextColumn::Provider, stop);
    const auto model = columns.text(TextColumn::Model, stop);
    const auto account = columns.text(TextColumn::Account, stop);
    const auto tier = columns.text(TextColumn::ServiceTier, stop);
    if (!time)
        return time.error();
    if (!tariffs)
        return tariffs.error();
    for (const auto* text : {&feature, &provider, &model, &account, &tier})
        if (!*text)
            return text->error();
    const BillingTexts texts{*provider, *model, *account, *tier};
    const auto& keys = (*tariffs)->keys;

    std::vector<std::uint64_t> counts((*feature)->texts.size() * keys.size());
    std::vector<std::uint32_t> fallbacks;
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        if (row % 65'536 == 0 && stop.stop_requested())
            return cancelled();
        if (!scope.isIn.empty() && !scope.isIn[row])
            continue;
        if ((*usage)->flags[row] & kFallback)
            fallbacks.push_back(std::uint32_t(row));
        else
            ++counts[(*feature)->codes[row] * keys.size() + (*tariffs)->codes[row]];
    }
    const auto mains = mainModels(counts, (*feature)->texts.size(), keys, texts);
    std::map<std::pair<std::uint32_t, std::uint32_t>, pricing::PriceBook::Tariff> mainTariffs;
    for (const std::uint32_t row : fallbacks) {
        constexpr std::uint8_t withoutTokens = kInputUnknown | kOutputUnknown | kAppCache;
        if ((*usage)->flags[row] & withoutTokens)
            continue;
        if (rating.basisOf(row) == CostBasis::Unknown)
            continue;
        const std::uint32_t featureCode = (*feature)->codes[row];
        const MainModel& main = mains[featureCode];
        if (main.model.empty())
            continue;
        const std::uint32_t tariffCode = (*tariffs)->codes[row];
        const auto at = std::pair(featureCode, tariffCode);
        auto tariff = mainTariffs.find(at);
        if (tariff == mainTariffs.end())
            tariff =
                mainTariffs
                    .emplace(at, book.tariffOf({main.provider, main.model,
                                                texts.account->texts[keys[tariffCode][2]],
                                                texts.serviceTier->texts[keys[tariffCode][3]]}))
                    .first;
        const pricing::Usage tokens = usageOf(**usage, row);
        const auto priced = pricing::priceOf(
            tokens, tariff->second.at(core::Instant{(*time)->micros[row]}, promptOf(tokens)),
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
