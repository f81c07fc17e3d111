// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/cohort_baselines.h"

#include "models/core/at_once.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ms::stats {

namespace {

constexpr std::size_t kWeeks = 4; // a baseline's
constexpr std::size_t kScaleUnits = 5'000;

} // namespace

double Baseline::usualCost() const {
    return std::exp(scale.center);
}
double Baseline::scoreOf(double cost) const {
    return scoreOfLog(std::log(cost));
}

/// The units of one level, arranged so that any weeks of one key lie side by side.
class CohortBaselines::Level {
public:
    Level(CohortLevel level, const CohortUnits& units, const std::vector<double>& logs,
          std::uint32_t keys)
        : m_level{level}, m_units{units}, m_logs{logs} {
        std::uint32_t last = 0;
        for (const std::uint32_t week : units.week)
            if (week != 0) {
                m_firstWeek = std::min(m_firstWeek, week);
                last = std::max(last, week);
            }
        m_columns = last == 0 ? 1 : last - m_firstWeek + 2;
        arrange(keys);
        measureAll();
    }
    const Baseline& of(std::size_t unit) const { return m_baselines[cellOf(unit)]; }
    std::vector<std::uint32_t> sampleFor(std::size_t unit, std::size_t most) const {
        std::vector<std::uint32_t> sample;
        forSome(rangeOf(cellOf(unit)), most, [&](std::uint32_t one) { sample.push_back(one); });
        return sample;
    }

private:
    struct Range {
        std::size_t begin, end;
        std::size_t size() const { return end - begin; }
    };
    std::uint32_t keyOf(std::size_t unit) const {
        const std::uint32_t cohort = m_units.cohort[unit];
        return m_level == CohortLevel::Cohort    ? cohort
               : m_level == CohortLevel::Feature ? m_units.featureOf[cohort]
                                                 : 0;
    }
    std::size_t cellOf(std::size_t unit) const {
        const std::uint32_t week = m_units.week[unit];
        return std::size_t{keyOf(unit)} * m_columns + (week == 0 ? 0 : week - m_firstWeek + 1);
    }
    /// The units of the cell's week and the three before it; of the first four where there are not
    /// that many before.
    Range rangeOf(std::size_t cell) const {
        const std::size_t column = cell % m_columns;
        if (column == 0)
            return {m_starts[cell], m_starts[cell + 1]};
        const std::size_t first = column < kWeeks ? 1 : column + 1 - kWeeks;
        const std::size_t last = std::min(std::max(column, kWeeks), m_columns - 1);
        const std::size_t zero = cell - column;
        return {m_starts[zero + first], m_starts[zero + last + 1]};
    }
    /// Every k-th unit of `range`, `most` of them at most.
    template <class Use>
    void forSome(const Range& range, std::size_t most, const Use& use) const {
        const std::size_t step = std::max<std::size_t>(1, (range.size() + most - 1) / most);
        for (std::size_t i = range.begin; i < range.end; i += step)
            use(m_order[i]);
    }
    void arrange(std::uint32_t keys) {
        m_starts.assign(std::size_t{keys} * m_columns + 1, 0);
        for (std::size_t unit = 0; unit < m_units.costs.size(); ++unit)
            if (m_units.costs[unit] > 0)
                ++m_starts[cellOf(unit) + 1];
        for (std::size_t cell = 1; cell < m_starts.size(); ++cell)
            m_starts[cell] += m_starts[cell - 1];
        m_order.resize(m_starts.back());
        std::vector<std::uint32_t> next(m_starts.begin(), m_starts.end() - 1);
        for (std::size_t unit = 0; unit < m_units.costs.size(); ++unit)
            if (m_units.costs[unit] > 0)
                m_order[next[cellOf(unit)]++] = std::uint32_t(unit);
    }
    void measureAll() {
        m_baselines.resize(m_starts.size() - 1);
        const auto measure = [this](std::size_t parity) {
            std::vector<double> logs;
            for (std::size_t cell = parity; cell < m_baselines.size(); cell += 2) {
                const Range range = rangeOf(cell);
                Baseline& baseline = m_baselines[cell];
                baseline.level = m_level;
                baseline.units = range.size();
                if (m_starts[cell] == m_starts[cell + 1])
                    continue; // nobody asks
                logs.clear();
                forSome(range, kScaleUnits,
                        [&](std::uint32_t unit) { logs.push_back(m_logs[unit]); });
                baseline.scale = robustScale(logs);
            }
        };
        core::atOnce({[&] { measure(0); }, [&] { measure(1); }});
    }

    CohortLevel m_level;
    const CohortUnits& m_units;
    const std::vector<double>& m_logs;
    std::uint32_t m_firstWeek = UINT32_MAX;
    std::size_t m_columns = 1;           // a key's cells: no week, then week by week
    std::vector<std::uint32_t> m_starts; // by cell: key, then week
    std::vector<std::uint32_t> m_order;  // units, cell by cell
    std::vector<Baseline> m_baselines;   // by cell
};

CohortBaselines::CohortBaselines(const CohortUnits& units, std::size_t minimum) : m_units{units} {
    const std::array<std::uint32_t, kCohortLevels> keys{std::uint32_t(units.featureOf.size()),
                                                        units.features, 1};
    m_minimum = minimum;
    m_logs.resize(units.costs.size());
    core::inHalves(units.costs.size(), [&](std::size_t, std::size_t from, std::size_t to) {
        for (std::size_t unit = from; unit < to; ++unit)
            m_logs[unit] = units.costs[unit] > 0 ? std::log(units.costs[unit]) : 0;
    });
    for (std::size_t level = 0; level < kCohortLevels; ++level) {
        m_levels.push_back(std::make_unique<Level>(CohortLevel(level), units, m_logs, keys[level]));
        std::array<bool, 2> isEnough{true, true}; // for the units of each half
        core::inHalves(units.costs.size(), [&](std::size_t half, std::size_t from, std::size_t to) {
            for (std::size_t unit = from; unit < to && isEnough[half]; ++unit)
                isEnough[half] = !(units.costs[unit] > 0) || levelOf(unit) != nullptr;
        });
        if (isEnough[0] && isEnough[1])
            break; // nobody needs a wider one
    }
}
CohortBaselines::~CohortBaselines() = default;

const CohortBaselines::Level* CohortBaselines::levelOf(std::size_t unit) const {
    if (!(m_units.costs[unit] > 0))
        return nullptr;
    for (const auto& level : m_levels)
        if (level->of(unit).units >= m_minimum)
            return level.get();
    return nullptr;
}

const Baseline* CohortBaselines::of(std::size_t unit) const {
    const Level* level = levelOf(unit);
    return level == nullptr ? nullptr : &level->of(unit);
}

std::vector<std::uint32_t> CohortBaselines::sampleFor(std::size_t unit, std::size_t most) const {
    const Level* level = levelOf(unit);
    return level == nullptr ? std::vector<std::uint32_t>() : level->sampleFor(unit, most);
}

} // namespace ms::stats
