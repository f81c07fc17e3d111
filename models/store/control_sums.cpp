// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/control_sums.h"

#include <array>

namespace ms::store {

namespace {

using core::Decimal;
using core::NumberColumn;

constexpr std::array kTokenColumns{NumberColumn::Input,        NumberColumn::CacheRead,
                                   NumberColumn::CacheWrite5m, NumberColumn::CacheWrite1h,
                                   NumberColumn::Output,       NumberColumn::Reasoning};

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

void addControlSums(const core::EventBlock& block, core::ControlTotals& totals) {
    for (const NumberColumn column : kTokenColumns) {
        core::Int128 sum = 0;
        bool isKnown = false;
        for (const std::int64_t count : block.numbers(column)) {
            const bool isGiven = count != core::kUnknownNumber;
            sum += isGiven ? count : 0;
            isKnown |= isGiven;
        }
        if (isKnown)
            totals.add(nameOf(column), kTokens, Decimal{sum, 0});
    }
    const std::vector<std::string>& currencies = block.dictionary(core::TextColumn::Currency);
    std::vector<core::Int128> costs(currencies.size());
    const std::vector<std::uint32_t>& codes = block.codes(core::TextColumn::Currency);
    const std::vector<std::int64_t>& reported = block.numbers(NumberColumn::ReportedCost);
    for (std::size_t row = 0; row < reported.size(); ++row)
        if (reported[row] != core::kUnknownNumber)
            costs[codes[row]] += reported[row];
    for (std::size_t code = 0; code < costs.size(); ++code)
        if (costs[code] != 0)
            totals.add(nameOf(NumberColumn::ReportedCost), currencies[code], moneyOf(costs[code]));
}

void addControlSums(const core::Fact& fact, core::ControlTotals& totals) {
    std::visit(FactSums(totals), fact);
}

} // namespace ms::store
