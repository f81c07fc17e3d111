// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/plot_position.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {
namespace {

constexpr double kLanePart = 0.08; // of the axis, between the lane and the smallest number
constexpr double kLeastLaneGap = 0.3;

} // namespace

PlotPosition::PlotPosition(PlotScale scale, std::span<const std::int64_t> values) : m_scale{scale} {
    if (values.empty())
        return;
    const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
    m_hasLessThanZero = *lowest < 0;
    if (scale == PlotScale::Linear) {
        m_low = m_lowAboveLane = double(*lowest);
        m_high = double(*highest);
        return;
    }
    std::int64_t leastAbove = *highest;
    for (const std::int64_t value : values)
        if (value > 0)
            leastAbove = std::min(leastAbove, value);
    const bool hasAbove = *highest > 0;
    m_lowAboveLane = hasAbove ? std::log10(double(leastAbove)) : 0;
    m_high = hasAbove ? std::log10(double(*highest)) : 0;
    if (*lowest <= 0)
        m_lane = m_lowAboveLane - std::max(kLeastLaneGap, (m_high - m_lowAboveLane) * kLanePart);
    m_low = m_lane.value_or(m_lowAboveLane);
    if (!hasAbove)
        m_high = m_lowAboveLane = m_low;
}

double PlotPosition::of(std::int64_t value) const {
    if (m_scale == PlotScale::Linear)
        return double(value);
    return value > 0 ? std::log10(double(value)) : m_lane.value_or(m_low);
}

} // namespace ms::stats
