// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/budget_state.h"

#include "models/core/check.h"

#include <algorithm>

namespace ms::stats {

namespace {

/// The highest state up to `most` whose threshold the utilisation reaches.
BudgetState highestReached(const std::array<double, 3>& thresholds, double utilisation,
                           BudgetState most) {
    for (auto state = std::size_t(most); state > 0; --state)
        if (utilisation >= thresholds[state - 1])
            return BudgetState(state);
    return BudgetState::Ok;
}

class Watch {
public:
    explicit Watch(const BudgetThresholds& thresholds) : m_thresholds{thresholds} {}

    BudgetState read(const BudgetReading& reading) {
        if (reading.startsMonth)
            m_isSpent = false;
        m_isSpent = m_isSpent || (reading.actual && *reading.actual >= m_thresholds.up.back());
        const BudgetState reached =
            highestReached(m_thresholds.up, reading.utilisation, BudgetState::Exceeded);
        if (reached > m_state)
            moveTo(reached);
        else if (mayFall(reading))
            fall(reading.utilisation);
        else
            m_below = 0;
        return m_state;
    }

private:
    bool mayFall(const BudgetReading& reading) const {
        if (m_state == BudgetState::Ok || (m_state == BudgetState::Exceeded && m_isSpent))
            return false;
        return reading.utilisation < m_thresholds.down[std::size_t(m_state) - 1];
    }
    void fall(double utilisation) {
        if (++m_below >= m_thresholds.clearCount)
            moveTo(highestReached(m_thresholds.down, utilisation,
                                  BudgetState(std::size_t(m_state) - 1)));
    }
    void moveTo(BudgetState state) {
        m_state = state;
        m_below = 0;
    }

    const BudgetThresholds& m_thresholds;
    BudgetState m_state = BudgetState::Ok;
    std::size_t m_below = 0; // readings in a row below the exit
    bool m_isSpent = false;
};

} // namespace

std::string_view nameOf(BudgetState state) {
    constexpr std::array<std::string_view, 4> kNames{"ok", "warning", "alert", "exceeded"};
    return kNames[std::size_t(state)];
}

std::optional<double> budgetUtilisation(double actual, std::optional<double> forecast,
                                        double budget) {
    if (!(budget > 0))
        return {};
    return std::max(actual, forecast.value_or(actual)) / budget;
}

BudgetHistory budgetStates(std::span<const BudgetReading> readings,
                           const BudgetThresholds& thresholds) {
    CHECK(thresholds.clearCount >= 1 && std::ranges::is_sorted(thresholds.up) &&
              std::ranges::is_sorted(thresholds.down),
          "Thresholds of a budget ascend, and leaving a state takes a reading.");
    BudgetHistory history;
    Watch watch(thresholds);
    BudgetState before = BudgetState::Ok;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const BudgetState state = watch.read(readings[i]);
        history.states.push_back(state);
        if (state != before)
            history.transitions.push_back({i, before, state, readings[i].utilisation});
        before = state;
    }
    return history;
}

} // namespace ms::stats
