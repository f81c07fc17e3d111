// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/feature_columns.h"
#include "models/frame/rating.h"
#include "models/frame/scope_rows.h"
#include "models/pricing/price_book.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace ms::frame {

/// The fallback attempts of a scope, whatever the book and the features are.
struct Fallbacks {
    std::vector<std::uint32_t> rows; // ascending
    /// Attempts that are no fallbacks: by code of Columns::endpoint, then by tariff; empty without
    /// any fallback.
    std::vector<std::uint64_t> others;
};
core::Result<std::unique_ptr<const Fallbacks>>
findFallbacks(const Columns& columns, const ScopeRows& scope, std::stop_token stop);

/// What fallback attempts cost above the main model of their feature. Listed are the attempts of
/// which both costs are known, in order of rows.
struct FallbackCosts {
    std::vector<std::uint32_t> rows;
    std::vector<std::int64_t> extra; // one a row; may be negative
};
/// The feature's main model is the one with most in-scope attempts that are no fallbacks, ties by
/// name; it comes from the provider with most of them. Account, service tier, time and tokens stay
/// those of the attempt.
core::Result<std::unique_ptr<const FallbackCosts>>
fallbackCosts(const Columns& columns, const Fallbacks& fallbacks, const FeatureColumn& features,
              const Rating& rating, const pricing::PriceBook& book, std::stop_token stop);

} // namespace ms::frame
