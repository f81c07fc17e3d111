// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/lever.h"

#include <cstdint>

namespace ms::scenario {

/// What a slider of a number goes over: usual values, not all that are allowed. Amounts and counts
/// go by equal factors, after their lowest value.
struct SliderScale {
    std::int64_t low = 0; // in the field's unit
    std::int64_t high = 0;
    std::int64_t first = 0; // logarithmic: the value after `low`; 0: equal steps
};
/// Places of a slider: from 0 to this.
inline constexpr int kSliderPlaces = 200;

SliderScale sliderScaleOf(Field field);
/// The value at a place; ascending, with two digits where it is logarithmic.
std::int64_t sliderValueAt(const SliderScale& scale, int place);
/// The place that is nearest to the value; values beyond the ends are at them.
int sliderPlaceOf(const SliderScale& scale, std::int64_t value);

/// A number a little larger (`steps` above 0) or smaller, within what the field allows: a
/// hundredth of a ratio, one in the second digit of an amount or count.
std::int64_t stepped(Field field, std::int64_t value, int steps);

} // namespace ms::scenario
