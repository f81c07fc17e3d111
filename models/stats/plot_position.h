// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace ms::stats {

enum class PlotScale : std::uint8_t { Linear, Log };

/// Where whole numbers stand on an axis. A logarithm has no place for zero and less: they share a
/// lane of their own below the smallest number, so that none is lost.
/// Units  positions are the numbers themselves, or their powers of ten. They are doubles, for
///        drawing and for asking what lies where; numbers apart by less than one part in 10^15 may
///        share one.
class PlotPosition {
public:
    PlotPosition() = default;
    /// `values` in any order; none: an axis from 0 to 1.
    PlotPosition(PlotScale scale, std::span<const std::int64_t> values);

    PlotScale scale() const { return m_scale; }
    double of(std::int64_t value) const;
    double low() const { return m_low; } // of what stands there; the lane counts
    double high() const { return m_high; }
    /// Of zero and less; nothing where there are none, or the axis is linear.
    std::optional<double> lane() const { return m_lane; }
    bool hasLessThanZero() const { return m_hasLessThanZero; }
    /// The lowest position above the lane; `low` where there is none.
    double lowAboveLane() const { return m_lowAboveLane; }

private:
    PlotScale m_scale = PlotScale::Linear;
    double m_low = 0;
    double m_high = 1;
    double m_lowAboveLane = 0;
    bool m_hasLessThanZero = false;
    std::optional<double> m_lane;
};

} // namespace ms::stats
