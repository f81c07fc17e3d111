// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/axis_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ms::views {
namespace {

using Kind = report::Column::Kind;

constexpr double kMostMoney = 1e25; // units; in picos that is still below 2^127
constexpr double kFarthest = 1e300; // so that the width of a range is a number too

/// mantissa x 10^exponent: a step whose multiples have a short decimal form.
struct Step {
    double mantissa = 1;
    int exponent = 0;

    double size() const { return times(1); }
    /// Divided, not multiplied by 0.1: 3 / 10 is 0.3, 3 x 0.1 is not.
    double times(double count) const {
        const double whole = count * mantissa;
        return exponent < 0 ? whole / std::pow(10.0, -exponent) : whole * std::pow(10.0, exponent);
    }
};

Step stepFor(double width, int mostTicks, double leastStep) {
    const double least = std::max(width / std::max(mostTicks - 1, 1), leastStep);
    Step step{1, int(std::floor(std::log10(least)))};
    for (;; ++step.exponent)
        for (const double mantissa : {1.0, 2.0, 5.0}) {
            step.mantissa = mantissa;
            if (step.size() >= least * (1 - 1e-9))
                return step;
        }
}

core::MoneySum moneyOf(double units) {
    const double held = std::clamp(units, -kMostMoney, kMostMoney);
    return core::MoneySum::fromPicos(core::Int128(std::round(held * double(core::kPicosPerUnit))));
}

} // namespace

void AxisRange::add(std::optional<double> value) {
    if (!value || !std::isfinite(*value))
        return;
    value = std::clamp(*value, -kFarthest, kFarthest);
    low = low ? std::min(*low, *value) : *value;
    high = high ? std::max(*high, *value) : *value;
}

void AxisRange::reachZeroWhereNear() {
    if (!low)
        return add(0);
    if (*low > 0 && *low <= *high / 2)
        low = 0;
    if (*high < 0 && *high >= *low / 2)
        high = 0;
}

double AxisScale::positionOf(double value, double from, double to) const {
    return from + (value - low) / (high - low) * (to - from);
}

AxisScale axisScale(const AxisRange& range, int mostTicks, AxisEnds ends, double leastStep) {
    AxisScale scale;
    scale.low = range.low.value_or(0);
    scale.high = range.high.value_or(1);
    const double size = std::max(std::abs(scale.low), std::abs(scale.high));
    const double least = size > 0 ? size * 1e-9 : 1.0; // below that doubles have no places left
    if (scale.high - scale.low < least) {
        const double pad = std::max(size > 0 ? size / 2 : 1.0, leastStep);
        scale.high += pad;
        scale.low -= scale.low == 0 ? 0 : pad;
    }
    const Step step = stepFor(scale.high - scale.low, std::max(mostTicks, 2), leastStep);
    double first = std::floor(scale.low / step.size() + 1e-6);
    double last = std::ceil(scale.high / step.size() - 1e-6);
    if (ends == AxisEnds::OnFigures) {
        first = std::ceil(scale.low / step.size() - 1e-6);
        last = std::floor(scale.high / step.size() + 1e-6);
    } else {
        scale.low = step.times(first);
        scale.high = step.times(last);
    }
    for (double count = first; count <= last; ++count)
        scale.ticks.push_back(count == 0 ? 0.0 : step.times(count));
    scale.decimals = std::max(0, -step.exponent);
    return scale;
}

double leastStepOf(Kind kind) {
    switch (kind) {
    case Kind::Count:
    case Kind::Tokens:
        return 1;
    case Kind::Money:
        return 1 / double(core::kPicosPerUnit);
    default:
        return 0;
    }
}

QString axisText(double value, int decimals, Kind kind, const tables::NumberFormat& format) {
    switch (kind) {
    case Kind::Money: // cents are two
        return format.fixed(moneyOf(value),
                            std::min(decimals == 1 ? 2 : decimals, core::kPicoDecimals));
    case Kind::Ratio:
        return format.fixed(value * 100, std::max(0, decimals - 2)) + u'%';
    default:
        return format.fixed(value, decimals);
    }
}

QString readingOf(double value, Kind kind, const tables::NumberFormat& format) {
    switch (kind) {
    case Kind::Money:
        return format.money(moneyOf(value));
    case Kind::Ratio:
        return format.percent(value);
    case Kind::Count:
    case Kind::Tokens:
        return format.fixed(value, 0);
    default:
        return std::floor(value) == value ? format.fixed(value, 0) : format.number(value);
    }
}

} // namespace ms::views
