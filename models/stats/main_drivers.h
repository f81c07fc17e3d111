// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace ms::stats {

struct ChangePart {
    std::string_view id;
    core::Int128 amount = 0; // picos, either sign
};

/// The few parts of a change that a sentence names.
struct MainDrivers {
    std::vector<std::size_t> named; // indices in the input, largest absolute amount first
    core::Int128 other = 0;         // sum of the parts not named
    core::Int128 total = 0;         // sum of all parts
    core::Int128 gross = 0;         // sum of their absolute amounts
    bool offsetting = false;        // gains and losses each exceed half of the total
};

/// Which drivers tell most of the story?
/// Output  at most four, as few as reach 80 % of the gross movement; parts of 0 are never named.
///         Equal amounts go by id.
/// Cost    O(n log n).
/// Source  METHODS 3.4.
MainDrivers mainDrivers(std::span<const ChangePart> parts);

/// Round signed amounts so that they add up to their rounded total.
/// Input   amounts in picos, `unit` > 0 picos (a cent is 10^10). Ties go by position.
/// Output  multiples of `unit`, each less than one unit off; their sum is the sum of the amounts,
///         rounded half to even.
/// Source  METHODS 3.4, 6.2 (largest remainder, for parts of either sign).
std::vector<core::Int128> roundedToTotal(std::span<const core::Int128> amounts, core::Int128 unit);

enum class MovementLabel { None, Growth, Inefficiency };

/// A volume, a unit cost and a margin in two periods.
struct Movement {
    double volume0 = 0, volume1 = 0;
    double unitCost0 = 0, unitCost1 = 0;
    double margin0 = 0, margin1 = 0;
};

/// Is a dearer month growth, or inefficiency?
/// Output  Growth: volume up, unit cost down, margin up. Inefficiency: unit cost up while the
///         volume stays within `flat` of what it was. Else None.
/// Source  METHODS 3.4.
MovementLabel movementLabel(const Movement& movement, double flat = 0.05);

} // namespace ms::stats
