// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"

#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

/// An amount as a chain of whole numbers, each counted within the one before it: requests of all
/// slices, requests of this one, attempts, tokens, picos. Each step is a factor: level / level
/// before. The amount that is explained is the last level / base.
struct LevelChain {
    core::Int128 base = 1; // above 0
    std::vector<core::Int128> levels;
};

/// Parts of the change of such an amount, one a level, in whole picos.
struct ChainEffects {
    /// Nothing where a level is below 0, or 0 before an amount: it has no logarithm.
    std::optional<std::vector<core::Int128>> effects;
    /// The level that was 0 in one of the two periods and took the whole change.
    std::optional<std::size_t> vanishing;
};

/// Which step moved the amount: more requests, longer ones, dearer tokens ...?
/// Additive LMDI-I of one segment. Where the amount is 0 in one period, the first level that is 0
/// there takes the whole change: the limit of the formula as that level alone goes to 0.
/// Input   chains of the same length, at least one level.
/// Units   picos. Each effect is rounded by itself: together they may miss the change by a few
///         picos, and by the 15th digit of the amount.
/// Errors  CHECK when the chains do not match.
/// Source  METHODS 3.2; Ang and Liu 2007, Handling zero values: analytical limits.
ChainEffects chainEffects(const LevelChain& before, const LevelChain& after);

} // namespace ms::stats
