// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/exchange_rates.h"

#include <utility>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;

namespace {
// 10^15 times an amount of 64 bits leaves room for rates up to 18,000.
constexpr int kRateDecimals = 15;
} // namespace

ExchangeRates::ExchangeRates(std::span<const core::FxFact> facts, std::string baseCurrency)
    : m_base{std::move(baseCurrency)} {
    for (const core::FxFact& fact : facts)
        m_rates[fact.currency][fact.date] = fact.rate;
}

bool ExchangeRates::isBase(std::string_view currency) const {
    return currency.empty() || currency == m_base;
}

ExchangeRates::InForce ExchangeRates::on(std::string_view currency, core::Day day) const {
    if (isBase(currency))
        return {core::Decimal{1, 0}, std::nullopt};
    const auto rates = m_rates.find(currency);
    if (rates == m_rates.end())
        return {};
    const auto next = rates->second.upper_bound(day);
    InForce found;
    if (next != rates->second.end())
        found.until = next->first;
    if (next != rates->second.begin())
        found.rate = std::prev(next)->second;
    return found;
}

std::optional<MoneySum> converted(MoneySum amount, const core::Decimal& rate) {
    Int128 digits = rate.digits;
    int scale = rate.scale;
    if (scale > kRateDecimals) {
        const core::Result<Int128> cut =
            core::scaled(rate, kRateDecimals, core::Rounding::HalfEven);
        if (!cut)
            return std::nullopt;
        digits = *cut;
        scale = kRateDecimals;
    }
    Int128 product = 0;
    if (__builtin_mul_overflow(amount.picos(), digits, &product))
        return std::nullopt;
    return MoneySum::fromPicos(
        core::divideRounded(product, core::powerOfTen(scale), core::Rounding::HalfEven));
}

} // namespace ms::analysis
