// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/facts.h"

#include <array>

namespace ms::core {

namespace {
constexpr std::array<std::string_view, kRevenueBases> kBasisNames{
    "period", "invoiced_ex_tax", "mrr", "subscription_monthly", "per_customer_month"};
}

std::string_view nameOf(RevenueBasis basis) {
    return kBasisNames[std::size_t(basis)];
}

std::optional<RevenueBasis> revenueBasisNamed(std::string_view name) {
    for (std::size_t i = 0; i < kRevenueBases; ++i)
        if (kBasisNames[i] == name)
            return static_cast<RevenueBasis>(i);
    return std::nullopt;
}

} // namespace ms::core
