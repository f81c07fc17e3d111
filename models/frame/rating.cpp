// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/rating.h"

#include "models/core/at_once.h"
#include "models/frame/parallel.h"
#include "models/frame/tariff_column.h"
#include "models/frame/unit_prices.h"
#include "models/pricing/cost_of.h"
#include "models/pricing/failure_billing.h"

#include <algorithm>
#include <array>

namespace ms::frame {

using core::TextColumn;
using pricing::PriceBook;
using query::CostBasis;

namespace {

/// Everything that rating a row looks at.
struct Inputs {
    const TimeColumn* time = nullptr;
    const UsageColumns* usage = nullptr;
    const ReportedCosts* reported = nullptr;
    const TariffColumn* tariffs = nullptr;
    const TextCodes* status = nullptr;
    const TextCodes* error = nullptr;
    const TextCodes* currency = nullptr;
    std::vector<CompiledTariff> compiled;     // by tariff code
    std::vector<std::uint8_t> isFailed;       // by status code
    std::vector<std::uint8_t> isNotBilled;    // by error code
    std::vector<std::uint8_t> isBaseCurrency; // by currency code
};

core::Result<Inputs> inputsOf(const Columns& columns, const PriceBook& book, std::stop_token stop) {
    Inputs in;
    core::Status status;
    const auto take = [&status](auto& target, const auto& result) {
        if (result)
            target = *result;
        else if (status)
            status = result.error();
    };
    core::atOnce({[&] { (void)columns.usage(stop); },
            [&] {
                (void)columns.tariffs(stop);
                (void)columns.time(stop);
                (void)columns.reportedCosts(stop);
            }});
    take(in.time, columns.time(stop));
    take(in.usage, columns.usage(stop));
    take(in.reported, columns.reportedCosts(stop));
    take(in.tariffs, columns.tariffs(stop));
    take(in.status, columns.text(TextColumn::Status, stop));
    take(in.error, columns.text(TextColumn::Error, stop));
    take(in.currency, columns.text(TextColumn::Currency, stop));
    if (!status)
        return status.error();
    auto compiled = compileTariffs(columns, book, stop);
    if (!compiled)
        return compiled.error();
    in.compiled = *std::move(compiled);
    for (const std::string& text : in.status->texts)
        in.isFailed.push_back(text == "error");
    for (const std::string& text : in.error->texts)
        in.isNotBilled.push_back(pricing::billingOfFailure("error", text) ==
                                 pricing::FailureBilling::NotBilled);
    for (const std::string& text : in.currency->texts)
        in.isBaseCurrency.push_back(text.empty() || text == book.currency());
    return in;
}

/// Rates the rows of one block; each worker has its own.
class BlockRater {
public:
    BlockRater(const Inputs& in, const PriceBook& book, Rating& rating)
        : m_in{in}, m_book{book}, m_rating{rating} {}

    void rateRows(std::size_t begin, std::size_t end) {
        for (std::size_t at = begin; at < end; at += kChunk)
            rateChunk(at, std::min(end, at + kChunk));
    }
    std::int64_t largest() const { return m_largest; }
    bool hasUnknown() const { return m_hasUnknown; }

private:
    static constexpr std::size_t kChunk = 1024;

    void rateChunk(std::size_t begin, std::size_t end) {
        const auto counts = bucketCountsOf(*m_in.usage);
        for (std::size_t b = 0; b < kCountedBuckets; ++b) {
            if (counts[b]->isZero())
                continue; // stays 0
            counts[b]->visit([&](const auto* values) {
                std::copy(values + begin, values + end, m_counts[b].begin());
            });
        }
        m_codes.fill(0);
        m_in.tariffs->codes.visit(
            [&](const auto* codes) { std::copy(codes + begin, codes + end, m_codes.begin()); });
        for (std::size_t row = begin; row < end; ++row)
            rateRow(row, row - begin);
    }

    void rateRow(std::size_t row, std::size_t i) {
        const std::uint8_t flags = m_in.usage->flags[row];
        if (flags & kAppCache)
            return set(row, 0, std::uint8_t(CostBasis::AppCache));
        if (flags & (kInputUnknown | kOutputUnknown))
            return rateUnpriced(row);
        const std::int64_t prompt =
            m_counts[0][i] + m_counts[1][i] + m_counts[2][i] + m_counts[3][i];
        const UnitPrices* prices = m_in.compiled[m_codes[i]].at(m_in.time->micros[row], prompt);
        const bool hasPrice =
            prices && prices->hasInput && (prices->hasOutput || m_counts[4][i] <= 0);
        if (!hasPrice)
            return rateUnpriced(row);
        if (!prices->isExact)
            return rateExactly(row, i, *prices);
        std::int64_t cost = prices->fee;
        for (std::size_t b = 0; b < kCountedBuckets; ++b)
            cost += prices->unit[b] * m_counts[b][i];
        set(row, cost, pricedBasis(i, *prices));
    }

    std::uint8_t pricedBasis(std::size_t i, const UnitPrices& prices) const {
        bool isFallback = false;
        if (prices.isAnyFallbackRate)
            for (std::size_t b = 0; b < kCountedBuckets; ++b)
                isFallback |= prices.isFallbackRate[b] && m_counts[b][i] != 0;
        return std::uint8_t(std::uint8_t(CostBasis::Priced) |
                            (isFallback ? Rating::kFallbackRate : 0));
    }

    void rateExactly(std::size_t row, std::size_t i, const UnitPrices& prices) {
        const pricing::Usage usage{m_counts[0][i], m_counts[1][i], m_counts[2][i],
                                   m_counts[3][i], m_counts[4][i], m_counts[5][i]};
        const auto priced = pricing::priceOf(usage, *prices.card, m_book.rules());
        if (!priced)
            return rateUnpriced(row);
        set(row, priced->total.picos(), pricedBasis(i, prices));
    }

    void rateUnpriced(std::size_t row) {
        if (!m_in.reported->picos.empty()) {
            const std::int64_t reported = m_in.reported->picos[row];
            if (reported != core::kUnknownNumber && m_in.isBaseCurrency[m_in.currency->codes[row]])
                return set(row, reported, std::uint8_t(CostBasis::Reported));
        }
        constexpr std::uint8_t noUsage = kInputUnknown | kOutputUnknown;
        const bool isUnbilled = (m_in.usage->flags[row] & noUsage) == noUsage &&
                                m_in.isFailed[m_in.status->codes[row]] &&
                                m_in.isNotBilled[m_in.error->codes[row]];
        if (isUnbilled)
            return set(row, 0, std::uint8_t(CostBasis::Unbilled));
        m_hasUnknown = true;
        set(row, 0, std::uint8_t(CostBasis::Unknown));
    }

    void set(std::size_t row, std::int64_t cost, std::uint8_t basis) {
        m_rating.costs[row] = cost;
        m_rating.basis[row] = basis;
        m_largest = std::max(m_largest, cost < 0 ? -cost : cost);
    }

    const Inputs& m_in;
    const PriceBook& m_book;
    Rating& m_rating;
    std::array<std::array<std::int64_t, kChunk>, kCountedBuckets> m_counts{};
    std::array<std::uint32_t, kChunk> m_codes{};
    std::int64_t m_largest = 0;
    bool m_hasUnknown = false;
};

} // namespace

core::Result<std::unique_ptr<const Rating>> rate(const Columns& columns, const PriceBook& book,
                                                 std::stop_token stop) {
    const auto in = inputsOf(columns, book, stop);
    if (!in)
        return in.error();
    auto rating = std::make_unique<Rating>();
    // Not filled with zeros first: every row is set, and the workers touch the pages in parallel.
    rating->costs.reset(new std::int64_t[columns.rows()]);
    rating->basis.reset(new std::uint8_t[columns.rows()]);
    std::vector<std::unique_ptr<BlockRater>> raters;
    for (unsigned w = 0; w < columns.workers(); ++w)
        raters.push_back(std::make_unique<BlockRater>(*in, book, *rating));
    const bool isDone = parallelBlocks(
        blocksOf(columns.rows()), columns.workers(), stop, [&](unsigned worker, std::size_t block) {
            raters[worker]->rateRows(block * kBlockRows,
                                     std::min(columns.rows(), (block + 1) * kBlockRows));
        });
    if (!isDone)
        return cancelled();
    for (const auto& rater : raters) {
        rating->largest = std::max(rating->largest, rater->largest());
        rating->hasUnknown |= rater->hasUnknown();
    }
    return std::unique_ptr<const Rating>(std::move(rating));
}

} // namespace ms::frame
