// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"

namespace ms::store {

/// For each kind of fact its table and its fields: one list that is bound, read and compared from.
/// `visit(column, field)` is called for each field but the line, in the order of the table.
template <class F>
struct FactFields;

template <>
struct FactFields<core::PriceRule> {
    static constexpr const char* table = "price_rule";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("provider", f.provider);
        visit("model", f.model);
        visit("account", f.account);
        visit("service_tier", f.serviceTier);
        visit("context_over", f.contextOver);
        visit("bucket", f.bucket);
        visit("per", f.per);
        visit("amount_picos", f.amount);
        visit("currency", f.currency);
        visit("valid_from", f.validFrom);
        visit("valid_to", f.validTo);
        visit("source", f.source);
    }
};

template <>
struct FactFields<core::ModelAlias> {
    static constexpr const char* table = "model_alias";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("provider", f.provider);
        visit("alias", f.alias);
        visit("model", f.model);
    }
};

template <>
struct FactFields<core::TenantFact> {
    static constexpr const char* table = "tenant";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("tenant", f.tenant);
        visit("name", f.name);
        visit("segment", f.segment);
        visit("tier", f.tier);
        visit("since", f.since);
        visit("until", f.until);
        visit("seats", f.seats);
    }
};

template <>
struct FactFields<core::PlanFact> {
    static constexpr const char* table = "plan";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("tier", f.tier);
        visit("revenue_per_tenant_month_picos", f.revenuePerTenantMonth);
        visit("currency", f.currency);
        visit("valid_from", f.validFrom);
        visit("valid_to", f.validTo);
        visit("included_requests", f.includedRequests);
        visit("included_tokens", f.includedTokens);
        visit("overage_price_picos", f.overagePrice);
        visit("overage_per", f.overagePer);
    }
};

template <>
struct FactFields<core::RevenueFact> {
    static constexpr const char* table = "revenue";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("identity", f.identity);
        visit("tenant", f.tenant);
        visit("tier", f.tier);
        visit("feature", f.feature);
        visit("period_start", f.periodStart);
        visit("period_end", f.periodEnd);
        visit("amount", f.amount);
        visit("currency", f.currency);
        visit("kind", f.kind);
        visit("basis", f.basis);
        visit("status", f.status);
        visit("invoice_id", f.invoiceId);
        visit("description", f.description);
        visit("amount_usd", f.amountUsd);
        visit("customers", f.customers);
        visit("cost_amount", f.costAmount);
        visit("margin_amount", f.marginAmount);
        visit("tags", f.tags);
        visit("flags", f.flags);
    }
};

template <>
struct FactFields<core::OutcomeFact> {
    static constexpr const char* table = "outcome";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("unit_type", f.unitType);
        visit("unit_id", f.unitId);
        visit("tenant", f.tenant);
        visit("outcome", f.outcome);
        visit("outcome_at", f.outcomeAt);
        visit("reopened_at", f.reopenedAt);
        visit("value_picos", f.value);
        visit("currency", f.currency);
    }
};

template <>
struct FactFields<core::ActiveUsersFact> {
    static constexpr const char* table = "active_users";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("identity", f.identity);
        visit("period_start", f.periodStart);
        visit("period_end", f.periodEnd);
        visit("feature", f.feature);
        visit("tenant", f.tenant);
        visit("tier", f.tier);
        visit("active_users", f.activeUsers);
        visit("retained_users", f.retainedUsers);
        visit("engagement", f.engagement);
        visit("flags", f.flags);
    }
};

template <>
struct FactFields<core::GpuHourFact> {
    static constexpr const char* table = "gpu_hour";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("hour_start", f.hourStart);
        visit("pool", f.pool);
        visit("node", f.node);
        visit("hourly_rate_picos", f.hourlyRate);
        visit("currency", f.currency);
        visit("gpus", f.gpus);
        visit("utilisation", f.utilisation);
        visit("feature", f.feature);
    }
};

template <>
struct FactFields<core::FxFact> {
    static constexpr const char* table = "fx";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("date", f.date);
        visit("currency", f.currency);
        visit("rate", f.rate);
    }
};

template <>
struct FactFields<core::BudgetFact> {
    static constexpr const char* table = "budget";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("scope_dim", f.scopeDimension);
        visit("scope_value", f.scopeValue);
        visit("period", f.period);
        visit("amount", f.amount);
        visit("currency", f.currency);
        visit("warn_pct", f.warnPct);
        visit("alert_pct", f.alertPct);
    }
};

template <>
struct FactFields<core::TenantAlias> {
    static constexpr const char* table = "tenant_alias";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("alias", f.alias);
        visit("tenant", f.tenant);
    }
};

template <>
struct FactFields<core::FeatureFact> {
    static constexpr const char* table = "endpoint_feature";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("endpoint", f.endpoint);
        visit("feature", f.feature);
        visit("owner_team", f.ownerTeam);
    }
};

template <>
struct FactFields<core::DecisionFact> {
    static constexpr const char* table = "decision";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("finding", f.finding);
        visit("status", f.status);
        visit("owner", f.owner);
        visit("lever", f.lever);
        visit("confirmed_type", f.confirmedType);
        visit("driver", f.driver);
        visit("containment", f.containment);
        visit("guardrail", f.guardrail);
        visit("note", f.note);
    }
};

template <>
struct FactFields<core::ChargeFact> {
    static constexpr const char* table = "charge";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("identity", f.identity);
        visit("period_start", f.periodStart);
        visit("period_end", f.periodEnd);
        visit("provider", f.provider);
        visit("account", f.account);
        visit("invoice_id", f.invoiceId);
        visit("billing_month", f.billingMonth);
        visit("charge_category", f.category);
        visit("charge_class", f.chargeClass);
        visit("charge_frequency", f.frequency);
        visit("credit_type", f.creditType);
        visit("service", f.service);
        visit("model", f.model);
        visit("sku_meter", f.skuMeter);
        visit("token_class", f.tokenClass);
        visit("service_tier", f.serviceTier);
        visit("quantity", f.quantity);
        visit("unit", f.unit);
        visit("quantity_tokens", f.quantityTokens);
        visit("amount", f.amount);
        visit("effective_amount", f.effectiveAmount);
        visit("list_amount", f.listAmount);
        visit("currency", f.currency);
        visit("commitment_id", f.commitmentId);
        visit("commitment_status", f.commitmentStatus);
        visit("description", f.description);
        visit("tags", f.tags);
        visit("flags", f.flags);
    }
};

template <>
struct FactFields<core::UsageFact> {
    static constexpr const char* table = "usage_bucket";
    template <class Fact, class Visit>
    static void visitAll(Fact& f, Visit&& visit) {
        visit("identity", f.identity);
        visit("period_start", f.periodStart);
        visit("period_end", f.periodEnd);
        visit("provider", f.provider);
        visit("upstream_provider", f.upstreamProvider);
        visit("model", f.model);
        visit("account", f.account);
        visit("user", f.user);
        visit("service_tier", f.serviceTier);
        visit("request_count", f.requests);
        visit("input_uncached_tokens", f.input);
        visit("cache_read_tokens", f.cacheRead);
        visit("cache_write_5m_tokens", f.cacheWrite5m);
        visit("cache_write_1h_tokens", f.cacheWrite1h);
        visit("output_tokens", f.output);
        visit("reasoning_tokens", f.reasoning);
        visit("reported_cost", f.reportedCost);
        visit("currency", f.currency);
        visit("tags", f.tags);
        visit("flags", f.flags);
    }
};

} // namespace ms::store
