// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/place_text.h"

#include "models/session/page_name.h"
#include "models/session/period.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace ms::session {
namespace {

using Json = nlohmann::ordered_json;
using query::Condition;
using query::Dimension;
using query::Scope;

constexpr int kVersion = 1;

Json namesOf(const std::vector<Dimension>& dimensions) {
    Json names = Json::array();
    for (const Dimension dimension : dimensions)
        names.push_back(query::nameOf(dimension));
    return names;
}

Json conditionJson(const Condition& condition) {
    Json object;
    object["dimension"] = query::nameOf(condition.dimension);
    object[condition.kind == Condition::Kind::In ? "is" : "is_not"] = condition.values;
    return object;
}

void addFilter(Json& document, const query::Filter& filter, const core::Zone& zone) {
    if (filter.range.from)
        document["from"] = endText(*filter.range.from, zone);
    if (filter.range.to)
        document["to"] = endText(*filter.range.to, zone);
    if (filter.scope.kind == Scope::Kind::All)
        document["environments"] = "all";
    if (filter.scope.kind == Scope::Kind::Named)
        document["environments"] = filter.scope.environments;
    for (const Condition& condition : filter.conditions)
        document["where"].push_back(conditionJson(condition));
}

/// Reads a document that anybody may have written; the first thing that is wrong is kept.
class Reader {
public:
    explicit Reader(const core::Zone& zone) : m_zone{zone} {}

    Place place(const store::SavedView& view);
    const std::string& wrong() const { return m_wrong; }

private:
    void fail(std::string what) {
        if (m_wrong.empty())
            m_wrong = std::move(what);
    }
    const Json& member(const Json& object, const char* key);
    std::string text(const Json& json, const std::string& key);
    std::vector<std::string> texts(const Json& json, const std::string& key);
    Dimension dimension(const Json& json, const std::string& key);
    std::vector<Dimension> dimensions(const Json& json, const std::string& key);
    std::optional<core::Instant> end(const Json& json, const std::string& key);
    Condition condition(const Json& json);
    Scope scope(const Json& json);
    const Json& list(const Json& json, const std::string& key);
    void readFilter(const std::string& key, const Json& value, Place& place);
    void readMember(const std::string& key, const Json& value, Place& place);

    const core::Zone& m_zone;
    std::string m_wrong; // empty: nothing is
};

const Json kNothing;
const Json kNoItems = Json::array();

const Json& Reader::member(const Json& object, const char* key) {
    if (object.is_object() && object.contains(key))
        return object[key];
    fail(std::string("'") + key + "' is missing");
    return kNothing;
}

const Json& Reader::list(const Json& json, const std::string& key) {
    if (json.is_array())
        return json;
    fail("'" + key + "' is no list");
    return kNoItems;
}

std::string Reader::text(const Json& json, const std::string& key) {
    if (json.is_string())
        return json.get<std::string>();
    fail("'" + key + "' is no text");
    return {};
}

std::vector<std::string> Reader::texts(const Json& json, const std::string& key) {
    std::vector<std::string> texts;
    for (const Json& item : list(json, key))
        texts.push_back(text(item, key));
    return texts;
}

Dimension Reader::dimension(const Json& json, const std::string& key) {
    const std::string name = text(json, key);
    if (const auto dimension = query::dimensionNamed(name))
        return *dimension;
    fail("there is no dimension '" + name + "'");
    return {};
}

std::vector<Dimension> Reader::dimensions(const Json& json, const std::string& key) {
    std::vector<Dimension> dimensions;
    for (const Json& name : list(json, key))
        dimensions.push_back(dimension(name, key));
    return dimensions;
}

std::optional<core::Instant> Reader::end(const Json& json, const std::string& key) {
    const auto moment = core::parseMoment(text(json, key));
    if (moment)
        return m_zone.resolve(*moment);
    fail("'" + key + "' is no day and no instant");
    return {};
}

Condition Reader::condition(const Json& json) {
    const Dimension of = dimension(member(json, "dimension"), "dimension");
    if (json.is_object() && json.contains("is"))
        return {of, Condition::Kind::In, texts(json["is"], "is")};
    return {of, Condition::Kind::NotIn, texts(member(json, "is_not"), "is_not")};
}

Scope Reader::scope(const Json& json) {
    if (json == "all")
        return {Scope::Kind::All, {}};
    return {Scope::Kind::Named, texts(json, "environments")};
}

void Reader::readFilter(const std::string& key, const Json& value, Place& place) {
    if (key == "from")
        place.filter.range.from = end(value, key);
    else if (key == "to")
        place.filter.range.to = end(value, key);
    else if (key == "environments")
        place.filter.scope = scope(value);
    else if (key != "where")
        return fail("'" + key + "' is not known");
    else
        for (const Json& one : list(value, key))
            place.filter.conditions.push_back(condition(one));
}

void Reader::readMember(const std::string& key, const Json& value, Place& place) {
    if (key == "section") {
        place.section = text(value, key);
    } else if (key == "book") {
        place.book = text(value, key);
    } else if (key == "request") {
        place.request = text(value, key);
    } else if (key == "by") {
        place.by = dimensions(value, key);
    } else if (key == "section_by") {
        place.sectionBy = dimensions(value, key);
    } else if (key == "path") {
        for (const Json& step : list(value, key))
            place.path.push_back({dimension(member(step, "dimension"), "dimension"),
                                  text(member(step, "value"), "value")});
    } else if (key == "options" && value.is_object()) {
        for (const auto& [name, option] : value.items())
            place.options[name] = text(option, name);
    } else {
        readFilter(key, value, place);
    }
}

Place Reader::place(const store::SavedView& view) {
    Place place;
    if (const auto page = pageNamed(view.page))
        place.page = *page;
    else
        fail("there is no page '" + view.page + "'");
    const Json document = Json::parse(view.place, nullptr, false);
    if (!document.is_object()) {
        fail("it is no document");
        return place;
    }
    if (member(document, "version") != kVersion)
        fail("another version of MarginScope saved it");
    for (const auto& [key, value] : document.items())
        if (key != "version")
            readMember(key, value, place);
    return place;
}

} // namespace

core::Result<std::string> placeText(const Place& place, const core::Zone& zone) {
    Json document;
    document["version"] = kVersion;
    if (!place.section.empty())
        document["section"] = place.section;
    document["by"] = namesOf(place.by);
    if (!place.sectionBy.empty())
        document["section_by"] = namesOf(place.sectionBy);
    for (const auto& [name, value] : place.options)
        document["options"][name] = value;
    addFilter(document, place.filter, zone);
    for (const DrillStep& step : place.path)
        document["path"].push_back(
            {{"dimension", query::nameOf(step.dimension)}, {"value", step.value}});
    if (!place.request.empty())
        document["request"] = place.request;
    if (!place.book.empty())
        document["book"] = place.book;
    try {
        return document.dump();
    } catch (const Json::exception&) {
        return core::Error{core::Error::Code::BadInput,
                           "This page cannot be saved: a value of its filter is no text.",
                           {}};
    }
}

core::Result<Place> placeOf(const store::SavedView& view, const core::Zone& zone) {
    Reader reader(zone);
    Place place = reader.place(view);
    if (reader.wrong().empty())
        return place;
    return core::Error{core::Error::Code::BadInput,
                       "The saved view '" + view.name + "' cannot be read: " + reader.wrong() + ".",
                       {}};
}

} // namespace ms::session
