// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/rating.h"
#include "models/frame/scope_rows.h"
#include "models/pricing/price_book.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

namespace ms::frame {

/// The model that a feature mostly uses, with the provider it mostly comes from.
struct MainModel {
    std::string_view provider;
    std::string_view model; // empty: the feature has none
};

/// The fallback attempts of a scope, whatever the book.
struct Fallbacks {
    std::vector<std::uint32_t> rows;   // ascending
    std::vector<MainModel> mainModels; // by code of Columns::feature; texts are those of Columns
};
/// The feature's main model is the one with most in-scope attempts that are no fallbacks, ties by
/// name.
core::Result<std::unique_ptr<const Fallbacks>>
findFallbacks(const Columns& columns, const ScopeRows& scope, std::stop_token stop);

/// What fallback attempts cost above the main model of their feature. Listed are the attempts of
/// which both costs are known, in order of rows.
struct FallbackCosts {
    std::vector<std::uint32_t> rows;
    std::vector<std::int64_t> extra; // one a row; may be negative
};
/// Account, service tier, time and tokens stay those of the attempt.
core::Result<std::unique_ptr<const FallbackCosts>>
fallbackCosts(const Columns& columns, const Fallbacks& fallbacks, const Rating& rating,
              const pricing::PriceBook& book, std::stop_token stop);

} // namespace ms::frame
