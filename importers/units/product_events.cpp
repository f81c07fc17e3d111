// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/units/product_events.h"

#include "importers/common/attribution_keys.h"
#include "importers/units/people_by_month.h"

#include <algorithm>
#include <array>
#include <map>

namespace ms::importers {

namespace {

constexpr std::string_view kUsualEvent = "ai_feature_used";

// Positions among the keys: the name, the time, then whoever it was.
constexpr std::size_t kEvent = 0;
constexpr std::size_t kTime = 1;
constexpr std::size_t kPeople = 2;

/// Tenant, feature and tier of an event, out of its free properties.
class Attributes {
public:
    void read(Record& record, std::span<const std::string_view> properties) {
        for (std::string& value : m_values)
            value.clear();
        for (const std::string_view name : properties)
            record.root()[name].eachMember([&](std::string_view key, JsonValue value) {
                if (key.size() <= kLongestKey)
                    take(record, key, value);
            });
    }
    const std::string& tenant() const { return m_values[0]; }
    const std::string& feature() const { return m_values[1]; }
    const std::string& tier() const { return m_values[2]; }

private:
    static constexpr std::size_t kLongestKey = 64;
    static constexpr std::array<std::string_view, 3> kFields{"tenant", "feature", "plan_tier"};

    void take(Record& record, std::string_view key, JsonValue value) {
        const auto field =
            std::find(kFields.begin(), kFields.end(), attributedField(inSmallLetters(key)));
        if (field == kFields.end())
            return;
        std::string& text = m_values[std::size_t(field - kFields.begin())];
        if (!text.empty() || value.isObject())
            return;
        if (value.isList()) { // groups: who is in one alone has one
            if (value.size() == 1)
                value.eachElement([&](JsonValue only) { text = only.toText(); });
        } else {
            text = value.toText();
        }
        if (text.find('\0') != std::string::npos)
            record.fail(key, "The text holds a NUL character.");
    }

    std::array<std::string, 3> m_values;
};

/// The names of events, to show which there are.
class EventNames {
public:
    void note(std::string_view name) {
        const auto known = m_counts.find(name);
        if (known != m_counts.end())
            ++known->second;
        else if (m_counts.size() < kMost)
            m_counts.emplace(name.substr(0, 80), 1);
    }
    /// "'login' (12), 'page_view' (3)": the most frequent ones.
    std::string toText() const {
        std::vector<std::pair<std::int64_t, std::string_view>> all;
        for (const auto& [name, count] : m_counts)
            all.emplace_back(-count, name);
        std::sort(all.begin(), all.end());
        std::string text;
        for (std::size_t i = 0; i < all.size() && i < kMostShown; ++i)
            text.append(i > 0 ? ", '" : "'")
                .append(all[i].second)
                .append("' (" + std::to_string(-all[i].first) + ")");
        return text + (all.size() > kMostShown ? ", ..." : "");
    }
    bool isEmpty() const { return m_counts.empty(); }

private:
    static constexpr std::size_t kMost = 1000;
    static constexpr std::size_t kMostShown = 8;
    std::map<std::string, std::int64_t, std::less<>> m_counts;
};

class EventReader final : public FactReader {
public:
    EventReader(ProductEvents events, std::string active, const core::Zone& zone)
        : m_events{std::move(events)}, m_active{std::move(active)}, m_people{zone} {}

    void read(Record& record, FactRows& rows) override {
        const std::string_view event = record.text(kEvent);
        if (event.empty())
            return record.fail(m_events.event, "The name of the event is missing.");
        if (event != m_active)
            return m_others.note(event);
        m_isActiveThere = true;
        const std::string_view person = personOf(record);
        if (person.empty())
            return record.fail(m_events.people.front(), "It is not said who the person was.");
        if (!record.has(kTime))
            return record.fail(m_events.time, "The time is missing.");
        const auto time = m_events.readTime(record, kTime);
        m_attributes.read(record, m_events.properties);
        if (record.isSpoilt())
            return;
        if (!m_people.take({person, *time, m_attributes.feature(), m_attributes.tenant(),
                            m_attributes.tier(), rows.row()}))
            record.fail({}, "The file has more people than can be counted at once.");
    }

    void finish(FactRows& rows) override {
        if (!m_isActiveThere && !m_others.isEmpty())
            return rows.tell(
                "No event is named '" + m_active.substr(0, 80) +
                "', which would mean that a person was active. The file has " + m_others.toText() +
                ": say which of them counts (--active-event NAME, or Active event beside the "
                "file in the window).");
        if (m_people.isFull())
            return rows.tell("No active users were counted: the file has more people than can be "
                             "counted at once. Export it month by month.");
        auto all = m_people.facts();
        if (!all.empty())
            rows.tell("Active users are counted from events of " +
                      core::toText(m_people.firstDay()) + " to " +
                      core::toText(m_people.lastDay()) +
                      ": a month that is not whole in this file is too low.");
        for (core::ActiveUsersFact& users : all)
            rows.add(std::move(users));
    }

private:
    std::string_view personOf(Record& record) const {
        for (std::size_t i = 0; i < m_events.people.size(); ++i)
            if (record.has(kPeople + i))
                return record.text(kPeople + i);
        return {};
    }

    ProductEvents m_events;
    std::string m_active;
    PeopleByMonth m_people;
    Attributes m_attributes;
    EventNames m_others;
    bool m_isActiveThere = false;
};

} // namespace

std::unique_ptr<Format> makeProductEvents(FactFormatSpec spec, ProductEvents events) {
    spec.kind = core::FileKind::ActiveUsers;
    spec.order = Order::InFileOrder;
    spec.asks = Asks::ActiveEvent;
    spec.keys = {std::string(events.event), std::string(events.time)};
    spec.keys.insert(spec.keys.end(), events.people.begin(), events.people.end());
    spec.match = [signature = spec.signature, title = spec.title](const FileHead& head) {
        // The free properties are objects: a table of the same names is something else.
        return head.csv() ? Match{} : matchOf(findSignature(head, signature), title, signature);
    };
    spec.prepare = [events](const FileHead&,
                            const ReadOptions& options) -> core::Result<ReaderMaker> {
        const auto zone = core::Zone::find(options.zone);
        if (!zone)
            return zone.error();
        std::string active =
            options.activeEvent.empty() ? std::string(kUsualEvent) : options.activeEvent;
        return ReaderMaker([events, active, zone = *zone] {
            return std::make_unique<EventReader>(events, active, zone);
        });
    };
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
