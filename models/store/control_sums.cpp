// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/control_sums.h"

namespace ms::store {

namespace {

using core::Decimal;
using core::NumberColumn;

Decimal moneyOf(core::Int128 picos) {
    Decimal amount{picos, core::kPicoDecimals};
    while (amount.scale > 0 && amount.digits % 10 == 0) {
        amount.digits /= 10;
        --amount.scale;
    }
    return amount;
}

std::optional<Decimal> countOf(const std::optional<std::int64_t>& count) {
    return count ? std::optional<Decimal>({*count, 0}) : std::nullopt;
}

/// What each kind of fact has to add up; most have nothing.
class FactSums {
public:
    explicit FactSums(core::ControlTotals& totals) : m_totals{totals} {}

    void operator()(const core::ChargeFact& charge) const {
        m_totals.add("amount", charge.currency, charge.amount);
        m_totals.add("effective_amount", charge.currency, charge.effectiveAmount);
        m_totals.add("list_amount", charge.currency, charge.listAmount);
        m_totals.add("quantity_tokens", kTokens, charge.quantityTokens);
    }
    void operator()(const core::UsageFact& usage) const {
        m_totals.add("input_uncached_tokens", kTokens, countOf(usage.input));
        m_totals.add("cache_read_tokens", kTokens, countOf(usage.cacheRead));
        m_totals.add("cache_write_5m_tokens", kTokens, countOf(usage.cacheWrite5m));
        m_totals.add("cache_write_1h_tokens", kTokens, countOf(usage.cacheWrite1h));
        m_totals.add("output_tokens", kTokens, countOf(usage.output));
        m_totals.add("reported_cost", usage.currency, usage.reportedCost);
    }
    void operator()(const core::RevenueFact& revenue) const {
        m_totals.add("amount", revenue.currency, moneyOf(revenue.amount.picos()));
    }
    template <class Other>
    void operator()(const Other&) const {}

private:
    core::ControlTotals& m_totals;
};

} // namespace

void addTokenSum(NumberColumn column, std::span<const std::int64_t> counts,
                 std::span<const std::uint32_t> leftOut, core::ControlTotals& totals) {
    core::Int128 sum = 0;
    std::size_t known = 0;
    const auto valueOf = [](std::int64_t count) {
        return count == core::kUnknownNumber ? 0 : count;
    };
    for (const std::int64_t count : counts) {
        sum += valueOf(count);
        known += count != core::kUnknownNumber ? 1 : 0;
    }
    for (const std::uint32_t row : leftOut) {
        sum -= valueOf(counts[row]);
        known -= counts[row] != core::kUnknownNumber ? 1 : 0;
    }
    if (known > 0)
        totals.add(nameOf(column), kTokens, Decimal{sum, 0});
}

void addCostSums(std::span<const std::int64_t> costs, std::span<const std::uint32_t> codes,
                 const std::vector<std::string>& currencies, std::span<const std::uint32_t> leftOut,
                 core::ControlTotals& totals) {
    std::vector<core::Int128> sums(currencies.size());
    for (std::size_t row = 0; row < costs.size(); ++row)
        if (costs[row] != core::kUnknownNumber)
            sums[codes[row]] += costs[row];
    for (const std::uint32_t row : leftOut)
        if (costs[row] != core::kUnknownNumber)
            sums[codes[row]] -= costs[row];
    for (std::size_t code = 0; code < sums.size(); ++code)
        if (sums[code] != 0)
            totals.add(nameOf(NumberColumn::ReportedCost), currencies[code], moneyOf(sums[code]));
}

void addControlSums(const core::EventBlock& block, core::ControlTotals& totals) {
    for (const NumberColumn column : kTokenColumns)
        addTokenSum(column, block.numbers(column), {}, totals);
    addCostSums(block.numbers(NumberColumn::ReportedCost), block.codes(core::TextColumn::Currency),
                block.dictionary(core::TextColumn::Currency), {}, totals);
}

void addControlSums(const core::Fact& fact, core::ControlTotals& totals) {
    std::visit(FactSums(totals), fact);
}

} // namespace ms::store
