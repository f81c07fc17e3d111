// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/margin_json.h"

namespace ms::app {

namespace {

Json endJson(const std::optional<core::Instant>& end) {
    return end ? Json(core::toText(*end)) : Json();
}

Json environmentJson(const query::Scope& scope) {
    switch (scope.kind) {
    case query::Scope::Kind::Production:
        return "production";
    case query::Scope::Kind::All:
        return "all";
    case query::Scope::Kind::Named:
        return scope.environments;
    }
    return nullptr;
}

/// Where GPU hours are known, their cost stands beside `cost`, the direct one.
Json figuresJson(const analysis::MarginFigures& f, bool hasGpuHours) {
    Json json{{"attempts", f.attempts},
              {"requests", f.requests},
              {"actions", f.actions},
              {"input_tokens", jsonOf(f.inputTokens)},
              {"cache_read_tokens", jsonOf(f.cacheReadTokens)},
              {"cache_write_tokens", jsonOf(f.cacheWriteTokens)},
              {"output_tokens", jsonOf(f.outputTokens)},
              {"cost", jsonOf(f.cost)},
              {"revenue", jsonOf(f.revenue)},
              {"margin", jsonOf(f.margin())},
              {"margin_pct", jsonOf(f.marginPct())},
              {"retry_cost", jsonOf(f.retryCost)},
              {"fallback_cost", jsonOf(f.fallbackCost)},
              {"unpriced_attempts", f.unpricedAttempts},
              {"unpriced_tokens", jsonOf(f.unpricedTokens)}};
    if (hasGpuHours)
        json.update({{"shared_cost", jsonOf(f.sharedCost)},
                     {"idle_cost", jsonOf(f.idleCost)},
                     {"total_cost", jsonOf(f.totalCost())}});
    return json;
}

Json rowJson(const analysis::MarginRow& row, const analysis::MarginTable& table) {
    const std::vector<query::Dimension>& by = table.query.by;
    Json keys = Json::object();
    for (std::size_t d = 0; d < by.size(); ++d)
        keys[std::string(query::nameOf(by[d]))] = textOrNull(row.keys[d]);
    Json json{{"keys", keys}};
    json.update(figuresJson(row.figures, table.gpu.has_value()));
    if (row.isNoUsage)
        json["no_usage"] = true;
    if (row.isIdle)
        json["idle"] = true;
    return json;
}

} // namespace

Json scopeJson(const query::Filter& filter, const session::Snapshot& snapshot) {
    Json where = Json::array();
    for (const query::Condition& condition : filter.conditions)
        where.push_back(
            {{"dimension", query::nameOf(condition.dimension)},
             {condition.kind == query::Condition::Kind::In ? "in" : "not_in", condition.values}});
    return {{"from", endJson(filter.range.from)},
            {"to", endJson(filter.range.to)},
            {"zone", snapshot.source->lens().zone.name()},
            {"environment", environmentJson(filter.scope)},
            {"where", where},
            {"book", snapshot.book},
            {"currency", snapshot.settings.baseCurrency}};
}

Json marginJson(const analysis::MarginTable& table, const session::Snapshot& snapshot) {
    Json rows = Json::array();
    for (const analysis::MarginRow& row : table.rows)
        rows.push_back(rowJson(row, table));
    return {{"scope", scopeJson(table.query.filter, snapshot)},
            {"rows", rows},
            {"total", figuresJson(table.total, table.gpu.has_value())},
            {"outside_scope",
             {{"attempts", table.outside.attempts},
              {"cost", jsonOf(table.outside.cost)},
              {"unpriced_attempts", table.outside.unpricedAttempts}}},
            {"notes", table.notes}};
}

} // namespace ms::app
