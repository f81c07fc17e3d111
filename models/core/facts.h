// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/decimal.h"
#include "models/core/money.h"
#include "models/core/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ms::core {

/// The rows of the native files (DESIGN.md section 4) as importers hand them on and the store
/// keeps them. Ends are exclusive; an absent end is open. Empty text means not given.
/// `line` is the line of the file it came from.

enum class Bucket : std::uint8_t {
    Input,
    CacheRead,
    CacheWrite5m,
    CacheWrite1h,
    Output,
    Request,
    Query
};
inline constexpr std::size_t kBuckets = 7;
std::string_view nameOf(Bucket bucket); // "cache_write_5m"
std::optional<Bucket> bucketNamed(std::string_view name);

/// "`amount` `currency` buy `per` tokens (requests, queries) of this bucket".
struct PriceRule {
    std::string provider;
    std::string model;
    std::string account;          // empty: any account
    std::string serviceTier;      // empty: standard
    std::int64_t contextOver = 0; // holds for attempts whose whole prompt is larger
    Bucket bucket = Bucket::Input;
    std::int64_t per = 1'000'000; // 1 or more
    Money amount;
    std::string currency;
    std::optional<Moment> validFrom; // absent: always was
    std::optional<Moment> validTo;
    std::string source; // contract, list page, ...
    std::int64_t line = 0;
    std::string file; // filled by the store: the batch's file name
};

/// `alias` of `provider` is billed as `model`.
struct ModelAlias {
    std::string provider;
    std::string alias;
    std::string model;
    std::int64_t line = 0;
};

struct TenantFact {
    std::string tenant;
    std::string name;
    std::string segment;
    std::string tier;
    std::optional<Moment> since;
    std::optional<Moment> until;
    std::optional<std::int64_t> seats;
    std::int64_t line = 0;
};

struct PlanFact {
    std::string tier;
    Money revenuePerTenantMonth;
    std::string currency;
    std::optional<Moment> validFrom;
    std::optional<Moment> validTo;
    std::optional<std::int64_t> includedRequests;
    std::optional<std::int64_t> includedTokens;
    std::optional<Money> overagePrice;
    std::optional<std::int64_t> overagePer;
    std::int64_t line = 0;
};

struct RevenueFact {
    std::string tenant; // exactly one of tenant and tier is given
    std::string tier;
    std::string feature; // empty: not tied to one
    Moment periodStart;
    Moment periodEnd;
    Money amount;
    std::string currency;
    std::string kind; // subscription, overage, contract, usage, credit, refund
    std::int64_t line = 0;
};

struct OutcomeFact {
    std::string unitType;
    std::string unitId;
    std::string tenant;
    std::string outcome;
    std::optional<Moment> outcomeAt;
    std::optional<Moment> reopenedAt;
    std::optional<Money> value;
    std::string currency;
    std::int64_t line = 0;
};

struct ActiveUsersFact {
    Moment periodStart;
    Moment periodEnd;
    std::string feature; // empty: the whole product
    std::string tenant;
    std::string tier;
    std::int64_t activeUsers = 0;
    std::optional<std::int64_t> retainedUsers;
    std::optional<Decimal> engagement;
    std::int64_t line = 0;
};

struct GpuHourFact {
    Moment hourStart;
    std::string pool;
    std::string node;
    Money hourlyRate;
    std::string currency;
    std::optional<Decimal> gpus;
    std::optional<Decimal> utilisation; // 0..1
    std::string feature;
    std::int64_t line = 0;
};

struct FxFact {
    Day date;
    std::string currency;
    Decimal rate; // base currency per unit of `currency`
    std::int64_t line = 0;
};

struct BudgetFact {
    std::string scopeDimension;
    std::string scopeValue;
    std::string period;
    Money amount;
    std::string currency;
    std::optional<Decimal> warnPct;
    std::optional<Decimal> alertPct;
    std::int64_t line = 0;
};

/// Any one row of a native file.
using Fact = std::variant<PriceRule, ModelAlias, TenantFact, PlanFact, RevenueFact, OutcomeFact,
                          ActiveUsersFact, GpuHourFact, FxFact, BudgetFact>;

} // namespace ms::core
