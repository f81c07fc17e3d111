// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ms::analysis {

/// What a currency is worth in the base currency on a day: the latest rate on or before it.
class ExchangeRates {
public:
    /// Input  `facts` in order of import: of two rates for one day the later one holds.
    ExchangeRates(std::span<const core::FxFact> facts, std::string baseCurrency);

    /// Holds for the days up to `until` (exclusive); absent: until further notice.
    struct InForce {
        std::optional<core::Decimal> rate; // absent: none on or before the day
        std::optional<core::Day> until;
    };
    InForce on(std::string_view currency, core::Day day) const;
    /// An amount without a currency is in the base currency.
    bool isBase(std::string_view currency) const;
    const std::string& base() const { return m_base; }

private:
    std::string m_base;
    std::map<std::string, std::map<core::Day, core::Decimal>, std::less<>> m_rates;
};

/// `amount` x `rate`, rounded once, half-even. Nothing when the product leaves 127 bits.
std::optional<core::MoneySum> converted(core::MoneySum amount, const core::Decimal& rate);

} // namespace ms::analysis
