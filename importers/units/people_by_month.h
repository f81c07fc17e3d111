// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/core/zone.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ms::importers {

/// Counts the distinct people that used something, by month of the reporting zone, feature, tenant
/// and tier. Uses that name no feature are of the whole product: their row counts everyone of the
/// month, tenant and tier, whatever feature they used.
/// Memory  16 bytes a person and group, and what the texts of the groups need; bounded.
class PeopleByMonth {
public:
    static constexpr std::size_t kMost = std::size_t{8} << 20;
    /// `most`: people and groups that are held, a group as many people.
    explicit PeopleByMonth(core::Zone zone, std::size_t most = kMost);

    struct Use {
        std::string_view person;
        core::Instant at;
        std::string_view feature; // empty: the whole product
        std::string_view tenant;
        std::string_view tier;
        std::int64_t row = 0; // of the file
    };
    /// False when there are more people than can be held: nothing is counted any more.
    bool take(const Use& use);
    bool isFull() const { return m_isFull; }
    /// A row for each group, in order of first uses, under the number of that use's row.
    std::vector<core::ActiveUsersFact> facts();
    /// The days of the first and the last use.
    core::Day firstDay() const { return m_zone.dayOf(m_first); }
    core::Day lastDay() const { return m_zone.dayOf(m_last); }

private:
    struct Person { // a hash of 128 bits: equal ones are one person
        std::uint64_t high = 0;
        std::uint64_t low = 0;
        friend auto operator<=>(const Person&, const Person&) = default;
    };
    using People = std::vector<Person>;
    struct Group {
        core::Month month;
        std::string feature;
        std::string tenant;
        std::string tier;
        std::int64_t firstRow = 0;
        People people;          // the first are sorted and distinct
        std::size_t sortAt = 0; // how many there may be before they are sorted anew
        std::string keyWithoutFeature() const;
    };
    Group& groupOf(const Use& use);
    void makeRoom();
    using Places = std::vector<std::size_t>;
    std::int64_t peopleIn(const Places& groups) const;
    static core::ActiveUsersFact factOf(const Group& group);

    core::Zone m_zone;
    std::size_t m_most;
    std::size_t m_held = 0;
    bool m_isFull = false;
    std::vector<Group> m_groups;
    std::unordered_map<std::string, std::size_t> m_places; // of groups, by their key
    std::string m_key;                                     // of the use at hand
    core::Instant m_first;                                 // uses lie between these
    core::Instant m_last;
};

} // namespace ms::importers
