// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/revenue_tables.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

RowProblem checkTenant(const core::TenantFact& tenant) {
    if (tenant.since && tenant.until && !isAfter(*tenant.until, *tenant.since))
        return {"until", "'until' must lie after 'since' (ends are exclusive)."};
    return {};
}

RowProblem checkDecision(const core::DecisionFact& decision) {
    constexpr std::array<std::string_view, 5> kStatuses{"", "open", "in_progress", "done",
                                                        "dismissed"};
    if (std::find(kStatuses.begin(), kStatuses.end(), decision.status) == kStatuses.end())
        return {"status", "It is none of open, in_progress, done and dismissed."};
    return {};
}

RowProblem checkPlan(const core::PlanFact& plan) {
    if (plan.revenuePerTenantMonth.picos() < 0)
        return {"revenue_per_tenant_month", "A plan's revenue cannot be negative."};
    if (plan.overagePrice && plan.overagePrice->picos() < 0)
        return {"overage_price", "A price cannot be negative."};
    if (plan.overagePer && *plan.overagePer < 1)
        return {"overage_per", "'overage_per' must be 1 or more."};
    if (plan.overagePrice.has_value() != plan.overagePer.has_value())
        return {"overage_per", "'overage_price' and 'overage_per' belong together."};
    if (plan.validFrom && plan.validTo && !isAfter(*plan.validTo, *plan.validFrom))
        return {"valid_to", "'valid_to' must lie after 'valid_from' (ends are exclusive)."};
    return {};
}

RowProblem checkRevenue(const core::RevenueFact& revenue) {
    static constexpr std::array<std::string_view, 6> kKinds{"subscription", "overage", "contract",
                                                            "usage",        "credit",  "refund"};
    if (revenue.tenant.empty() == revenue.tier.empty())
        return {"tenant", "Exactly one of 'tenant' and 'tier' must be given."};
    if (!isAfter(*revenue.periodEnd, *revenue.periodStart))
        return {"period_end", "'period_end' must lie after 'period_start' (ends are exclusive)."};
    if (std::find(kKinds.begin(), kKinds.end(), revenue.kind) == kKinds.end())
        return {"kind", "'" + revenue.kind +
                            "' is not one of subscription, overage, contract, usage, credit, "
                            "refund."};
    if (revenue.amount.picos() < 0 && revenue.kind != "credit" && revenue.kind != "refund")
        return {"amount", "Only credits and refunds may be negative."};
    return {};
}

RowProblem checkFx(const core::FxFact& fx) {
    if (fx.rate.digits <= 0)
        return {"rate", "A rate must be larger than zero."};
    return {};
}

RowProblem checkBudget(const core::BudgetFact& budget) {
    if (budget.amount.picos() < 0)
        return {"amount", "A budget cannot be negative."};
    if (budget.scopeDimension.empty() && !budget.scopeValue.empty())
        return {"scope_dim", "A 'scope_value' needs its 'scope_dim'."};
    const auto isNegative = [](const std::optional<core::Decimal>& percent) {
        return percent && percent->digits < 0;
    };
    if (isNegative(budget.warnPct) || isNegative(budget.alertPct))
        return {"warn_pct", "Percentages cannot be negative."};
    return {};
}

} // namespace

TableSpec tenantsTable() {
    using Fact = core::TenantFact;
    return tableOf<Fact>(core::FileKind::Tenants, "Tenants",
                         {
                             column("tenant", Need::Required, &Fact::tenant),
                             column("name", Need::Optional, &Fact::name),
                             column("segment", Need::Optional, &Fact::segment),
                             column("tier", Need::Optional, &Fact::tier),
                             column("since", Need::Optional, &Fact::since),
                             column("until", Need::Optional, &Fact::until),
                             column("seats", Need::Optional, &Fact::seats),
                         },
                         checkTenant);
}

TableSpec tenantAliasesTable() {
    using Fact = core::TenantAlias;
    return tableOf<Fact>(core::FileKind::TenantAliases, "Names of tenants in other systems",
                         {
                             column("alias", Need::Required, &Fact::alias),
                             column("tenant", Need::Required, &Fact::tenant),
                         },
                         [](const Fact& alias) -> RowProblem {
                             if (alias.alias == alias.tenant)
                                 return {"alias", "The alias is the tenant's own name."};
                             return {};
                         });
}

TableSpec featuresTable() {
    using Fact = core::FeatureFact;
    return tableOf<Fact>(core::FileKind::Features, "Features of endpoints",
                         {
                             column("endpoint", Need::Required, &Fact::endpoint),
                             column("feature", Need::Required, &Fact::feature),
                             column("owner_team", Need::Optional, &Fact::ownerTeam),
                         },
                         [](const Fact&) { return RowProblem{}; });
}

TableSpec decisionsTable() {
    using Fact = core::DecisionFact;
    return tableOf<Fact>(core::FileKind::Decisions, "Decisions about findings",
                         {
                             column("finding", Need::Required, &Fact::finding),
                             column("status", Need::Optional, &Fact::status),
                             column("owner", Need::Optional, &Fact::owner),
                             column("lever", Need::Optional, &Fact::lever),
                             column("confirmed_type", Need::Optional, &Fact::confirmedType),
                             column("driver", Need::Optional, &Fact::driver),
                             column("containment", Need::Optional, &Fact::containment),
                             column("guardrail", Need::Optional, &Fact::guardrail),
                             column("note", Need::Optional, &Fact::note),
                         },
                         checkDecision);
}

TableSpec plansTable() {
    using Fact = core::PlanFact;
    return tableOf<Fact>(
        core::FileKind::Plans, "Plans",
        {
            column("tier", Need::Required, &Fact::tier),
            column("revenue_per_tenant_month", Need::Required, &Fact::revenuePerTenantMonth),
            currencyColumn("currency", Need::Required, &Fact::currency),
            column("valid_from", Need::Optional, &Fact::validFrom),
            column("valid_to", Need::Optional, &Fact::validTo),
            column("included_requests", Need::Optional, &Fact::includedRequests),
            column("included_tokens", Need::Optional, &Fact::includedTokens),
            column("overage_price", Need::Optional, &Fact::overagePrice),
            column("overage_per", Need::Optional, &Fact::overagePer),
        },
        checkPlan);
}

TableSpec revenueTable() {
    using Fact = core::RevenueFact;
    return tableOf<Fact>(core::FileKind::Revenue, "Revenue",
                         {
                             column("tenant", Need::Optional, &Fact::tenant),
                             column("tier", Need::Optional, &Fact::tier),
                             column("feature", Need::Optional, &Fact::feature),
                             column("period_start", Need::Required, &Fact::periodStart),
                             column("period_end", Need::Required, &Fact::periodEnd),
                             column("amount", Need::Required, &Fact::amount),
                             currencyColumn("currency", Need::Required, &Fact::currency),
                             column("kind", Need::Required, &Fact::kind),
                         },
                         checkRevenue);
}

TableSpec fxTable() {
    using Fact = core::FxFact;
    return tableOf<Fact>(core::FileKind::Fx, "Exchange rates",
                         {
                             column("date", Need::Required, &Fact::date),
                             currencyColumn("currency", Need::Required, &Fact::currency),
                             column("rate", Need::Required, &Fact::rate),
                         },
                         checkFx);
}

TableSpec budgetsTable() {
    using Fact = core::BudgetFact;
    return tableOf<Fact>(core::FileKind::Budgets, "Budgets",
                         {
                             column("scope_dim", Need::Optional, &Fact::scopeDimension),
                             column("scope_value", Need::Optional, &Fact::scopeValue),
                             column("period", Need::Required, &Fact::period),
                             column("amount", Need::Required, &Fact::amount),
                             currencyColumn("currency", Need::Required, &Fact::currency),
                             column("warn_pct", Need::Optional, &Fact::warnPct),
                             column("alert_pct", Need::Optional, &Fact::alertPct),
                         },
                         checkBudget);
}

} // namespace ms::importers
