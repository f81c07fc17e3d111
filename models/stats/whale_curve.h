// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ms::stats {

struct TenantMargin {
    std::string_view id;
    core::Int128 margin = 0; // picos: revenue - cost
};

/// Profit piled up from the best tenant to the worst.
struct WhaleCurve {
    struct Point {
        std::size_t tenant = 0; // index in the input
        core::Int128 cumulated = 0;
    };
    std::vector<Point> points; // largest margin first; equal margins by id
    core::Int128 total = 0;
    core::Int128 peak = 0;                    // largest cumulated margin; 0 without tenants
    std::size_t tenantsAtPeak = 0;            // the fewest that reach it
    core::Int128 erosion = 0;                 // peak - total: what the rest takes away again
    std::vector<std::size_t> negativeTenants; // indices in the input, in the order of the curve
};

/// How much of the profit do the best tenants earn, and how much do the others take away?
/// Units   picos in, picos out: exact.
/// Cost    O(n log n).
/// Source  METHODS 4.2; Kaplan and Narayanan 2001.
WhaleCurve whaleCurve(std::span<const TenantMargin> tenants);

struct TenantAmounts {
    core::Int128 revenue = 0; // picos
    core::Int128 cost = 0;
};

/// Three answers to "what is our margin". Large gaps between them are the message.
struct MarginRates {
    std::optional<double> portfolio;    // sum of margins / sum of revenues
    std::optional<double> medianTenant; // of the tenants with a rate
    std::optional<double> costWeighted; // mean of their rates, weighted by cost
    std::vector<std::size_t> free;      // indices of tenants without revenue: no rate
    std::vector<std::size_t> inCredit;  // indices of tenants with negative revenue: no rate either
};

/// Margin rates of a portfolio, and who has none.
/// Output  empty where nothing has a rate, or the weights add up to nothing.
/// Cost    O(n log n).
/// Source  METHODS 4.2.
MarginRates marginRates(std::span<const TenantAmounts> tenants);

} // namespace ms::stats
