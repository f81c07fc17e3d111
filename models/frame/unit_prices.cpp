// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/unit_prices.h"

#include "models/frame/tariff_column.h"

namespace ms::frame {

using core::Bucket;
using core::Int128;
using core::TextColumn;
using pricing::PriceBook;
using pricing::RateCard;

namespace {

UnitPrices unitPricesOf(const RateCard& card, const PriceBook& book, const BucketCounts& largest) {
    UnitPrices prices;
    prices.card = &card;
    prices.hasInput = card.of(Bucket::Input) != RateCard::kNone;
    prices.hasOutput = card.of(Bucket::Output) != RateCard::kNone;
    Int128 most = 0;
    const auto unitOf = [&](Bucket bucket, std::int64_t quantity) -> std::int64_t {
        if (card.of(bucket) == RateCard::kNone)
            return 0;
        const core::PriceRule& rule = book.rules()[std::size_t(card.of(bucket))];
        const std::int64_t picos = rule.amount.picos();
        prices.isExact &= picos % rule.per == 0;
        const std::int64_t unit = picos / rule.per;
        most += Int128(unit < 0 ? -Int128(unit) : Int128(unit)) * quantity;
        return unit;
    };
    for (std::size_t b = 0; b < kCountedBuckets; ++b) {
        prices.unit[b] = unitOf(kCountedBucketOrder[b], largest[b]);
        prices.isFallbackRate[b] = card.isFallbackRate[std::size_t(kCountedBucketOrder[b])];
        prices.isAnyFallbackRate |= prices.isFallbackRate[b];
    }
    prices.fee = unitOf(Bucket::Request, 1);
    prices.isExact &= most <= INT64_MAX;
    return prices;
}

CompiledTariff compile(PriceBook::Tariff tariff, const PriceBook& book, const BucketCounts& largest,
                       std::uint32_t& lastCode) {
    CompiledTariff compiled;
    compiled.tariff = std::move(tariff);
    const auto bandsOf = [&](const std::vector<PriceBook::Tariff::Band>& bands) {
        std::vector<CompiledTariff::Band> result;
        for (const auto& band : bands) {
            result.push_back({band.over, unitPricesOf(band.card, book, largest)});
            result.back().prices.code = ++lastCode;
        }
        return result;
    };
    for (const auto& period : compiled.tariff.periods())
        compiled.periods.push_back({period.from.micros, bandsOf(period.bands)});
    compiled.undated = bandsOf(compiled.tariff.undated());
    return compiled;
}

} // namespace

std::array<const CountColumn*, kCountedBuckets> bucketCountsOf(const UsageColumns& usage) {
    return {&usage.input,        &usage.cacheRead, &usage.cacheWrite5m,
            &usage.cacheWrite1h, &usage.output,    &usage.queries};
}

core::Result<std::vector<CompiledTariff>>
compileTariffs(const Columns& columns, const PriceBook& book, std::stop_token stop) {
    const auto usage = columns.usage(stop);
    if (!usage)
        return usage.error();
    const auto tariffs = columns.tariffs(stop);
    if (!tariffs)
        return tariffs.error();
    constexpr std::array names{TextColumn::Provider, TextColumn::Model, TextColumn::Account,
                               TextColumn::ServiceTier};
    std::array<const TextCodes*, names.size()> parts{};
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const auto text = columns.text(names[p], stop);
        if (!text)
            return text.error();
        parts[p] = *text;
    }
    BucketCounts largest{};
    for (std::size_t b = 0; b < kCountedBuckets; ++b)
        largest[b] = bucketCountsOf(**usage)[b]->largest;
    std::uint32_t lastCode = 0;
    std::vector<CompiledTariff> compiled;
    for (const TariffColumn::Key& key : (*tariffs)->keys)
        compiled.push_back(
            compile(book.tariffOf({parts[0]->texts[key[0]], parts[1]->texts[key[1]],
                                   parts[2]->texts[key[2]], parts[3]->texts[key[3]]}),
                    book, largest, lastCode));
    return compiled;
}

std::vector<const UnitPrices*> pricesByCode(const std::vector<CompiledTariff>& tariffs) {
    std::vector<const UnitPrices*> prices{nullptr};
    const auto take = [&prices](const std::vector<CompiledTariff::Band>& bands) {
        for (const CompiledTariff::Band& band : bands)
            prices.push_back(&band.prices);
    };
    for (const CompiledTariff& tariff : tariffs) { // in the order in which they were numbered
        for (const CompiledTariff::Period& period : tariff.periods)
            take(period.bands);
        take(tariff.undated);
    }
    return prices;
}

} // namespace ms::frame
