// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/json_value.h"

#include "importers/common/json_access.h"
#include "models/core/check.h"

#include <algorithm>
#include <sstream>
#include <vector>

namespace ms::importers {

namespace dom = simdjson::dom;

JsonValue JsonValue::operator[](std::string_view key) const {
    dom::element member;
    if (!isObject() || JsonAccess::elementOf(*this).at_key(key).get(member) != simdjson::SUCCESS)
        return {};
    return JsonAccess::valueOf(member);
}

JsonValue JsonValue::at(std::string_view path) const {
    JsonValue value = *this;
    while (true) {
        const std::size_t dot = path.find('.');
        value = value[path.substr(0, dot)];
        if (dot == std::string_view::npos || !value.isGiven())
            return value;
        path.remove_prefix(dot + 1);
    }
}

std::string_view JsonValue::text() const {
    return m_kind == Kind::Text ? JsonAccess::elementOf(*this).get_string().value_unsafe()
                                : std::string_view{};
}

std::optional<std::int64_t> JsonValue::integer() const {
    if (m_kind != Kind::Integer)
        return std::nullopt;
    return JsonAccess::elementOf(*this).get_int64().value_unsafe();
}

std::optional<bool> JsonValue::truth() const {
    if (m_kind != Kind::Truth)
        return std::nullopt;
    return JsonAccess::elementOf(*this).get_bool().value_unsafe();
}

std::size_t JsonValue::size() const {
    if (isList())
        return JsonAccess::elementOf(*this).get_array().value_unsafe().size();
    return isObject() ? JsonAccess::elementOf(*this).get_object().value_unsafe().size() : 0;
}

void JsonValue::eachMember(const MemberVisitor& visit) const {
    if (!isObject())
        return;
    const dom::object object = JsonAccess::elementOf(*this).get_object().value_unsafe();
    for (const auto [key, value] : object)
        visit(key, JsonAccess::valueOf(value));
}

void JsonValue::eachElement(const ElementVisitor& visit) const {
    if (!isList())
        return;
    const dom::array list = JsonAccess::elementOf(*this).get_array().value_unsafe();
    for (const dom::element element : list)
        visit(JsonAccess::valueOf(element));
}

std::string JsonValue::toText() const {
    switch (m_kind) {
    case Kind::Null:
        return {};
    case Kind::Text:
        return std::string(text());
    default: {
        std::ostringstream compact;
        compact << simdjson::minify(JsonAccess::elementOf(*this));
        return compact.str();
    }
    }
}

namespace {

/// As JsonValue::keyTwice(). `members`: a stack of names that all levels share.
RepeatedKey keyTwiceIn(const dom::element& value, std::vector<std::string_view>& names) {
    RepeatedKey found;
    if (value.is_array()) {
        const dom::array list = value.get_array().value_unsafe();
        for (const dom::element element : list)
            if (found = keyTwiceIn(element, names); !found.problem.empty())
                return found;
    }
    if (!value.is_object())
        return found;
    const dom::object object = value.get_object().value_unsafe();
    const auto begin = static_cast<std::ptrdiff_t>(names.size());
    for (const auto [name, member] : object)
        names.push_back(name);
    std::sort(names.begin() + begin, names.end());
    if (const auto twice = std::adjacent_find(names.begin() + begin, names.end());
        twice != names.end())
        return {std::string(*twice), JsonAccess::keyTwice(object, *twice)};
    names.resize(static_cast<std::size_t>(begin));
    for (const auto [name, member] : object)
        if (found = keyTwiceIn(member, names); !found.problem.empty())
            return found;
    return found;
}

} // namespace

RepeatedKey JsonValue::keyTwice() const {
    std::vector<std::string_view> names;
    return isObject() || isList() ? keyTwiceIn(JsonAccess::elementOf(*this), names) : RepeatedKey{};
}

std::string JsonAccess::keyTwice(const dom::object& object, std::string_view key) {
    constexpr std::size_t kMostShown = 40;
    std::string values;
    for (const auto [name, member] : object) {
        if (name != key)
            continue;
        const std::string text = valueOf(member).toText();
        values += (values.empty() ? "" : " and ") +
                  (text.empty() ? std::string("nothing") : text.substr(0, kMostShown));
    }
    return "The key '" + std::string(key.substr(0, kMostShown)) +
           "' stands twice in one object: " + values + ".";
}

namespace {
constexpr std::size_t kMostDepth = 64;
constexpr std::size_t kFirstCapacity = 16 << 10;
} // namespace

struct JsonParser::State {
    dom::parser parser;
    std::string padded;
};

JsonParser::JsonParser() : m_state{std::make_unique<State>()} {
    CHECK(m_state->parser.allocate(kFirstCapacity, kMostDepth) == simdjson::SUCCESS,
          "There is no memory for the JSON parser.");
}
JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

std::optional<JsonValue> JsonParser::parsePadded(std::string_view text) {
    dom::element root;
    const auto error =
        m_state->parser
            .parse(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), false)
            .get(root);
    if (error == simdjson::UTF8_ERROR)
        m_problem = "it holds bytes that are not UTF-8 text. Save the file as UTF-8, or say how it "
                    "is written (--encoding latin-1).";
    else
        m_problem = error == simdjson::SUCCESS ? nullptr : simdjson::error_message(error);
    if (error != simdjson::SUCCESS)
        return std::nullopt;
    return JsonAccess::valueOf(root);
}

std::optional<JsonValue> JsonParser::parse(std::string_view text) {
    m_state->padded.assign(text).append(simdjson::SIMDJSON_PADDING, ' ');
    return parsePadded(std::string_view(m_state->padded).substr(0, text.size()));
}

} // namespace ms::importers
