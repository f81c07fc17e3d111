// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/stratum_merging.h"

#include "models/core/check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace ms::stats {

namespace {

using Levels = std::vector<std::uint32_t>;

/// Strata that have become one, with the levels of the first.
struct Group {
    Levels levels;
    std::int64_t rows = 0;
    bool isSmall = false;
};

class Merging {
public:
    Merging(std::span<const Levels> levels, std::span<const StratumRows> rows, std::size_t arms)
        : m_rows{rows}, m_arms{arms} {
        for (std::size_t h = 0; h < levels.size(); ++h) {
            m_groupOf.push_back(std::uint32_t(h));
            m_groups.push_back({levels[h]});
        }
        count();
    }

    void run(const CoarseningStep& step) {
        if (step.kind == CoarseningStep::Kind::Neighbour) {
            while (joinOneNeighbour(step.dimension))
                count();
        } else {
            m_given.push_back(&step);
            joinFamilies();
        }
        count();
    }

    MergedStrata take() const {
        MergedStrata merged;
        std::map<std::uint32_t, std::uint32_t> numbers;
        for (const std::uint32_t group : m_groupOf) {
            const auto [place, isNew] = numbers.emplace(group, std::uint32_t(numbers.size()));
            merged.groupOf.push_back(place->second);
            merged.small += isNew && m_groups[group].isSmall ? 1 : 0;
        }
        merged.groups = numbers.size();
        return merged;
    }

private:
    bool isAlive(std::size_t group) const {
        return std::find(m_groupOf.begin(), m_groupOf.end(), group) != m_groupOf.end();
    }

    /// Which groups have too few clusters or rows in some arm.
    void count() {
        std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> seen;
        const std::size_t cells = m_groups.size() * m_arms;
        std::vector<std::int64_t> rows(cells);
        std::vector<std::size_t> clusters(cells);
        for (const StratumRows& one : m_rows) {
            if (one.rows == 0)
                continue;
            CHECK(one.stratum < m_groupOf.size() && one.arm < m_arms,
                  "Strata and arms are numbered below their count.");
            const std::uint32_t group = m_groupOf[one.stratum];
            rows[group * m_arms + one.arm] += one.rows;
            if (seen.emplace(group, one.arm, one.cluster).second)
                ++clusters[group * m_arms + one.arm];
        }
        for (std::size_t group = 0; group < m_groups.size(); ++group) {
            m_groups[group].rows = 0;
            m_groups[group].isSmall = false;
            for (std::size_t cell = group * m_arms; cell < (group + 1) * m_arms; ++cell) {
                m_groups[group].rows += rows[cell];
                m_groups[group].isSmall |=
                    clusters[cell] < kLeastClustersInStratum || rows[cell] < kLeastRowsInStratum;
            }
        }
    }

    void join(std::uint32_t from, std::uint32_t into) {
        std::replace(m_groupOf.begin(), m_groupOf.end(), from, into);
    }

    /// What still tells a group apart after the steps so far.
    Levels coarse(std::size_t group) const {
        Levels levels = m_groups[group].levels;
        for (const CoarseningStep* const step : m_given) {
            std::uint32_t& level = levels[step->dimension];
            level = step->kind == CoarseningStep::Kind::Family && level < step->familyOf.size()
                        ? step->familyOf[level]
                        : 0;
        }
        return levels;
    }

    /// Whatever the steps so far make alike becomes one, where something of it is small.
    void joinFamilies() {
        std::map<Levels, std::vector<std::uint32_t>> families;
        for (std::uint32_t group = 0; group < m_groups.size(); ++group)
            if (isAlive(group))
                families[coarse(group)].push_back(group);
        for (const auto& [levels, members] : families)
            if (std::any_of(members.begin(), members.end(),
                            [&](std::uint32_t group) { return m_groups[group].isSmall; }))
                for (const std::uint32_t member : members)
                    join(member, members.front());
    }

    /// Whether some small group could join the one beside it.
    bool joinOneNeighbour(std::size_t dimension) {
        for (std::uint32_t group = 0; group < m_groups.size(); ++group) {
            if (!m_groups[group].isSmall || !isAlive(group))
                continue;
            if (const auto neighbour = neighbourOf(group, dimension)) {
                join(group, *neighbour);
                return true;
            }
        }
        return false;
    }

    /// The nearest group by this level that is else alike; of two, that with fewer rows.
    std::optional<std::uint32_t> neighbourOf(std::uint32_t group, std::size_t dimension) const {
        std::optional<std::uint32_t> best;
        const Levels own = coarse(group);
        const auto rank = [&](std::uint32_t other) {
            const std::int64_t distance = std::int64_t(m_groups[other].levels[dimension]) -
                                          std::int64_t(m_groups[group].levels[dimension]);
            return std::pair{distance < 0 ? -distance : distance, m_groups[other].rows};
        };
        for (std::uint32_t other = 0; other < m_groups.size(); ++other) {
            Levels alike = coarse(other);
            alike[dimension] = own[dimension];
            if (other == group || !isAlive(other) || alike != own)
                continue;
            if (!best || rank(other) < rank(*best))
                best = other;
        }
        return best;
    }

    std::span<const StratumRows> m_rows;
    std::size_t m_arms;
    std::vector<std::uint32_t> m_groupOf; // by stratum
    std::vector<Group> m_groups;
    std::vector<const CoarseningStep*> m_given; // All and Family, so far
};

} // namespace

MergedStrata mergeSmallStrata(std::span<const Levels> levels, std::span<const StratumRows> rows,
                              std::size_t arms, std::span<const CoarseningStep> path) {
    Merging merging(levels, rows, arms);
    for (const CoarseningStep& step : path) {
        for (const Levels& one : levels)
            CHECK(step.dimension < one.size(), "A step coarsens a dimension that strata have.");
        merging.run(step);
    }
    return merging.take();
}

} // namespace ms::stats
