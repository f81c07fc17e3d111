// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ms::stats {

enum class BudgetState { Ok, Warning, Alert, Exceeded };

/// "ok", "warning", "alert", "exceeded".
std::string_view nameOf(BudgetState state);

/// Of Warning, Alert and Exceeded, in this order, as shares of the budget.
struct BudgetThresholds {
    std::array<double, 3> up{0.5, 0.8, 1.0};      // entered at this share
    std::array<double, 3> down{0.45, 0.75, 0.95}; // left below this one: no flutter between
    std::size_t clearCount = 2;                   // readings in a row that it takes to leave
};

struct BudgetReading {
    double utilisation = 0;       // budgetUtilisation()
    std::optional<double> actual; // share of the budget spent already, without forecast
    bool startsMonth = false;
};

struct BudgetTransition {
    std::size_t reading = 0; // index
    BudgetState from = BudgetState::Ok;
    BudgetState to = BudgetState::Ok;
    double utilisation = 0;
};

struct BudgetHistory {
    std::vector<BudgetState> states; // one a reading
    std::vector<BudgetTransition> transitions;
};

/// The larger of what is spent and what is expected by the end of the month, as a share.
/// Output  empty without a budget above 0.
std::optional<double> budgetUtilisation(double actual, std::optional<double> forecast,
                                        double budget);

/// Which state is the budget in, after each reading? Starts as Ok. Up at once, also several steps;
/// down only after `clearCount` readings in a row below the exit of the present state, to the
/// highest lower state whose exit is still met. What has been spent in full does not clear before
/// a new month starts.
/// Input   thresholds ascending, each exit at or below its entry, clearCount >= 1.
/// Cost    O(n).
/// Source  METHODS 8.4.
BudgetHistory budgetStates(std::span<const BudgetReading> readings,
                           const BudgetThresholds& thresholds);

} // namespace ms::stats
