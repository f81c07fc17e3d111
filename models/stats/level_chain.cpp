// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/level_chain.h"

#include "models/core/check.h"
#include "models/stats/lmdi.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

using core::Int128;

namespace {

/// Every level has a logarithm.
bool isPositive(const LevelChain& chain) {
    return std::all_of(chain.levels.begin(), chain.levels.end(),
                       [](Int128 level) { return level > 0; });
}

std::vector<double> factorsOf(const LevelChain& chain) {
    std::vector<double> factors;
    Int128 previous = chain.base;
    for (const Int128 level : chain.levels) {
        factors.push_back(
            double(static_cast<long double>(level) / static_cast<long double>(previous)));
        previous = level;
    }
    return factors;
}

std::size_t firstZero(const LevelChain& chain) {
    return std::size_t(std::find(chain.levels.begin(), chain.levels.end(), Int128(0)) -
                       chain.levels.begin());
}

Int128 amountOf(const LevelChain& chain) {
    return core::divideRounded(chain.levels.back(), chain.base, core::Rounding::HalfEven);
}

} // namespace

ChainEffects chainEffects(const LevelChain& before, const LevelChain& after) {
    CHECK(!before.levels.empty() && before.levels.size() == after.levels.size(),
          "Two chains are compared level by level.");
    CHECK(before.base > 0 && after.base > 0, "The base of a chain is above 0.");
    ChainEffects result;
    const bool isZero0 = before.levels.back() == 0, isZero1 = after.levels.back() == 0;
    if (isZero0 && isZero1) {
        result.effects.emplace(before.levels.size());
        return result;
    }
    if (isZero0 || isZero1) {
        result.vanishing = firstZero(isZero0 ? before : after);
        result.effects.emplace(before.levels.size());
        (*result.effects)[*result.vanishing] = amountOf(after) - amountOf(before);
        return result;
    }
    if (!isPositive(before) || !isPositive(after))
        return result;
    const LogMeanDecomposition change =
        logMeanDecomposition(before.levels.size(), factorsOf(before), factorsOf(after));
    result.effects.emplace();
    for (const double effect : change.effects)
        result.effects->push_back(Int128(std::round(effect)));
    return result;
}

} // namespace ms::stats
