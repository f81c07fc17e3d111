// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/control_totals.h"

namespace ms::core {

void ControlTotals::add(std::string_view measure, std::string_view unit, const Decimal& amount) {
    const auto [sum, isFirst] =
        m_sums.try_emplace({std::string(measure), std::string(unit)}, Decimal{});
    if (sum->second)
        sum->second = plus(*sum->second, amount);
}

std::vector<ControlTotal> ControlTotals::all() const {
    std::vector<ControlTotal> totals;
    for (const auto& [key, sum] : m_sums)
        if (sum)
            totals.push_back({key.first, key.second, *sum});
    return totals;
}

} // namespace ms::core
