// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/document.h"

#include "models/core/decimal.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>

namespace ms::scenario {

using core::Result;
using core::Status;
using Json = nlohmann::ordered_json;

namespace {

constexpr int kRatioDecimals = 9;

core::Error wrong(const std::string& path, std::string message) {
    return {core::Error::Code::BadInput, std::move(message), path};
}

int decimalsOf(Unit unit) {
    switch (unit) {
    case Unit::Ratio:
        return kRatioDecimals;
    case Unit::Money:
        return core::kPicoDecimals;
    case Unit::Count:
        break;
    }
    return 0;
}

/// Every key is one of `known`.
Status checkKeys(const Json& object, const std::string& path,
                 const std::vector<std::string_view>& known) {
    for (const auto& [key, value] : object.items()) {
        if (std::find(known.begin(), known.end(), key) != known.end())
            continue;
        std::string list;
        for (const std::string_view name : known)
            list += (list.empty() ? "" : ", ") + std::string(name);
        return wrong(path.empty() ? key : path + "." + key,
                     "'" + key + "' is no key here; there are " + list + ".");
    }
    return {};
}

Result<std::string> textAt(const Json& object, const char* key, const std::string& path) {
    const auto found = object.find(key);
    if (found == object.end())
        return std::string();
    if (!found->is_string())
        return wrong(path + key, std::string(key) + " is a text.");
    return found->get<std::string>();
}

Result<std::int64_t> numberIn(const Json& value, Field field, const std::string& path) {
    if (!value.is_number() && !value.is_string())
        return wrong(path, std::string(infoOf(field).name) + " is a number.");
    const auto number =
        parseNumber(field, value.is_string() ? value.get<std::string>() : value.dump());
    if (!number)
        return wrong(path, number.error().message);
    return number;
}

/// {"feature": ["chat", ...], "tier": "Free"}
Status addConditions(const Json& object, const std::string& path, query::Condition::Kind kind,
                     std::vector<query::Condition>& conditions) {
    if (!object.is_object())
        return wrong(path, "Conditions are an object of dimensions and values.");
    for (const auto& [name, values] : object.items()) {
        const std::string here = path + "." + name;
        const auto dimension = query::dimensionNamed(name);
        if (!dimension)
            return wrong(here, "There is no dimension '" + name + "'.");
        query::Condition condition{*dimension, kind, {}};
        for (const Json& value : values.is_array() ? values : Json::array({values})) {
            if (!value.is_string())
                return wrong(here, "Values of a dimension are texts.");
            condition.values.push_back(value.get<std::string>());
        }
        if (condition.values.empty())
            return wrong(here, "Name at least one value.");
        conditions.push_back(std::move(condition));
    }
    return {};
}

Status readBounds(const Json& object, const std::string& path, TokenBounds& bounds) {
    if (!object.is_object())
        return wrong(path, "Bounds are an object with 'from', 'to' or both.");
    if (const auto status = checkKeys(object, path, {"from", "to"}); !status)
        return status;
    for (const auto& [key, value] : object.items()) {
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > INT64_MAX)
            return wrong(path + "." + key, "Bounds are whole numbers of tokens.");
        (key == "from" ? bounds.from : bounds.to) = value.get<std::int64_t>();
    }
    return {};
}

Result<Match> matchOf(const Json& object, const std::string& path) {
    if (!object.is_object())
        return wrong(path, "A match is an object.");
    if (const auto status =
            checkKeys(object, path, {"where", "not", "prompt_tokens", "output_tokens"});
        !status)
        return status.error();
    using Kind = query::Condition::Kind;
    Match match;
    for (const auto& [key, value] : object.items()) {
        const std::string here = path + "." + key;
        const Status status =
            key == "where"           ? addConditions(value, here, Kind::In, match.conditions)
            : key == "not"           ? addConditions(value, here, Kind::NotIn, match.conditions)
            : key == "prompt_tokens" ? readBounds(value, here, match.promptTokens)
                                     : readBounds(value, here, match.outputTokens);
        if (!status)
            return status.error();
    }
    return match;
}

std::vector<std::string_view> keysOf(LeverKind kind) {
    std::vector<std::string_view> keys{"kind", "name", "match"};
    for (const Field field : fieldsOf(kind))
        keys.push_back(infoOf(field).name);
    if (kind == LeverKind::Route)
        keys.insert(keys.end(), {"provider", "model"});
    if (kind == LeverKind::SelfHost)
        keys.push_back("model");
    if (kind == LeverKind::ResponseCache)
        keys.insert(keys.end(), {"mode", "eviction", "sliding"});
    if (kind == LeverKind::PromptCache)
        keys.insert(keys.end(), {"mode", "eviction"});
    if (kind == LeverKind::Quota)
        keys.push_back("mode");
    return keys;
}

/// One of two words; the first one where nothing is said.
Result<bool> isSecond(const Json& object, const char* key, const std::string& path,
                      std::string_view first, std::string_view second) {
    const auto text = textAt(object, key, path + ".");
    if (!text)
        return text.error();
    if (!text->empty() && *text != first && *text != second)
        return wrong(path + "." + key, std::string(key) + " is '" + std::string(first) + "' or '" +
                                           std::string(second) + "'.");
    return *text == second;
}

/// An assumed cache states its rate; a replayed one takes it from the log.
Status readCacheWords(const Json& object, const std::string& path, Lever& lever) {
    const auto isReplay = isSecond(object, "mode", path, "assumed", "replay");
    const auto isLeastOften = isSecond(object, "eviction", path, "lru", "lfu");
    if (!isReplay || !isLeastOften)
        return isReplay ? isLeastOften.error() : isReplay.error();
    lever.cacheMode = *isReplay ? CacheMode::Replay : CacheMode::Assumed;
    lever.evictsLeastOften = *isLeastOften;
    const std::string rate = lever.kind == LeverKind::PromptCache ? "read_share" : "hit_rate";
    if (!*isReplay && !object.contains(rate))
        return wrong(path + "." + rate, "An assumed cache states its " + rate + ".");
    if (!object.contains("sliding"))
        return {};
    if (!object.at("sliding").is_boolean())
        return wrong(path + ".sliding", "sliding is true or false.");
    lever.isSliding = object.at("sliding").get<bool>();
    return {};
}

Status readWords(const Json& object, const std::string& path, Lever& lever) {
    for (const auto& [key, text] :
         {std::pair{"name", &lever.name}, {"provider", &lever.provider}, {"model", &lever.model}}) {
        auto read = textAt(object, key, path + ".");
        if (!read)
            return read.error();
        *text = *std::move(read);
    }
    if (lever.kind == LeverKind::Route && lever.model.empty())
        return wrong(path + ".model", "A route names the model that it leads to.");
    if (lever.kind == LeverKind::ResponseCache || lever.kind == LeverKind::PromptCache)
        if (auto status = readCacheWords(object, path, lever); !status)
            return status;
    if (lever.kind == LeverKind::Quota) {
        const auto isOverage = isSecond(object, "mode", path, "block", "overage");
        if (!isOverage)
            return isOverage.error();
        lever.quotaMode = *isOverage ? QuotaMode::Overage : QuotaMode::Block;
    }
    return {};
}

Result<Lever> leverOf(const Json& object, const std::string& path) {
    if (!object.is_object())
        return wrong(path, "A lever is an object.");
    const auto name = textAt(object, "kind", path + ".");
    if (!name)
        return name.error();
    const auto kind = leverKindNamed(*name);
    if (!kind) {
        std::string list;
        for (std::size_t k = 0; k < kLeverKinds; ++k)
            list += (k ? ", " : "") + std::string(nameOf(LeverKind(k)));
        return wrong(path + ".kind", "A lever is one of " + list + ", not '" + *name + "'.");
    }
    if (const auto status = checkKeys(object, path, keysOf(*kind)); !status)
        return status.error();
    Lever lever = standardLever(*kind);
    for (const Field field : fieldsOf(*kind)) {
        const FieldInfo& info = infoOf(field);
        const std::string key(info.name);
        if (!object.contains(key)) {
            if (info.isRequired)
                return wrong(path + "." + key,
                             "'" + key + "' is missing. " + std::string(info.meaning));
            continue;
        }
        const auto number = numberIn(object.at(key), field, path + "." + key);
        if (!number)
            return number.error();
        lever[field] = *number;
    }
    if (const auto status = readWords(object, path, lever); !status)
        return status.error();
    if (object.contains("match")) {
        auto match = matchOf(object.at("match"), path + ".match");
        if (!match)
            return match.error();
        lever.match = *std::move(match);
    }
    return lever;
}

/// {"lever": 0, "field": "hit_rate", "low": 0.05, "high": 0.35}
Result<Range> rangeOf(const Json& object, const std::string& path,
                      const std::vector<Lever>& levers) {
    if (!object.is_object())
        return wrong(path, "A range is an object.");
    if (const auto status = checkKeys(object, path, {"lever", "field", "low", "high"}); !status)
        return status.error();
    for (const char* key : {"lever", "field", "low", "high"})
        if (!object.contains(key))
            return wrong(path + "." + key, std::string("'") + key + "' is missing.");
    const Json& index = object.at("lever");
    if (!index.is_number_unsigned() || index.get<std::uint64_t>() >= levers.size())
        return wrong(path + ".lever", "lever is the place of a lever in 'levers', from 0.");
    Range range;
    range.lever = index.get<std::size_t>();
    const Lever& lever = levers[range.lever];
    const auto name = textAt(object, "field", path + ".");
    if (!name)
        return name.error();
    const auto field = fieldNamed(*name, lever.kind);
    if (!field || infoOf(*field).isReplayed)
        return wrong(path + ".field", "'" + *name + "' is no number of a " +
                                          std::string(nameOf(lever.kind)) +
                                          " lever that can have a range.");
    range.field = *field;
    for (const auto& [key, end] : {std::pair{"low", &range.low}, {"high", &range.high}}) {
        const auto number = numberIn(object.at(key), *field, path + "." + key);
        if (!number)
            return number.error();
        *end = *number;
    }
    if (range.low > lever[*field] || range.high < lever[*field])
        return wrong(path, "low, the lever's own number and high must be in this order.");
    return range;
}

/// Of keys that stand twice, parsers take one silently; here they are told.
Json::parser_callback_t noteRepeatedKeys(std::string& repeated) {
    return [&repeated, seen = std::vector<std::vector<std::string>>()](
               int, Json::parse_event_t event, Json& parsed) mutable {
        if (event == Json::parse_event_t::object_start)
            seen.emplace_back();
        if (event == Json::parse_event_t::object_end)
            seen.pop_back();
        if (event == Json::parse_event_t::key) {
            const std::string key = parsed.get<std::string>();
            std::vector<std::string>& keys = seen.back();
            if (std::find(keys.begin(), keys.end(), key) != keys.end())
                repeated = key;
            keys.push_back(key);
        }
        return true;
    };
}

Status readHead(const Json& document, Scenario& scenario) {
    const auto version = document.find("version");
    if (version == document.end() || !version->is_number_integer() ||
        version->get<std::int64_t>() != kDocumentVersion)
        return wrong("version", "Scenario documents of version " +
                                    std::to_string(kDocumentVersion) + " are known here.");
    for (const auto& [key, text] :
         {std::pair{"name", &scenario.name}, {"notes", &scenario.notes}}) {
        auto read = textAt(document, key, {});
        if (!read)
            return read.error();
        *text = *std::move(read);
    }
    if (document.contains("seed")) {
        if (!document.at("seed").is_number_unsigned())
            return wrong("seed", "seed is a whole number.");
        scenario.seed = document.at("seed").get<std::uint64_t>();
    }
    if (document.contains("where"))
        return addConditions(document.at("where"), "where", query::Condition::Kind::In,
                             scenario.where);
    return {};
}

} // namespace

std::string numberText(Field field, std::int64_t number) {
    return core::decimalText(number, decimalsOf(infoOf(field).unit));
}

Result<std::int64_t> parseNumber(Field field, std::string_view text) {
    const FieldInfo& info = infoOf(field);
    const std::string name(info.name);
    const int decimals = decimalsOf(info.unit);
    const auto decimal = core::parseDecimal(text);
    if (!decimal)
        return wrong({}, name + " is a number, not '" + std::string(text) + "'.");
    if (!core::isExactAt(*decimal, decimals))
        return wrong({}, decimals == 0
                             ? name + " is a whole number."
                             : name + " has at most " + std::to_string(decimals) + " decimals.");
    const auto number = core::scaled(*decimal, decimals, core::Rounding::Down);
    if (!number || *number < info.least || *number > info.most)
        return wrong({}, name + " is from " + numberText(field, info.least) + " to " +
                             numberText(field, info.most) + ".");
    return std::int64_t(*number);
}

Result<Scenario> parseScenario(std::string_view json) {
    std::string repeated;
    const Json document = Json::parse(json, noteRepeatedKeys(repeated), false);
    if (document.is_discarded() || !document.is_object())
        return wrong({}, "The scenario is no JSON object.");
    if (!repeated.empty())
        return wrong(repeated, "'" + repeated + "' stands twice in one object.");
    if (const auto status = checkKeys(
            document, {}, {"version", "name", "notes", "seed", "where", "levers", "ranges"});
        !status)
        return status.error();
    Scenario scenario;
    if (const auto status = readHead(document, scenario); !status)
        return status.error();
    const auto list = [&](const char* key) {
        return document.contains(key) ? document.at(key) : Json::array();
    };
    const Json levers = list("levers");
    const Json ranges = list("ranges");
    if (!levers.is_array() || !ranges.is_array())
        return wrong(levers.is_array() ? "ranges" : "levers", "This is a list.");
    for (std::size_t i = 0; i < levers.size(); ++i) {
        auto lever = leverOf(levers[i], "levers[" + std::to_string(i) + "]");
        if (!lever)
            return lever.error();
        scenario.levers.push_back(*std::move(lever));
    }
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const auto range = rangeOf(ranges[i], "ranges[" + std::to_string(i) + "]", scenario.levers);
        if (!range)
            return range.error();
        scenario.ranges.push_back(*range);
    }
    return inOrder(std::move(scenario));
}

} // namespace ms::scenario
