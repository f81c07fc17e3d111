// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/profile_events.h"

#include "importers/events/event_format.h"

#include <algorithm>

namespace ms::importers {

namespace {

using core::Error;

class ProfileEvents final : public Format {
public:
    explicit ProfileEvents(Profile profile) : m_profile{std::move(profile)} {
        m_title = m_profile.title.empty() ? "Profile " + m_profile.name : m_profile.title;
    }
    std::string_view name() const override { return m_profile.name; }
    std::string_view title() const override { return m_title; }
    core::FileKind kind() const override { return core::FileKind::Events; }

    Match match(const FileHead& head) const override {
        const std::vector<std::string> wanted = m_profile.sources();
        const int all = static_cast<int>(wanted.size());
        if (m_profile.format == Profile::FileFormat::JsonLines)
            return matchJson(head, wanted);
        const CsvHeader* const header = head.csv();
        if (!header || !std::all_of(wanted.begin(), wanted.end(),
                                    [&](const auto& name) { return header->indexOf(name); }))
            return {};
        const bool isWhole = header->names.size() == wanted.size() + m_profile.ignored.size();
        return {isWhole ? 90 : 60,
                "all " + std::to_string(all) + " columns of the profile are there", all};
    }

    core::Result<ReadPlan> plan(const FileHead& head, const ReadOptions&) const override {
        auto spec = makeSpec();
        if (!spec)
            return spec.error();
        std::vector<std::string> unread;
        if (m_profile.format == Profile::FileFormat::Csv)
            if (auto checked = checkColumns(head, unread); !checked)
                return checked.error();
        auto plan = planEvents(*spec, head, findSignature(head, signature()).recordsAt);
        if (!plan)
            return Error{plan.error().code,
                         plan.error().message + " The profile '" + m_profile.name + "' names it.",
                         {}};
        plan->info.source = m_profile.source;
        plan->info.profile = m_profile.name;
        if (!unread.empty())
            plan->notes.push_back("columns not read: " + joined(unread));
        return plan;
    }

private:
    static std::string joined(const std::vector<std::string>& names) {
        std::string list;
        for (const std::string& name : names)
            list += (list.empty() ? "" : ", ") + name;
        return list;
    }

    std::vector<SignatureField> signature() const {
        std::vector<SignatureField> fields;
        for (const std::string& path : m_sources)
            fields.push_back({path});
        return fields;
    }

    Match matchJson(const FileHead& head, const std::vector<std::string>& wanted) const {
        if (head.csv() || wanted.empty() || !findSignature(head, signature()).fits)
            return {};
        const int count = static_cast<int>(wanted.size());
        return {60, "all " + std::to_string(count) + " keys of the profile are there", count};
    }

    core::Result<std::shared_ptr<const EventFormatSpec>> makeSpec() const {
        auto spec = std::make_shared<EventFormatSpec>();
        spec->name = m_profile.name;
        spec->identity = m_profile.identity;
        spec->mapping.tokens = m_profile.tokens;
        for (const auto& [name, text] : m_profile.constants)
            spec->mapping.constants.emplace_back(*eventFieldNamed(name), text);
        for (const Profile::Field& field : m_profile.fields) {
            spec->keys.push_back({field.source, field.name});
            spec->numbers.push_back(field.number);
        }
        if (!m_profile.time)
            return std::shared_ptr<const EventFormatSpec>(std::move(spec));
        spec->keys.push_back({m_profile.time->source, "timestamp"});
        std::optional<core::Zone> zone;
        if (m_profile.time->zone) {
            auto found = core::Zone::find(*m_profile.time->zone);
            if (!found)
                return found.error();
            zone = *std::move(found);
        }
        spec->mapping.time = TimeReader(m_profile.time->format, std::move(zone));
        return std::shared_ptr<const EventFormatSpec>(std::move(spec));
    }

    core::Status checkColumns(const FileHead& head, std::vector<std::string>& unread) const {
        const CsvHeader* const header = head.csv();
        if (!header)
            return Error{Error::Code::BadInput,
                         "The file has no CSV header, which the profile '" + m_profile.name +
                             "' expects.",
                         {}};
        for (const std::string& name : m_sources)
            if (!header->indexOf(name))
                return Error{Error::Code::BadInput,
                             "The file has no column '" + name + "'. The profile '" +
                                 m_profile.name + "' names it.",
                             {}};
        const auto isIn = [](const std::vector<std::string>& list, const std::string& name) {
            return std::find(list.begin(), list.end(), name) != list.end();
        };
        for (const std::string& name : header->names)
            if (!isIn(m_sources, name) && !isIn(m_profile.ignored, name))
                unread.push_back(name);
        return {};
    }

    Profile m_profile;
    std::vector<std::string> m_sources = m_profile.sources(); // keep the names that specs refer to
    std::string m_title;
};

} // namespace

std::unique_ptr<Format> makeProfileEvents(Profile profile) {
    return std::make_unique<ProfileEvents>(std::move(profile));
}

} // namespace ms::importers
