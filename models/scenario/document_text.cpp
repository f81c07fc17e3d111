// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/document.h"

#include <nlohmann/json.hpp>

namespace ms::scenario {

using Json = nlohmann::ordered_json;

namespace {

Json conditionsJson(const std::vector<query::Condition>& conditions, query::Condition::Kind kind) {
    Json object = Json::object();
    for (const query::Condition& condition : conditions)
        if (condition.kind == kind)
            object[std::string(query::nameOf(condition.dimension))] = condition.values;
    return object;
}

Json boundsJson(const TokenBounds& bounds) {
    Json object = Json::object();
    if (bounds.from)
        object["from"] = *bounds.from;
    if (bounds.to)
        object["to"] = *bounds.to;
    return object;
}

Json matchJson(const Match& match) {
    Json object = Json::object();
    const auto add = [&](const char* key, Json value) {
        if (!value.empty())
            object[key] = std::move(value);
    };
    add("where", conditionsJson(match.conditions, query::Condition::Kind::In));
    add("not", conditionsJson(match.conditions, query::Condition::Kind::NotIn));
    add("prompt_tokens", boundsJson(match.promptTokens));
    add("output_tokens", boundsJson(match.outputTokens));
    return object;
}

Json leverJson(const Lever& lever) {
    Json object;
    object["kind"] = nameOf(lever.kind);
    const auto addText = [&](const char* key, const std::string& text) {
        if (!text.empty())
            object[key] = text;
    };
    addText("name", lever.name);
    if (Json match = matchJson(lever.match); !match.empty())
        object["match"] = std::move(match);
    addText("provider", lever.provider);
    addText("model", lever.model);
    const bool isCache =
        lever.kind == LeverKind::ResponseCache || lever.kind == LeverKind::PromptCache;
    if (isCache && lever.cacheMode == CacheMode::Replay) {
        object["mode"] = "replay";
        if (lever.evictsLeastOften)
            object["eviction"] = "lfu";
        if (lever.isSliding)
            object["sliding"] = true;
    }
    if (lever.kind == LeverKind::Quota)
        object["mode"] = lever.quotaMode == QuotaMode::Overage ? "overage" : "block";
    const bool isAssumed = isCache && lever.cacheMode == CacheMode::Assumed;
    for (const Field field : fieldsOf(lever.kind))
        if (infoOf(field).isRequired || lever[field] != infoOf(field).standard ||
            (isAssumed && (field == Field::HitRate || field == Field::ReadShare)))
            object[std::string(infoOf(field).name)] = numberText(field, lever[field]);
    return object;
}

} // namespace

bool isDocument(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin != std::string_view::npos && text[begin] == '{';
}

std::string documentOf(const Scenario& scenario, DocumentLayout layout) {
    Json document;
    document["version"] = kDocumentVersion;
    document["name"] = scenario.name;
    if (!scenario.notes.empty())
        document["notes"] = scenario.notes;
    document["seed"] = scenario.seed;
    if (!scenario.where.empty())
        document["where"] = conditionsJson(scenario.where, query::Condition::Kind::In);
    document["levers"] = Json::array();
    for (const Lever& lever : scenario.levers)
        document["levers"].push_back(leverJson(lever));
    for (const Range& range : scenario.ranges)
        document["ranges"].push_back({{"lever", range.lever},
                                      {"field", infoOf(range.field).name},
                                      {"low", numberText(range.field, range.low)},
                                      {"high", numberText(range.field, range.high)}});
    return layout == DocumentLayout::OneLine ? document.dump() : document.dump(2) + "\n";
}

} // namespace ms::scenario
