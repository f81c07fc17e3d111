// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/profile.h"

#include "importers/common/built_in_profiles.h"
#include "importers/common/event_field.h"
#include "models/core/check.h"
#include "models/core/zone.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace ms::importers {

using core::Error;
using Json = nlohmann::json;

namespace {

constexpr std::array<std::pair<std::string_view, core::Identity>, 3> kIdentities{
    {{"request_and_attempt", core::Identity::RequestAndAttempt},
     {"request_only", core::Identity::RequestOnly},
     {"content", core::Identity::Content}}};

/// Reads the document; the first problem is kept, with its place as a JSON pointer.
class ProfileReader {
public:
    explicit ProfileReader(std::string_view source) : m_source{source} {}

    core::Result<Profile> read(const Json& document) {
        if (expectKeys(document, "",
                       {"name", "title", "kind", "format", "delimiter", "source", "identity",
                        "fields", "time", "tokens", "constants", "ignored"})) {
            readHead(document);
            readFields(document.value("fields", Json::object()));
            if (document.contains("time"))
                readTime(document["time"]);
            if (document.contains("tokens"))
                readTokens(document["tokens"]);
            readConstants(document.value("constants", Json::object()));
            readIgnored(document.value("ignored", Json::array()));
        }
        if (m_problem)
            return *m_problem;
        return std::move(m_profile);
    }

private:
    void fail(const std::string& pointer, const std::string& message) {
        if (!m_problem)
            m_problem = Error{Error::Code::BadInput, message,
                              m_source + ":" + (pointer.empty() ? "/" : pointer)};
    }

    bool expectKeys(const Json& object, const std::string& pointer,
                    const std::set<std::string>& allowed) {
        if (!object.is_object()) {
            fail(pointer, "An object is expected here.");
            return false;
        }
        for (const auto& [key, value] : object.items())
            if (!allowed.contains(key)) {
                std::string known;
                for (const std::string& name : allowed)
                    known += (known.empty() ? "" : ", ") + name;
                fail(pointer + "/" + key,
                     "The key '" + key + "' is not known here; known are " + known + ".");
                return false;
            }
        return true;
    }

    std::string text(const Json& object, const std::string& key, const std::string& pointer) {
        if (!object.contains(key))
            return {};
        if (!object[key].is_string()) {
            fail(pointer + "/" + key, "A text is expected here.");
            return {};
        }
        return object[key].get<std::string>();
    }

    std::string requiredText(const Json& object, const std::string& key,
                             const std::string& pointer) {
        std::string value = text(object, key, pointer);
        if (value.empty())
            fail(pointer + "/" + key, "The key '" + key + "' is missing or empty.");
        return value;
    }

    void readHead(const Json& document) {
        m_profile.name = requiredText(document, "name", "");
        m_profile.title = text(document, "title", "");
        m_profile.source = requiredText(document, "source", "");
        if (requiredText(document, "kind", "") != "events")
            fail("/kind", "Profiles map events only: 'events' is expected.");
        const std::string format = requiredText(document, "format", "");
        if (format != "csv" && format != "jsonl")
            fail("/format", "'csv' or 'jsonl' is expected.");
        m_profile.format =
            format == "csv" ? Profile::FileFormat::Csv : Profile::FileFormat::JsonLines;
        const std::string delimiter = text(document, "delimiter", "");
        if (delimiter.size() > 1 || delimiter == "\"" || delimiter == "\n")
            fail("/delimiter", "One character other than a quote is expected.");
        else if (!delimiter.empty())
            m_profile.delimiter = delimiter[0];
        const std::string identity = requiredText(document, "identity", "");
        const auto found = std::find_if(kIdentities.begin(), kIdentities.end(),
                                        [&](const auto& known) { return known.first == identity; });
        if (found == kIdentities.end())
            fail("/identity", "'request_and_attempt', 'request_only' or 'content' is expected.");
        else
            m_profile.identity = found->second;
    }

    std::string sourceOf(const Json& object, const std::string& pointer) {
        const std::string key = m_profile.format == Profile::FileFormat::Csv ? "column" : "path";
        return requiredText(object, key, pointer);
    }

    void readFields(const Json& fields) {
        if (!fields.is_object())
            return fail("/fields", "An object is expected here.");
        for (const auto& [name, value] : fields.items()) {
            const std::string pointer = "/fields/" + name;
            const auto field = eventFieldNamed(name);
            if (!field || name == "timestamp")
                return fail(pointer, "'" + name + "' is no field of an event" +
                                         (field ? "; times go under the key 'time'." : "."));
            if (!expectKeys(value, pointer, {"column", "path", "number"}))
                return;
            Profile::Field read{name, sourceOf(value, pointer), NumberFormat::Plain};
            if (const std::string number = text(value, "number", pointer); !number.empty()) {
                const auto format = numberFormatNamed(number);
                if (!format)
                    return fail(pointer + "/number",
                                "'plain', 'comma_thousands', 'comma_decimal' or 'space_thousands' "
                                "is expected.");
                read.number = *format;
            }
            m_profile.fields.push_back(std::move(read));
        }
    }

    void readTime(const Json& time) {
        if (!expectKeys(time, "/time", {"column", "path", "format", "zone"}))
            return;
        Profile::Time read;
        read.source = sourceOf(time, "/time");
        const auto format = timeFormatNamed(requiredText(time, "format", "/time"));
        if (!format)
            return fail("/time/format",
                        "'iso', 'unix_s', 'unix_ms', 'unix_us' or 'unix_ns' is expected.");
        read.format = *format;
        if (const std::string zone = text(time, "zone", "/time"); !zone.empty()) {
            if (const auto found = core::Zone::find(zone); !found)
                return fail("/time/zone", found.error().message);
            read.zone = zone;
        }
        m_profile.time = std::move(read);
    }

    void readTokens(const Json& tokens) {
        if (!expectKeys(tokens, "/tokens",
                        {"input_includes_cache_reads", "input_includes_cache_writes",
                         "output_includes_reasoning"}))
            return;
        const auto part = [&](const char* key) {
            if (!tokens.contains(key))
                return Part::Inside;
            if (!tokens[key].is_boolean())
                fail(std::string("/tokens/") + key, "true or false is expected.");
            return tokens[key] == Json(true) ? Part::Inside : Part::Beside;
        };
        m_profile.tokens = {part("input_includes_cache_reads"), part("input_includes_cache_writes"),
                            part("output_includes_reasoning")};
    }

    void readConstants(const Json& constants) {
        if (!constants.is_object())
            return fail("/constants", "An object is expected here.");
        for (const auto& [name, value] : constants.items()) {
            const std::string pointer = "/constants/" + name;
            if (!eventFieldNamed(name) || name == "timestamp")
                return fail(pointer, "'" + name + "' is no field of an event.");
            if (!value.is_string())
                return fail(pointer, "A text is expected here.");
            m_profile.constants.emplace_back(name, value.get<std::string>());
        }
    }

    void readIgnored(const Json& ignored) {
        if (!ignored.is_array())
            return fail("/ignored", "A list of columns is expected here.");
        for (const Json& column : ignored) {
            if (!column.is_string())
                return fail("/ignored", "A list of columns is expected here.");
            m_profile.ignored.push_back(column.get<std::string>());
        }
    }

    std::string m_source;
    Profile m_profile;
    std::optional<Error> m_problem;
};

/// Keys that stand twice in one object would silently win or lose.
class DuplicateKeys {
public:
    bool operator()(int, Json::parse_event_t event, Json& value) {
        if (event == Json::parse_event_t::object_start)
            m_keys.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            m_keys.pop_back();
        else if (event == Json::parse_event_t::key && !m_keys.back().insert(value).second)
            m_duplicate = value.get<std::string>();
        return true;
    }
    const std::string& duplicate() const { return m_duplicate; }

private:
    std::vector<std::set<std::string>> m_keys;
    std::string m_duplicate;
};

} // namespace

std::vector<std::string> Profile::sources() const {
    std::vector<std::string> names;
    for (const Field& field : fields)
        names.push_back(field.source);
    if (time)
        names.push_back(time->source);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

core::Result<Profile> parseProfile(std::string_view text, std::string_view nameOfSource) {
    const std::string source(nameOfSource);
    DuplicateKeys duplicates;
    try {
        const Json document = Json::parse(text, std::ref(duplicates));
        if (!duplicates.duplicate().empty())
            return Error{Error::Code::BadInput,
                         "The key '" + duplicates.duplicate() + "' stands twice in one object.",
                         source};
        return ProfileReader(source).read(document);
    } catch (const Json::parse_error& e) {
        const std::size_t at = std::min(e.byte, text.size());
        const auto line = 1 + std::count(text.begin(), text.begin() + std::ptrdiff_t(at), '\n');
        return Error{Error::Code::BadInput, "The profile is not valid JSON.",
                     source + ":" + std::to_string(line)};
    } catch (const Json::out_of_range&) {
        return Error{Error::Code::BadInput, "A number in the profile is too large.", source};
    }
}

core::Result<Profile> loadProfile(const std::string& nameOrPath) {
    for (const Profile& profile : builtInProfiles())
        if (profile.name == nameOrPath)
            return profile;
    std::ifstream file(nameOrPath, std::ios::binary);
    if (!file) {
        std::string known;
        for (const Profile& profile : builtInProfiles())
            known += (known.empty() ? "" : ", ") + profile.name;
        return Error{Error::Code::Usage,
                     "'" + nameOrPath + "' is neither a built-in profile (" + known +
                         ") nor a file that can be read.",
                     {}};
    }
    std::ostringstream text;
    text << file.rdbuf();
    return parseProfile(text.str(), nameOrPath);
}

const std::vector<Profile>& builtInProfiles() {
    static const std::vector<Profile> profiles = [] {
        std::vector<Profile> read;
        for (const auto& [name, text] : builtInProfileTexts()) {
            auto profile = parseProfile(text, name);
            CHECK(bool(profile), "A built-in profile cannot be read.");
            read.push_back(*std::move(profile));
        }
        return read;
    }();
    return profiles;
}

} // namespace ms::importers
