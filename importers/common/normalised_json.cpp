// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/normalised_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ms::importers {

using core::BlobColumn;
using core::Flag;
using core::IdColumn;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;
using Json = nlohmann::ordered_json;

namespace {

Json numberOrNull(std::int64_t number) {
    return number == kUnknownNumber ? Json() : Json(number);
}

void put(Json& out, std::string_view name, std::string_view text) {
    if (!text.empty())
        out[std::string(name)] = text;
}
void put(Json& out, NumberColumn column, std::int64_t number) {
    if (number != kUnknownNumber)
        out[std::string(nameOf(column))] = number;
}
void putTruth(Json& out, NumberColumn column, std::int64_t number) {
    if (number != kUnknownNumber)
        out[std::string(nameOf(column))] = number != 0;
}

void putTokens(Json& out, const core::EventRecord& record) {
    constexpr std::array kPrompt{NumberColumn::Input, NumberColumn::CacheRead,
                                 NumberColumn::CacheWrite5m, NumberColumn::CacheWrite1h};
    std::int64_t context = 0;
    for (const NumberColumn column : kPrompt) {
        out[std::string(nameOf(column))] = numberOrNull(record[column]);
        context += record[column] == kUnknownNumber ? 0 : record[column];
    }
    out["context_tokens"] = record[NumberColumn::Input] == kUnknownNumber ? Json() : Json(context);
    for (const NumberColumn column : {NumberColumn::Output, NumberColumn::Reasoning})
        out[std::string(nameOf(column))] = numberOrNull(record[column]);
}

void putTexts(Json& out, const core::EventRecord& record) {
    for (std::size_t c = 0; c < core::kTextColumns; ++c) {
        const auto column = TextColumn(c);
        const bool isAlways = column == TextColumn::Provider || column == TextColumn::Model ||
                              column == TextColumn::TokenSource || column == TextColumn::Status;
        put(out, nameOf(column), record[column]);
        if (isAlways && record[column].empty())
            out[std::string(nameOf(column))] = Json();
    }
}

void putFlags(Json& out, core::Flags flags) {
    std::vector<std::string> names;
    for (std::uint8_t flag = 0; flag < static_cast<std::uint8_t>(Flag::Count); ++flag)
        if (flags.has(Flag(flag)))
            names.emplace_back(nameOf(Flag(flag)));
    std::sort(names.begin(), names.end());
    if (!names.empty())
        out["flags"] = names;
}

// Values of facts, one overload a type; absent ones are left out.
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
template <class T>
void put(Json& out, std::string_view name, const std::optional<T>& value) {
    if (value)
        put(out, name, *value);
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
    put(out, "tenant", revenue.tenant);
    put(out, "tier", revenue.tier);
    put(out, "feature", revenue.feature);
    put(out, "period_start", revenue.periodStart);
    put(out, "period_end", revenue.periodEnd);
    put(out, "amount", revenue.amount);
    put(out, "currency", revenue.currency);
    put(out, "revenue_kind", revenue.kind);
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
    put(out, "period_start", users.periodStart);
    put(out, "period_end", users.periodEnd);
    put(out, "feature", users.feature);
    put(out, "tenant", users.tenant);
    put(out, "tier", users.tier);
    put(out, "active_users", users.activeUsers);
    put(out, "retained_users", users.retainedUsers);
    put(out, "engagement", users.engagement);
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

constexpr std::array<std::string_view, std::variant_size_v<core::Fact>> kFactKinds{
    "price",   "alias",        "tenant",   "plan", "revenue",
    "outcome", "active_users", "gpu_hour", "fx",   "budget"};

} // namespace

NormalisedJson::NormalisedJson(const core::SourceInfo& info)
    : m_source{info.profile.empty() ? info.source : info.profile}, m_identity{info.identity} {}

std::string NormalisedJson::event(const core::EventBlock& block, std::size_t row) {
    core::EventRecord record = block.record(row);
    const std::string_view request = record[IdColumn::Request];
    if (m_identity == core::Identity::RequestOnly && !request.empty() &&
        (record[NumberColumn::Flags] & core::bitOf(Flag::AttemptInferred)) != 0)
        record[NumberColumn::Attempt] = ++m_attempts[std::string(request)];
    Json out;
    out["kind"] = "event";
    out["source_format"] = m_source;
    out["source_row"] = record[NumberColumn::SourceRow];
    for (std::size_t c = 0; c < core::kIdColumns; ++c)
        put(out, nameOf(IdColumn(c)), record[IdColumn(c)]);
    put(out, NumberColumn::Attempt, record[NumberColumn::Attempt]);
    const std::int64_t time = record[NumberColumn::Time];
    out["timestamp"] = time == kUnknownNumber ? Json() : Json(toMillisText(core::Instant{time}));
    put(out, NumberColumn::TimeOffsetMs, record[NumberColumn::TimeOffsetMs]);
    putTexts(out, record);
    putTokens(out, record);
    for (const NumberColumn column :
         {NumberColumn::Queries, NumberColumn::LatencyMs, NumberColumn::FirstTokenMs})
        put(out, column, record[column]);
    for (const NumberColumn column : {NumberColumn::Fallback, NumberColumn::Stream,
                                      NumberColumn::AppCacheHit, NumberColumn::CostIsFinal})
        putTruth(out, column, record[column]);
    if (record[NumberColumn::ReportedCost] != kUnknownNumber)
        out["reported_cost"] =
            toDecimalText(core::Money::fromPicos(record[NumberColumn::ReportedCost]));
    put(out, nameOf(BlobColumn::PromptBlocks), record[BlobColumn::PromptBlocks]);
    if (!record[BlobColumn::Tags].empty())
        out["tags"] = Json::parse(record[BlobColumn::Tags]);
    out["request_count"] = 1;
    putFlags(out, core::Flags::fromBits(record[NumberColumn::Flags]));
    return out.dump();
}

std::string NormalisedJson::fact(const core::Fact& fact) const {
    Json out;
    out["kind"] = kFactKinds[fact.index()];
    out["source_format"] = m_source;
    std::visit(
        [&out](const auto& row) {
            out["source_row"] = row.line;
            putFields(out, row);
        },
        fact);
    return out.dump();
}

} // namespace ms::importers
