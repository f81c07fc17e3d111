// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/charge_fact.h"
#include "models/core/decimal.h"
#include "models/core/flags.h"
#include "models/core/money.h"
#include "models/core/price_entry.h"
#include "models/core/time.h"
#include "models/core/usage_fact.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ms::core {

/// Rows that are no events, as importers hand them on and the store keeps them: those of the native
/// files (DESIGN.md section 4) and of the exports of FORMATS.md. Ends are exclusive; an absent end
/// is open. Empty text means not given. `line` is the line of the file it came from.

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

/// `alias` in revenue, outcomes and the like is the tenant that events call `tenant`.
struct TenantAlias {
    std::string alias;
    std::string tenant;
    std::int64_t line = 0;
};

/// Attempts of `endpoint` belong to `feature`.
struct FeatureFact {
    std::string
        endpoint; // exactly as the log states it; with a trailing *: all names that begin so
    std::string feature;
    std::string ownerTeam;
    std::int64_t line = 0;
    std::int64_t batch = 0; // that states it, once stored
    std::string file;       // its name
};

/// What was decided about a finding. Texts are as somebody entered them.
struct DecisionFact {
    std::string finding; // analysis::Finding::id
    std::string status;  // empty, open, in_progress, done or dismissed
    std::string owner;
    std::string lever;         // what is done about it
    std::string confirmedType; // of an incident: what it was, once somebody looked
    std::string driver;
    std::string containment; // what stopped it
    std::string guardrail;   // what keeps it from coming back
    std::string note;
    std::int64_t line = 0;
    std::int64_t batch = 0; // that states it, once stored
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

/// What the amount of a revenue row is per.
enum class RevenueBasis : std::uint8_t {
    Period,              // the whole period: native files
    InvoicedExTax,       // the whole period, as invoiced
    Mrr,                 // each month of the period
    SubscriptionMonthly, // each month of the period
    PerCustomerMonth,    // each month and customer of the tier: a plan
};
inline constexpr std::size_t kRevenueBases = 5;
std::string_view nameOf(RevenueBasis basis); // "invoiced_ex_tax"
std::optional<RevenueBasis> revenueBasisNamed(std::string_view name);

/// Revenue. Native rows and invoices have a period; a snapshot of subscriptions may have none, and
/// then earns in no month.
struct RevenueFact {
    std::string
        identity; // rows of one source with the same one are versions: the latest import counts
    std::string tenant;
    std::string tier;
    std::string feature; // empty: not tied to one
    std::optional<Moment> periodStart;
    std::optional<Moment> periodEnd;
    MoneySum amount;
    std::string currency;
    std::string kind; // native: subscription, overage, contract, usage, credit, refund
    RevenueBasis basis = RevenueBasis::Period;
    std::string status;    // as the source states it
    std::string invoiceId; // of the source
    std::string description;
    std::optional<MoneySum> amountUsd;     // as the source converts it
    std::optional<std::int64_t> customers; // of a tier
    std::optional<MoneySum> costAmount;    // as a tier table states it
    std::optional<MoneySum> marginAmount;
    std::string tags; // JSON object of left-over fields, or empty
    Flags flags;
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
    std::string
        identity; // rows of one source with the same one are versions: the latest import counts
    Moment periodStart;
    Moment periodEnd;
    std::string feature; // empty: the whole product
    std::string tenant;
    std::string tier;
    std::optional<std::int64_t> activeUsers; // absent: the source has a row without a value
    std::optional<std::int64_t> retainedUsers;
    std::optional<Decimal> engagement;
    Flags flags;
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
    MoneySum amount;
    std::string currency;
    std::optional<Decimal> warnPct;
    std::optional<Decimal> alertPct;
    std::int64_t line = 0;
};

/// Any one row of a file that holds no events.
using Fact = std::variant<PriceRule, ModelAlias, TenantFact, PlanFact, RevenueFact, OutcomeFact,
                          ActiveUsersFact, GpuHourFact, FxFact, BudgetFact, TenantAlias, PriceEntry,
                          ChargeFact, UsageFact, FeatureFact, DecisionFact>;

} // namespace ms::core
