// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/decimal.h"
#include "models/core/flags.h"
#include "models/core/price_rule.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace ms::core {

/// All prices of one model, tier and prompt size, as published price books state them.
/// Source  FORMATS.md 1.2, `price`.
struct PriceEntry {
    enum class Part : std::uint8_t {
        Input,
        Output,
        CacheRead,
        CacheWrite5m,
        CacheWrite1h,
        Reasoning
    };
    static constexpr std::size_t kParts = 6;

    std::string provider;
    std::string model;
    std::string mode; // chat, embedding, ...
    std::string serviceTier = "standard";
    std::int64_t minContextTokens = 0; // holds for attempts whose whole prompt is larger
    std::array<std::optional<Decimal>, kParts> perMillion; // currency per 1,000,000 tokens, by Part
    std::optional<Decimal> perRequest;
    std::optional<Decimal> perQuery;
    std::vector<std::pair<std::string, Decimal>> other; // prices of other kinds, per native unit
    std::string currency = "USD";
    std::optional<Moment> effectiveFrom;
    std::optional<Moment> effectiveTo;
    std::string source;    // contract, list page, ... as the file states it
    std::string publisher; // whose list it is, where the file does not say
    Flags flags;
    std::int64_t line = 0;

    /// A price of tokens, requests or queries; those of other kinds are none that costs are made
    /// of.
    bool hasPrices() const {
        return perRequest || perQuery ||
               std::any_of(perMillion.begin(), perMillion.end(),
                           [](const auto& price) { return price.has_value(); });
    }
    std::optional<Decimal>& operator[](Part part) { return perMillion[std::size_t(part)]; }
    const std::optional<Decimal>& operator[](Part part) const {
        return perMillion[std::size_t(part)];
    }
};

/// The rules that the entry states: one a bucket, none for reasoning (it is billed as output).
/// Errors  BadInput: a price is negative, or outside the range of Money.
Result<std::vector<PriceRule>> rulesOf(const PriceEntry& entry);

} // namespace ms::core
