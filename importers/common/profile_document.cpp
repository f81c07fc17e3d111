// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/profile_document.h"

#include "importers/common/mappable_fields.h"
#include "importers/common/profile_words.h"
#include "importers/common/time_format.h"
#include "importers/common/token_counts.h"
#include "importers/input/text_encoding.h"
#include "models/core/zone.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

namespace ms::importers {

using core::Error;
using mapping::MappingProfile;
using Json = nlohmann::json;

namespace {

/// Reads the document; the first problem is kept, with its place as a JSON pointer.
class ProfileReader {
public:
    explicit ProfileReader(std::string_view source) : m_source{source} {}

    core::Result<MappingProfile> read(const Json& document) {
        if (expectKeys(document, "",
                       {"name", "title", "kind", "format", "delimiter", "encoding", "header",
                        "source", "identity", "zone", "fields", "time", "tokens", "constants",
                        "ignored", "privacy"})) {
            readHead(document);
            readFields(document.value("fields", Json::object()));
            if (document.contains("time"))
                readTime(document["time"]);
            if (document.contains("zone"))
                readZone(document, "");
            if (document.contains("tokens"))
                readTokens(document["tokens"]);
            readConstants(document.value("constants", Json::object()));
            readIgnored(document.value("ignored", Json::array()));
            readPrivacy(document.value("privacy", Json::object()));
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
        m_profile.header = text(document, "header", "");
        const std::string kind = requiredText(document, "kind", "");
        const auto known = core::fileKindNamed(kind);
        if (!known || mappableFields(*known).empty())
            fail("/kind", "'" + kind + "' is no kind of rows that a profile can make.");
        else
            m_profile.kind = *known;
        const std::string format = requiredText(document, "format", "");
        if (format != "csv" && format != "jsonl")
            fail("/format", "'csv' or 'jsonl' is expected.");
        m_profile.format =
            format == "csv" ? MappingProfile::FileFormat::Csv : MappingProfile::FileFormat::Json;
        const std::string delimiter = text(document, "delimiter", "");
        if (delimiter.size() > 1 || delimiter == "\"" || delimiter == "\n")
            fail("/delimiter", "One character other than a quote is expected.");
        else if (!delimiter.empty())
            m_profile.delimiter = delimiter[0];
        m_profile.encoding = text(document, "encoding", "");
        if (!m_profile.encoding.empty() && !encodingNamed(m_profile.encoding))
            fail("/encoding", "'utf-8', 'utf-16le', 'utf-16be', 'latin-1' or 'windows-1252' is "
                              "expected.");
        readIdentity(document);
    }

    /// Events must say how they repeat; the store tells other rows apart by itself.
    void readIdentity(const Json& document) {
        const bool isEvents = m_profile.kind == core::FileKind::Events;
        const std::string identity =
            isEvents ? requiredText(document, "identity", "") : text(document, "identity", "");
        if (!isEvents && identity.empty())
            return;
        const auto found = std::find_if(kIdentities.begin(), kIdentities.end(),
                                        [&](const auto& known) { return known.first == identity; });
        if (found == kIdentities.end())
            fail("/identity", "'request_and_attempt', 'request_only' or 'content' is expected.");
        else
            m_profile.identity = found->second;
    }

    std::string sourceOf(const Json& object, const std::string& pointer) {
        const bool isCsv = m_profile.format == MappingProfile::FileFormat::Csv;
        return requiredText(object, isCsv ? "column" : "path", pointer);
    }

    void readFields(const Json& fields) {
        if (!fields.is_object())
            return fail("/fields", "An object is expected here.");
        for (const auto& [name, value] : fields.items())
            readField(name, value, "/fields/" + name);
    }

    void readField(const std::string& name, const Json& value, const std::string& pointer) {
        const bool isEventTime = m_profile.kind == core::FileKind::Events && name == "timestamp";
        if (!mappableField(m_profile.kind, name) || isEventTime)
            return fail(pointer, noFieldText(name) +
                                     (isEventTime ? "; times go under the key 'time'." : "."));
        if (!expectKeys(value, pointer, {"column", "path", "number", "time"}))
            return;
        MappingProfile::Field read{name, sourceOf(value, pointer), {}, {}};
        if (const std::string number = text(value, "number", pointer); !number.empty()) {
            const auto format = mapping::numberFormatNamed(number);
            if (!format)
                return fail(pointer + "/number",
                            "'plain', 'comma_thousands', 'comma_decimal' or 'space_thousands' "
                            "is expected.");
            read.number = *format;
        }
        if (const std::string time = text(value, "time", pointer); !time.empty())
            read.time = timeFormat(time, pointer + "/time");
        m_profile.fields.push_back(std::move(read));
    }

    std::string noFieldText(const std::string& name) const {
        return "'" + name + "' is no field of " +
               (m_profile.kind == core::FileKind::Events
                    ? std::string("an event")
                    : "a row of " + std::string(nameOf(m_profile.kind)));
    }

    TimeFormat timeFormat(const std::string& name, const std::string& pointer) {
        const auto format = mapping::timeFormatNamed(name);
        if (!format)
            fail(pointer, "'iso', 'unix_s', 'unix_ms', 'unix_us', 'unix_ns', 'day_month_year' or "
                          "'month_day_year' is expected.");
        return format.value_or(TimeFormat::Iso);
    }

    void readTime(const Json& time) {
        if (m_profile.kind != core::FileKind::Events)
            return fail("/time", "Times of these rows are said with their fields.");
        if (!expectKeys(time, "/time", {"column", "path", "format", "zone"}))
            return;
        MappingProfile::Field read{"timestamp", sourceOf(time, "/time"), {}, {}};
        read.time = timeFormat(requiredText(time, "format", "/time"), "/time/format");
        m_profile.fields.push_back(std::move(read));
        readZone(time, "/time");
    }

    void readZone(const Json& object, const std::string& pointer) {
        const std::string zone = text(object, "zone", pointer);
        if (zone.empty())
            return;
        if (const auto found = core::Zone::find(zone); !found)
            return fail(pointer + "/zone", found.error().message);
        m_profile.zone = zone;
    }

    void readTokens(const Json& tokens) {
        if (!expectKeys(tokens, "/tokens", {kPartKeys.begin(), kPartKeys.end()}))
            return;
        const auto part = [&](std::string_view key) {
            const std::string name(key);
            if (!tokens.contains(name))
                return Part::Inside;
            if (!tokens[name].is_boolean())
                fail("/tokens/" + name, "true or false is expected.");
            return tokens[name] == Json(true) ? Part::Inside : Part::Beside;
        };
        m_profile.tokens = {part(kPartKeys[0]), part(kPartKeys[1]), part(kPartKeys[2])};
    }

    void readConstants(const Json& constants) {
        if (!constants.is_object())
            return fail("/constants", "An object is expected here.");
        for (const auto& [name, value] : constants.items()) {
            const std::string pointer = "/constants/" + name;
            const auto* const field = mappableField(m_profile.kind, name);
            if (!field || (m_profile.kind == core::FileKind::Events && name == "timestamp"))
                return fail(pointer, noFieldText(name) + ".");
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

    void readPrivacy(const Json& privacy) {
        if (!expectKeys(privacy, "/privacy", {"hash", "keep"}))
            return;
        readTreatment(privacy, "hash", core::PrivacyRules::Treatment::Hash);
        readTreatment(privacy, "keep", core::PrivacyRules::Treatment::Keep);
    }

    void readTreatment(const Json& privacy, const char* key,
                       core::PrivacyRules::Treatment treatment) {
        const std::string pointer = std::string("/privacy/") + key;
        const Json names = privacy.value(key, Json::array());
        if (!names.is_array())
            return fail(pointer, "A list of fields is expected here.");
        for (const Json& name : names) {
            const auto field =
                name.is_string() ? core::identityFieldNamed(name.get<std::string>()) : std::nullopt;
            if (!field)
                return fail(pointer, name.dump() +
                                         " is no field that says who a row is about; "
                                         "those are " +
                                         core::identityFieldNames() + ".");
            if (m_profile.privacy.of(*field) != core::PrivacyRules::Treatment::AddressesOnly)
                return fail(pointer, "The field '" + name.get<std::string>() + "' stands twice.");
            m_profile.privacy.set(*field, treatment);
        }
    }

    std::string m_source;
    MappingProfile m_profile;
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

core::Result<MappingProfile> parseProfile(std::string_view text, std::string_view nameOfSource) {
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

} // namespace ms::importers
