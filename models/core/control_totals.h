// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/decimal.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ms::core {

/// The sum of one measure in one unit: "input_uncached_tokens" in "tokens", "amount" in "USD".
struct ControlTotal {
    std::string measure;
    std::string unit;
    Decimal amount;
    friend bool operator==(const ControlTotal&, const ControlTotal&) = default;
};

/// Adds up what rows say, to hold against what their source says of itself. Exact; a sum that
/// leaves 127 bits is left out rather than wrong.
class ControlTotals {
public:
    void add(std::string_view measure, std::string_view unit, const Decimal& amount);
    void add(std::string_view measure, std::string_view unit,
             const std::optional<Decimal>& amount) {
        if (amount)
            add(measure, unit, *amount);
    }
    /// In order of measure and unit.
    std::vector<ControlTotal> all() const;

private:
    std::map<std::pair<std::string, std::string>, std::optional<Decimal>, std::less<>> m_sums;
};

} // namespace ms::core
