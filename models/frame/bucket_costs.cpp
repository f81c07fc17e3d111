// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/bucket_costs.h"

#include "models/core/check.h"
#include "models/frame/parallel.h"
#include "models/frame/tariff_column.h"
#include "models/pricing/cost_of.h"

#include <algorithm>

namespace ms::frame {

using core::Bucket;
using core::Int128;
using pricing::RateCard;
using query::CostBasis;

/// Each attempt is one request; every other bucket is counted.
struct BucketCosts::Quantities {
    const CountColumn* counts = nullptr; // null: 1 a row

    std::int64_t of(std::size_t row) const { return counts ? (*counts)[row] : 1; }
    std::int64_t largest() const { return counts ? counts->largest : 1; }
};

BucketCosts::Quantities BucketCosts::quantitiesOf(Bucket bucket) const {
    const auto found = std::find(kCountedBucketOrder.begin(), kCountedBucketOrder.end(), bucket);
    if (found == kCountedBucketOrder.end())
        return {};
    return {bucketCountsOf(*m_usage)[std::size_t(found - kCountedBucketOrder.begin())]};
}

void BucketCosts::partsOf(Bucket bucket, std::size_t begin, std::span<std::int64_t> parts) const {
    const Quantities quantities = quantitiesOf(bucket);
    const std::int64_t* units = m_units[std::size_t(bucket)].data();
    std::fill(parts.begin(), parts.end(), 0);
    m_codes.visit([&](const auto* codes) {
        for (std::size_t i = 0; i < parts.size(); ++i)
            parts[i] = units[codes[begin + i]];
    });
    if (quantities.counts && quantities.counts->isZero())
        std::fill(parts.begin(), parts.end(), 0);
    else if (quantities.counts)
        quantities.counts->visit([&](const auto* counts) {
            for (std::size_t i = 0; i < parts.size(); ++i)
                parts[i] *= std::int64_t(counts[begin + i]);
        });
    if (!m_isExact)
        correctInexact(bucket, begin, parts);
}

/// Rates finer than a pico-unit a token are rounded once a row, as the row's cost was.
void BucketCosts::correctInexact(Bucket bucket, std::size_t begin,
                                 std::span<std::int64_t> parts) const {
    const Quantities quantities = quantitiesOf(bucket);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const UnitPrices* prices = m_prices[m_codes[begin + i]];
        if (!prices || prices->isExact || prices->card->of(bucket) == RateCard::kNone)
            continue;
        const auto cost = pricing::amountFor(
            quantities.of(begin + i), m_book->rules()[std::size_t(prices->card->of(bucket))]);
        CHECK(cost, "What the frame priced has a price.");
        parts[i] = cost->picos();
    }
}

void BucketCosts::partsAsInput(Bucket bucket, std::size_t begin,
                               std::span<std::int64_t> parts) const {
    partsOf(bucket, begin, parts);
    const Quantities quantities = quantitiesOf(bucket);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::int64_t quantity = quantities.of(begin + i);
        const UnitPrices* prices = quantity == 0 ? nullptr : m_prices[m_codes[begin + i]];
        if (!prices)
            continue;
        const auto cost = pricing::amountFor(
            quantity, m_book->rules()[std::size_t(prices->card->of(Bucket::Input))]);
        if (cost)
            parts[i] = cost->picos();
    }
}

std::int64_t BucketCosts::largest(Bucket bucket) const {
    Int128 most = 0;
    for (const UnitPrices* prices : m_prices)
        for (const Bucket rate : {bucket, Bucket::Input}) {
            if (!prices || prices->card->of(rate) == RateCard::kNone)
                continue;
            const core::PriceRule& rule = m_book->rules()[std::size_t(prices->card->of(rate))];
            const Int128 amount = rule.amount.picos();
            most = std::max(
                most,
                (amount < 0 ? -amount : amount) * quantitiesOf(bucket).largest() / rule.per + 1);
        }
    return most > INT64_MAX ? INT64_MAX : std::int64_t(most);
}

void BucketCosts::setUnits() {
    m_prices = pricesByCode(m_tariffs);
    for (auto& units : m_units)
        units.resize(m_prices.size());
    for (std::size_t code = 1; code < m_prices.size(); ++code) {
        const UnitPrices& prices = *m_prices[code];
        m_isExact &= prices.isExact;
        if (!prices.isExact)
            continue; // stays 0, correctInexact adds it
        for (std::size_t b = 0; b < kCountedBuckets; ++b)
            m_units[std::size_t(kCountedBucketOrder[b])][code] = prices.unit[b];
        m_units[std::size_t(Bucket::Request)][code] = prices.fee;
    }
}

core::Result<std::unique_ptr<const BucketCosts>> splitCosts(const Columns& columns,
                                                            const Rating& rating,
                                                            const pricing::PriceBook& book,
                                                            std::stop_token stop) {
    auto tariffs = compileTariffs(columns, book, stop);
    if (!tariffs)
        return tariffs.error();
    const auto time = columns.time(stop);
    if (!time)
        return time.error();
    const UsageColumns& usage = **columns.usage(stop);            // read by compileTariffs
    const CodeColumn& tariffOf = (*columns.tariffs(stop))->codes; // too
    auto split = std::make_unique<BucketCosts>();
    split->m_usage = &usage;
    split->m_book = &book;
    split->m_tariffs = *std::move(tariffs);
    split->setUnits();
    split->m_codes = CodeColumn(columns.rows(), split->m_prices.size());

    const auto codeOf = [&](std::size_t row) {
        if (rating.basisOf(row) != CostBasis::Priced)
            return 0U;
        const std::int64_t prompt = usage.input[row] + usage.cacheRead[row] +
                                    usage.cacheWrite5m[row] + usage.cacheWrite1h[row];
        return split->m_tariffs[tariffOf[row]].at((*time)->micros[row], prompt)->code;
    };
    bool isDone = true;
    split->m_codes.visitMutable([&](auto* codes) {
        using Code = std::remove_reference_t<decltype(*codes)>;
        const auto codeBlock = [&](unsigned, std::size_t block) {
            const std::size_t end = std::min(columns.rows(), (block + 1) * kBlockRows);
            for (std::size_t row = block * kBlockRows; row < end; ++row)
                codes[row] = Code(codeOf(row));
        };
        isDone = parallelBlocks(blocksOf(columns.rows()), columns.workers(), stop, codeBlock);
    });
    if (!isDone)
        return cancelled();
    return std::unique_ptr<const BucketCosts>(std::move(split));
}

} // namespace ms::frame
