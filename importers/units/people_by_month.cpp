// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/units/people_by_month.h"

#include "importers/common/fact_values.h"

#include <algorithm>
#include <xxhash.h>

namespace ms::importers {

namespace {

constexpr std::size_t kGroupAsPeople = 16; // what a group costs beside its people
constexpr std::size_t kFewPeople = 32;     // not worth sorting

/// Equal keys, equal parts: texts hold no NUL.
void appendKey(std::string& key, core::Month month, std::string_view tenant,
               std::string_view tier) {
    key.append(std::to_string(month.number)).append(1, '\0').append(tenant).append(1, '\0');
    key.append(tier);
}

template <class People>
void sortDistinct(People& people) {
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
}

} // namespace

PeopleByMonth::PeopleByMonth(core::Zone zone, std::size_t most)
    : m_zone{std::move(zone)}, m_most{most} {}

std::string PeopleByMonth::Group::keyWithoutFeature() const {
    std::string key;
    appendKey(key, month, tenant, tier);
    return key;
}

PeopleByMonth::Group& PeopleByMonth::groupOf(const Use& use) {
    const core::Month month = core::monthOf(m_zone.dayOf(use.at));
    m_key.clear();
    appendKey(m_key, month, use.tenant, use.tier);
    m_key.append(1, '\0').append(use.feature);
    const auto [place, isNew] = m_places.try_emplace(m_key, m_groups.size());
    if (isNew) {
        m_groups.push_back({month,
                            std::string(use.feature),
                            std::string(use.tenant),
                            std::string(use.tier),
                            use.row,
                            {},
                            kFewPeople});
        m_held += kGroupAsPeople;
    }
    return m_groups[place->second];
}

bool PeopleByMonth::take(const Use& use) {
    if (m_held >= m_most)
        makeRoom();
    if (m_isFull)
        return false;
    const bool isFirst = m_groups.empty();
    m_first = isFirst ? use.at : std::min(m_first, use.at);
    m_last = isFirst ? use.at : std::max(m_last, use.at);
    const XXH128_hash_t hash = XXH3_128bits(use.person.data(), use.person.size());
    Group& group = groupOf(use);
    group.people.push_back({hash.high64, hash.low64});
    ++m_held;
    if (group.people.size() >= group.sortAt) {
        const std::size_t before = group.people.size();
        sortDistinct(group.people);
        m_held -= before - group.people.size();
        group.sortAt = std::max(kFewPeople, 2 * group.people.size());
    }
    return true;
}

/// Sort all groups anew. Where that leaves little room it would be done again and again: then the
/// file has too many people.
void PeopleByMonth::makeRoom() {
    m_held = 0;
    for (Group& group : m_groups) {
        sortDistinct(group.people);
        m_held += group.people.size() + kGroupAsPeople;
    }
    if (m_held <= m_most / 4 * 3)
        return;
    m_isFull = true;
    m_groups.clear();
    m_places.clear();
}

std::int64_t PeopleByMonth::peopleIn(const Places& groups) const {
    People everyone;
    for (const std::size_t group : groups)
        everyone.insert(everyone.end(), m_groups[group].people.begin(),
                        m_groups[group].people.end());
    sortDistinct(everyone);
    return static_cast<std::int64_t>(everyone.size());
}

core::ActiveUsersFact PeopleByMonth::factOf(const Group& group) {
    const auto month = monthOf(toText(group.month));
    core::ActiveUsersFact users;
    users.line = group.firstRow;
    users.periodStart = month->start;
    users.periodEnd = month->end;
    users.feature = group.feature;
    users.tenant = group.tenant;
    users.tier = group.tier;
    users.activeUsers = static_cast<std::int64_t>(group.people.size());
    users.flags.add(core::Flag::DerivedDistinctCount);
    users.identity = identityOf({toText(month->start), users.feature, users.tenant, users.tier});
    return users;
}

std::vector<core::ActiveUsersFact> PeopleByMonth::facts() {
    std::unordered_map<std::string, Places> wholeProducts; // all groups of each
    for (const Group& group : m_groups)
        if (group.feature.empty())
            wholeProducts[group.keyWithoutFeature()];
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        sortDistinct(m_groups[i].people);
        const auto whole = wholeProducts.find(m_groups[i].keyWithoutFeature());
        if (whole != wholeProducts.end())
            whole->second.push_back(i);
    }
    std::vector<core::ActiveUsersFact> all;
    for (const Group& group : m_groups) {
        core::ActiveUsersFact& users = all.emplace_back(factOf(group));
        if (!group.feature.empty())
            continue;
        users.flags.add(core::Flag::AllFeatures);
        users.activeUsers = peopleIn(wholeProducts.at(group.keyWithoutFeature()));
    }
    return all;
}

} // namespace ms::importers
