// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/robust_score.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace ms::stats {

/// What a unit is compared with, from the closest on.
enum class CohortLevel : std::uint8_t { Cohort, Feature, All };
inline constexpr std::size_t kCohortLevels = 3;

/// Costs of units, each with what decides its cohort. One entry a unit, in any order.
struct CohortUnits {
    std::vector<double> costs;            // in units of the currency; 0 and less are not judged
    std::vector<std::uint32_t> cohort;    // number of its closest cohort
    std::vector<std::uint32_t> week;      // of its first attempt; 0 where nobody knows
    std::vector<std::uint32_t> featureOf; // by cohort: number of the wider one
    std::uint32_t features = 0;
};

/// What is usual for a unit: its cohort's logarithms of cost in four weeks.
struct Baseline {
    CohortLevel level = CohortLevel::Cohort;
    std::size_t units = 0;
    RobustScale scale;        // of the logarithms
    double usualCost() const; // the cohort's median
    double scoreOf(double cost) const;
    double scoreOfLog(double log) const { return scale.scoreOf(log); }
};

/// Baselines of all units, each over the week of the unit and the three before it (where the record
/// begins, over its first four); of the cohort
/// where it has `minimum` units with a cost then, else of the feature, else of all. Where there are
/// more than 5,000 of them the scale is that of every k-th.
/// METHODS 2.1 rolls 28 days by the day; by the week no unit is compared with other days than
/// those, and ten million units take a quarter of a second.
/// Output  nothing for units without cost, and where even all of them are fewer than `minimum`.
/// Cost    O(n); 12 to 20 bytes a unit. Threads  uses two.
class CohortBaselines {
public:
    CohortBaselines(const CohortUnits& units, std::size_t minimum);
    ~CohortBaselines();
    const Baseline* of(std::size_t unit) const;
    /// The logarithm of its cost; 0 without one.
    double logOf(std::size_t unit) const { return m_logs[unit]; }
    /// Every k-th unit that a unit is compared with, `most` of them at most.
    std::vector<std::uint32_t> sampleFor(std::size_t unit, std::size_t most) const;

private:
    class Level;
    const Level* levelOf(std::size_t unit) const;
    const CohortUnits& m_units;
    std::size_t m_minimum = 0;
    std::vector<double> m_logs;                   // of the costs, by unit
    std::vector<std::unique_ptr<Level>> m_levels; // by CohortLevel; those that are needed
};

} // namespace ms::stats
