// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/profile_events.h"

#include "importers/common/profile_columns.h"
#include "importers/common/profile_writer.h"
#include "importers/events/event_format.h"

namespace ms::importers {

namespace {

using core::Error;

class ProfileEvents final : public Format {
public:
    explicit ProfileEvents(MappingProfile profile) : m_profile{std::move(profile)} {
        m_title = m_profile.title.empty() ? "Profile " + m_profile.name : m_profile.title;
    }
    std::string_view name() const override { return m_profile.name; }
    std::string_view title() const override { return m_title; }
    core::FileKind kind() const override { return core::FileKind::Events; }

    Match match(const FileHead& head) const override { return matchProfile(m_profile, head); }

    core::Result<ReadPlan> plan(const FileHead& head, const ReadOptions&) const override {
        auto spec = makeSpec();
        if (!spec)
            return spec.error();
        auto notes = columnNotes(m_profile, head);
        if (!notes)
            return notes.error();
        auto plan = planEvents(*spec, head, recordsAtOf(m_profile, head));
        if (!plan)
            return Error{plan.error().code,
                         plan.error().message + " The profile '" + m_profile.name + "' names it.",
                         {}};
        plan->info.source = m_profile.source;
        plan->info.profile = m_profile.name;
        plan->info.profileText = profileDocument(m_profile);
        plan->info.privacy = m_profile.privacy;
        for (std::string& note : *notes)
            plan->notes.push_back(std::move(note));
        return plan;
    }

private:
    core::Result<std::shared_ptr<const EventFormatSpec>> makeSpec() const {
        auto spec = std::make_shared<EventFormatSpec>();
        spec->name = m_profile.name;
        spec->identity = m_profile.identity;
        spec->mapping.tokens = m_profile.tokens;
        for (const auto& [name, text] : m_profile.constants)
            spec->mapping.constants.emplace_back(*eventFieldNamed(name), text);
        for (const MappingProfile::Field& field : m_profile.fields) {
            spec->keys.push_back({field.source, field.name});
            spec->numbers.push_back(field.number);
        }
        std::optional<core::Zone> zone;
        if (m_profile.zone) {
            auto found = core::Zone::find(*m_profile.zone);
            if (!found)
                return found.error();
            zone = *std::move(found);
        }
        if (const auto* const time = m_profile.fieldNamed("timestamp"))
            spec->mapping.time = TimeReader(time->time, std::move(zone));
        return std::shared_ptr<const EventFormatSpec>(std::move(spec));
    }

    MappingProfile m_profile; // its texts are what the spec refers to
    std::string m_title;
};

} // namespace

std::unique_ptr<Format> makeProfileEvents(MappingProfile profile) {
    return std::make_unique<ProfileEvents>(std::move(profile));
}

} // namespace ms::importers
