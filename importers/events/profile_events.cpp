// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/profile_events.h"

#include "importers/events/csv_events.h"
#include "importers/events/json_events.h"
#include "models/core/check.h"

#include <algorithm>

namespace ms::importers {

namespace {

using core::Error;

EventField checkedField(std::string_view name, NumberFormat number) {
    auto field = eventFieldNamed(name);
    CHECK(field.has_value(), "Profiles are checked when they are read.");
    field->number = number;
    return *field;
}

class ProfileEvents final : public Format {
public:
    explicit ProfileEvents(Profile profile) : m_profile{std::move(profile)} {
        m_title = m_profile.title.empty() ? "Profile " + m_profile.name : m_profile.title;
    }
    std::string_view name() const override { return m_profile.name; }
    std::string_view title() const override { return m_title; }
    core::FileKind kind() const override { return core::FileKind::Events; }

    Match match(std::string_view head) const override {
        const std::vector<std::string> wanted = m_profile.sources();
        const int all = static_cast<int>(wanted.size());
        if (m_profile.format == Profile::FileFormat::JsonLines)
            return matchJson(head, wanted);
        const auto header = readCsvHeader(head, m_profile.delimiter.value_or('\0'));
        if (!header || !std::all_of(wanted.begin(), wanted.end(),
                                    [&](const auto& name) { return header->indexOf(name); }))
            return {};
        const bool isWhole = header->names.size() == wanted.size() + m_profile.ignored.size();
        return {isWhole ? 90 : 60,
                "all " + std::to_string(all) + " columns of the profile are there", all};
    }

    core::Result<ReadPlan> plan(std::string_view head, const ReadOptions&) const override {
        EventMapping mapping = makeMapping();
        if (m_profile.time && m_profile.time->zone.has_value()) {
            auto zone = core::Zone::find(*m_profile.time->zone);
            if (!zone)
                return zone.error();
            mapping.time = TimeReader(m_profile.time->format, *std::move(zone));
        } else if (m_profile.time) {
            mapping.time = TimeReader(m_profile.time->format, std::nullopt);
        }
        auto plan = m_profile.format == Profile::FileFormat::Csv
                        ? csvPlan(head, std::move(mapping))
                        : jsonPlan(head, std::move(mapping));
        if (plan) {
            plan->info.identity = m_profile.identity;
            plan->info.source = m_profile.source;
            plan->info.profile = m_profile.name;
        }
        return plan;
    }

private:
    static Match matchJson(std::string_view head, const std::vector<std::string>& wanted) {
        const std::vector<std::string_view> names(wanted.begin(), wanted.end());
        const int found = findJsonKeys(head, names).found;
        if (found == 0 || found < static_cast<int>(names.size()))
            return {};
        return {60, "all " + std::to_string(found) + " keys of the profile are there", found};
    }

    EventMapping makeMapping() const {
        EventMapping mapping;
        mapping.tokens = m_profile.tokens;
        for (const auto& [name, text] : m_profile.constants)
            mapping.constants.emplace_back(checkedField(name, NumberFormat::Plain), text);
        return mapping;
    }

    std::vector<std::pair<std::string, EventField>> fields() const {
        std::vector<std::pair<std::string, EventField>> fields;
        for (const Profile::Field& field : m_profile.fields)
            fields.emplace_back(field.source, checkedField(field.name, field.number));
        if (m_profile.time)
            fields.emplace_back(m_profile.time->source,
                                checkedField("timestamp", NumberFormat::Plain));
        return fields;
    }

    core::Result<ReadPlan> csvPlan(std::string_view head, EventMapping mapping) const {
        const auto header = readCsvHeader(head, m_profile.delimiter.value_or('\0'));
        if (!header)
            return Error{Error::Code::BadInput,
                         "The file has no CSV header, which the profile '" + m_profile.name +
                             "' expects.",
                         {}};
        auto binding = bindColumns(*header, fields());
        if (!binding)
            return Error{Error::Code::BadInput,
                         binding.error().message + " The profile '" + m_profile.name +
                             "' names it.",
                         {}};
        std::erase_if(binding->unread, [this](const std::string& name) {
            return std::find(m_profile.ignored.begin(), m_profile.ignored.end(), name) !=
                   m_profile.ignored.end();
        });
        return csvEventPlan(*header, *std::move(binding), std::move(mapping));
    }

    core::Result<ReadPlan> jsonPlan(std::string_view head, EventMapping mapping) const {
        auto reading = std::make_shared<JsonEventReading>();
        reading->mapping = std::move(mapping);
        for (const auto& [path, field] : fields())
            reading->keys.add(path, field);
        ReadPlan plan;
        plan.layout = jsonLayoutOf(head);
        plan.makeParser = [reading = std::shared_ptr<const JsonEventReading>(reading),
                           layout = plan.layout] { return makeJsonEventParser(reading, layout); };
        return plan;
    }

    Profile m_profile;
    std::string m_title;
};

} // namespace

std::unique_ptr<Format> makeProfileEvents(Profile profile) {
    return std::make_unique<ProfileEvents>(std::move(profile));
}

} // namespace ms::importers
