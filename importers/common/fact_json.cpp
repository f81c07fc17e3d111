// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/fact_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <variant>

namespace ms::importers {

using core::Flag;
using Json = nlohmann::ordered_json;

namespace {

// Values, one overload a type; absent ones are left out.
void put(Json& out, std::string_view name, std::string_view text) {
    if (!text.empty())
        out[std::string(name)] = text;
}
void put(Json& out, std::string_view name, const core::Money& money) {
    out[std::string(name)] = toDecimalText(money);
}
void put(Json& out, std::string_view name, const core::Decimal& decimal) {
    out[std::string(name)] = toText(decimal);
}
void put(Json& out, std::string_view name, const core::Moment& moment) {
    out[std::string(name)] = toText(moment);
}
void put(Json& out, std::string_view name, std::int64_t number) {
    out[std::string(name)] = number;
}
void put(Json& out, std::string_view name, core::MoneySum money) {
    out[std::string(name)] = toDecimalText(money);
}
void put(Json& out, std::string_view name, core::Instant instant) {
    out[std::string(name)] = toMillisText(instant);
}
template <class T>
void put(Json& out, std::string_view name, const std::optional<T>& value) {
    if (value)
        put(out, name, *value);
}

// The fields that FORMATS.md marks as always written are null where there is nothing.
void putAlways(Json& out, const char* name, std::string_view text) {
    out[name] = text.empty() ? Json() : Json(text);
}
/// FORMATS.md has instants; the day of a file is shown as its midnight in UTC.
void putAlways(Json& out, const char* name, const std::optional<core::Moment>& moment) {
    const auto micros = [](const core::Moment& m) {
        return m.kind == core::Moment::Kind::Day ? m.value * core::kMicrosPerDay : m.value;
    };
    out[name] = moment ? Json(toMillisText(core::Instant{micros(*moment)})) : Json();
}
template <class T>
void putAlways(Json& out, const char* name, const std::optional<T>& value) {
    out[name] = Json();
    put(out, name, value);
}

void putFields(Json& out, const core::PriceRule& rule) {
    put(out, "provider", rule.provider);
    put(out, "model", rule.model);
    put(out, "account", rule.account);
    put(out, "service_tier", rule.serviceTier);
    put(out, "context_over", rule.contextOver);
    put(out, "bucket", nameOf(rule.bucket));
    put(out, "per", rule.per);
    put(out, "amount", rule.amount);
    put(out, "currency", rule.currency);
    put(out, "valid_from", rule.validFrom);
    put(out, "valid_to", rule.validTo);
    put(out, "source", rule.source);
}
void putFields(Json& out, const core::ModelAlias& alias) {
    put(out, "provider", alias.provider);
    put(out, "alias", alias.alias);
    put(out, "model", alias.model);
}
void putFields(Json& out, const core::TenantFact& tenant) {
    put(out, "tenant", tenant.tenant);
    put(out, "name", tenant.name);
    put(out, "segment", tenant.segment);
    put(out, "tier", tenant.tier);
    put(out, "since", tenant.since);
    put(out, "until", tenant.until);
    put(out, "seats", tenant.seats);
}
void putFields(Json& out, const core::PlanFact& plan) {
    put(out, "tier", plan.tier);
    put(out, "revenue_per_tenant_month", plan.revenuePerTenantMonth);
    put(out, "currency", plan.currency);
    put(out, "valid_from", plan.validFrom);
    put(out, "valid_to", plan.validTo);
    put(out, "included_requests", plan.includedRequests);
    put(out, "included_tokens", plan.includedTokens);
    put(out, "overage_price", plan.overagePrice);
    put(out, "overage_per", plan.overagePer);
}
void putFields(Json& out, const core::RevenueFact& revenue) {
    putAlways(out, "period_start", revenue.periodStart);
    putAlways(out, "period_end", revenue.periodEnd);
    putAlways(out, "tenant", revenue.tenant);
    putAlways(out, "plan_tier", revenue.tier);
    put(out, "feature", revenue.feature);
    // An amount that the source does not state is kept as zero with a flag. Null says the same.
    const bool isStated = !revenue.flags.has(Flag::ValueMissing);
    const auto flags =
        core::Flags::fromBits(revenue.flags.bits() & ~core::bitOf(Flag::ValueMissing));
    out["amount"] = isStated ? Json(toDecimalText(revenue.amount)) : Json();
    out["amount_basis"] = nameOf(revenue.basis);
    put(out, "revenue_kind", revenue.kind);
    putAlways(out, "currency", revenue.currency);
    put(out, "amount_usd", revenue.amountUsd);
    put(out, "customers", revenue.customers);
    put(out, "cost_amount", revenue.costAmount);
    put(out, "margin_amount", revenue.marginAmount);
    put(out, "status", revenue.status);
    put(out, "invoice_id", revenue.invoiceId);
    put(out, "description", revenue.description);
    putTags(out, revenue.tags);
    putFlags(out, flags);
}
void putFields(Json& out, const core::OutcomeFact& outcome) {
    put(out, "unit_type", outcome.unitType);
    put(out, "unit_id", outcome.unitId);
    put(out, "tenant", outcome.tenant);
    put(out, "outcome", outcome.outcome);
    put(out, "outcome_at", outcome.outcomeAt);
    put(out, "reopened_at", outcome.reopenedAt);
    put(out, "value", outcome.value);
    put(out, "currency", outcome.currency);
}
void putFields(Json& out, const core::ActiveUsersFact& users) {
    putAlways(out, "period_start", std::optional(users.periodStart));
    putAlways(out, "period_end", std::optional(users.periodEnd));
    putAlways(out, "feature", users.feature);
    putAlways(out, "tenant", users.tenant);
    putAlways(out, "plan_tier", users.tier);
    putAlways(out, "active_users", users.activeUsers);
    put(out, "retained_users", users.retainedUsers);
    put(out, "engagement", users.engagement);
    putFlags(out, users.flags);
}
void putFields(Json& out, const core::GpuHourFact& hour) {
    put(out, "hour_start", hour.hourStart);
    put(out, "pool", hour.pool);
    put(out, "node", hour.node);
    put(out, "hourly_rate", hour.hourlyRate);
    put(out, "currency", hour.currency);
    put(out, "gpus", hour.gpus);
    put(out, "utilisation", hour.utilisation);
    put(out, "feature", hour.feature);
}
void putFields(Json& out, const core::FxFact& fx) {
    put(out, "date", toText(fx.date));
    put(out, "currency", fx.currency);
    put(out, "rate", fx.rate);
}
void putFields(Json& out, const core::BudgetFact& budget) {
    put(out, "scope_dim", budget.scopeDimension);
    put(out, "scope_value", budget.scopeValue);
    put(out, "period", budget.period);
    put(out, "amount", budget.amount);
    put(out, "currency", budget.currency);
    put(out, "warn_pct", budget.warnPct);
    put(out, "alert_pct", budget.alertPct);
}

void putFields(Json& out, const core::TenantAlias& alias) {
    put(out, "alias", alias.alias);
    put(out, "tenant", alias.tenant);
}
void putFields(Json& out, const core::FeatureFact& fact) {
    put(out, "endpoint", fact.endpoint);
    put(out, "feature", fact.feature);
    put(out, "owner_team", fact.ownerTeam);
}
void putFields(Json& out, const core::DecisionFact& fact) {
    put(out, "finding", fact.finding);
    put(out, "status", fact.status);
    put(out, "owner", fact.owner);
    put(out, "lever", fact.lever);
    put(out, "confirmed_type", fact.confirmedType);
    put(out, "driver", fact.driver);
    put(out, "containment", fact.containment);
    put(out, "guardrail", fact.guardrail);
    put(out, "note", fact.note);
}
void putFields(Json& out, const core::PriceEntry& entry) {
    using Part = core::PriceEntry::Part;
    putAlways(out, "provider", entry.provider);
    putAlways(out, "model", entry.model);
    put(out, "mode", entry.mode);
    putAlways(out, "service_tier", entry.serviceTier);
    out["min_context_tokens"] = entry.minContextTokens;
    putAlways(out, "input", entry[Part::Input]);
    putAlways(out, "output", entry[Part::Output]);
    putAlways(out, "cache_read", entry[Part::CacheRead]);
    putAlways(out, "cache_write_5m", entry[Part::CacheWrite5m]);
    putAlways(out, "cache_write_1h", entry[Part::CacheWrite1h]);
    put(out, "reasoning", entry[Part::Reasoning]);
    for (const auto& [name, price] : entry.other)
        out["other"][name] = toText(price);
    putAlways(out, "currency", entry.currency);
    put(out, "effective_from", entry.effectiveFrom);
    put(out, "effective_to", entry.effectiveTo);
    put(out, "source", entry.source);
    putFlags(out, entry.flags);
}
void putFields(Json& out, const core::ChargeFact& charge) {
    putAlways(out, "period_start", charge.periodStart);
    putAlways(out, "period_end", charge.periodEnd);
    putAlways(out, "provider", charge.provider);
    put(out, "account", charge.account);
    put(out, "invoice_id", charge.invoiceId);
    put(out, "billing_month", charge.billingMonth);
    putAlways(out, "charge_category", charge.category);
    put(out, "charge_class", charge.chargeClass);
    put(out, "charge_frequency", charge.frequency);
    put(out, "credit_type", charge.creditType);
    put(out, "service", charge.service);
    put(out, "model", charge.model);
    put(out, "sku_meter", charge.skuMeter);
    put(out, "token_class", charge.tokenClass);
    put(out, "service_tier", charge.serviceTier);
    put(out, "quantity", charge.quantity);
    put(out, "unit", charge.unit);
    put(out, "quantity_tokens", charge.quantityTokens);
    out["amount"] = toText(charge.amount);
    put(out, "effective_amount", charge.effectiveAmount);
    put(out, "list_amount", charge.listAmount);
    putAlways(out, "currency", charge.currency);
    put(out, "commitment_id", charge.commitmentId);
    put(out, "commitment_status", charge.commitmentStatus);
    put(out, "description", charge.description);
    putTags(out, charge.tags);
    putFlags(out, charge.flags);
}
void putFields(Json& out, const core::UsageFact& usage) {
    put(out, "period_start", usage.periodStart);
    put(out, "period_end", usage.periodEnd);
    putAlways(out, "provider", usage.provider);
    put(out, "upstream_provider", usage.upstreamProvider);
    putAlways(out, "model", usage.model);
    put(out, "account", usage.account);
    put(out, "user", usage.user);
    put(out, "service_tier", usage.serviceTier);
    putAlways(out, "request_count", usage.requests);
    putAlways(out, "input_uncached_tokens", usage.input);
    putAlways(out, "cache_read_tokens", usage.cacheRead);
    putAlways(out, "cache_write_5m_tokens", usage.cacheWrite5m);
    putAlways(out, "cache_write_1h_tokens", usage.cacheWrite1h);
    putAlways(out, "context_tokens", usage.contextTokens());
    putAlways(out, "output_tokens", usage.output);
    putAlways(out, "reasoning_tokens", usage.reasoning);
    put(out, "reported_cost", usage.reportedCost);
    put(out, "currency", usage.currency);
    putTags(out, usage.tags);
    putFlags(out, usage.flags);
}

constexpr std::array<std::string_view, std::variant_size_v<core::Fact>> kKinds{
    "price",        "alias",        "tenant",  "plan",    "revenue",      "outcome",
    "active_users", "gpu_hour",     "fx",      "budget",  "tenant_alias", "price",
    "charge",       "usage_bucket", "feature", "decision"};

} // namespace

void putFlags(Json& out, core::Flags flags) {
    std::vector<std::string> names;
    for (std::uint8_t flag = 0; flag < static_cast<std::uint8_t>(Flag::Count); ++flag)
        if (flags.has(Flag(flag)))
            names.emplace_back(nameOf(Flag(flag)));
    std::sort(names.begin(), names.end());
    if (!names.empty())
        out["flags"] = names;
}

void putTags(Json& out, std::string_view tags) {
    if (!tags.empty())
        out["tags"] = Json::parse(tags);
}

void putFact(Json& out, const core::Fact& fact) {
    out["kind"] = kKinds[fact.index()];
    std::visit(
        [&out](const auto& row) {
            out["source_row"] = row.line;
            putFields(out, row);
        },
        fact);
}

} // namespace ms::importers
