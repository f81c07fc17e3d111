// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/profile_writer.h"

#include "importers/common/number_format.h"
#include "importers/common/profile_words.h"
#include "importers/common/time_format.h"
#include "importers/common/token_counts.h"

#include <nlohmann/json.hpp>

namespace ms::importers {

using mapping::MappingProfile;

namespace {

/// Writes the document in the order in which people read it; what is as usual is left out.
class ProfileWriter {
public:
    explicit ProfileWriter(const MappingProfile& profile) : m_profile{profile} {}

    nlohmann::ordered_json write() {
        const bool isEvents = m_profile.kind == core::FileKind::Events;
        add("name", m_profile.name);
        add("title", m_profile.title);
        add("kind", std::string(nameOf(m_profile.kind)));
        add("format", isCsv() ? "csv" : "jsonl");
        add("delimiter", m_profile.delimiter ? std::string(1, *m_profile.delimiter) : "");
        add("encoding", m_profile.encoding);
        add("header", m_profile.header);
        add("source", m_profile.source);
        if (isEvents)
            add("identity", std::string(kIdentities[std::size_t(m_profile.identity)].first));
        add("zone", m_profile.zone.value_or(""));
        writeFields();
        if (isEvents && m_profile.tokens != TokenConvention{})
            writeTokens();
        for (const auto& [field, text] : m_profile.constants)
            m_document["constants"][field] = text;
        if (!m_profile.ignored.empty())
            m_document["ignored"] = m_profile.ignored;
        writePrivacy("hash", core::PrivacyRules::Treatment::Hash);
        writePrivacy("keep", core::PrivacyRules::Treatment::Keep);
        return std::move(m_document);
    }

private:
    bool isCsv() const { return m_profile.format == MappingProfile::FileFormat::Csv; }
    void add(const char* key, const std::string& text) {
        if (!text.empty())
            m_document[key] = text;
    }

    void writeFields() {
        const char* const place = isCsv() ? "column" : "path";
        m_document["fields"] = nlohmann::ordered_json::object();
        for (const MappingProfile::Field& field : m_profile.fields) {
            if (m_profile.kind == core::FileKind::Events && field.name == "timestamp") {
                m_document["time"] = {{place, field.source}, {"format", nameOf(field.time)}};
                continue;
            }
            auto& written = m_document["fields"][field.name];
            written[place] = field.source;
            if (field.number != NumberFormat::Plain)
                written["number"] = nameOf(field.number);
            if (field.time != TimeFormat::Iso)
                written["time"] = nameOf(field.time);
        }
    }

    void writeTokens() {
        const TokenConvention& tokens = m_profile.tokens;
        const std::array parts{tokens.cacheReads, tokens.cacheWrites, tokens.reasoning};
        for (std::size_t i = 0; i < parts.size(); ++i)
            m_document["tokens"][std::string(kPartKeys[i])] = parts[i] == Part::Inside;
    }

    void writePrivacy(const char* key, core::PrivacyRules::Treatment treatment) {
        for (std::size_t i = 0; i < core::kIdentityFields; ++i)
            if (const auto field = core::IdentityField(i); m_profile.privacy.of(field) == treatment)
                m_document["privacy"][key].push_back(std::string(nameOf(field)));
    }

    const MappingProfile& m_profile;
    nlohmann::ordered_json m_document;
};

} // namespace

std::string profileDocument(const MappingProfile& profile) {
    return ProfileWriter(profile).write().dump(2) + '\n';
}

} // namespace ms::importers
