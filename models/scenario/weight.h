// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"
#include "models/core/money.h"
#include "models/scenario/lever.h"

namespace ms::scenario {

/// How much of a logged figure counts in a scenario: a signed count of 10^-18. Products of shares
/// with together 18 decimals are exact; finer ones are rounded half-even, far below a pico-unit.
using Weight = core::Int128;
inline constexpr std::int64_t kWeightOne = 1'000'000'000'000'000'000;

/// `weight` x `billionths` / 10^9.
inline Weight times(Weight weight, std::int64_t billionths) {
    return weight / kBillion * billionths +
           core::divideRounded(weight % kBillion * billionths, kBillion, core::Rounding::HalfEven);
}

/// A sum of whole figures x weights, exact to 10^-18.
class WeightedSum {
public:
    /// Split so that neither product leaves 127 bits: figures up to 10^24, weights up to 10^30.
    void add(core::Int128 figure, Weight weight) {
        if (figure == 0 || weight == 0)
            return;
        const Weight whole = weight / kWeightOne;
        const Weight part = weight % kWeightOne;
        m_whole += figure * whole + figure / kWeightOne * part;
        const core::Int128 rest = figure % kWeightOne * part;
        m_whole += rest / kWeightOne;
        m_part += rest % kWeightOne;
    }
    WeightedSum& operator+=(const WeightedSum& other) {
        m_whole += other.m_whole;
        m_part += other.m_part;
        return *this;
    }
    /// The largest whole number that is not above the sum.
    core::Int128 floor() const {
        return m_whole + m_part / kWeightOne - (m_part % kWeightOne < 0 ? 1 : 0);
    }
    /// What the sum is above that, in 10^-18: 0 or more, below 1.
    core::Int128 fraction() const {
        const core::Int128 rest = m_part % kWeightOne;
        return rest < 0 ? rest + kWeightOne : rest;
    }
    core::Int128 rounded() const {
        const core::Int128 lower = floor();
        const core::Int128 twice = 2 * fraction();
        const bool isTie = twice == kWeightOne;
        return lower + (twice > kWeightOne || (isTie && lower % 2 != 0) ? 1 : 0);
    }
    core::MoneySum money() const { return core::MoneySum::fromPicos(rounded()); }
    bool isZero() const { return floor() == 0 && fraction() == 0; }

private:
    core::Int128 m_whole = 0;
    core::Int128 m_part = 0; // in 10^-18
};

/// Whole parts that add up to the rounded total: each the floor of its sum, and what is left one
/// each to those cut most, ties in their order.
std::vector<core::Int128> roundedTogether(std::span<const WeightedSum> parts,
                                          core::Int128 roundedTotal);

} // namespace ms::scenario
