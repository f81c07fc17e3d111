// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/slider_scale.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace ms::scenario {

namespace {

constexpr std::int64_t kOne = kBillion;
constexpr std::int64_t kUnit = core::kPicosPerUnit;

/// One in the second digit: 1 for 87, 100 for 8,700.
std::int64_t secondDigitOf(std::int64_t value) {
    std::int64_t digit = 1;
    for (std::int64_t rest = std::abs(value); rest >= 100; rest /= 10)
        digit *= 10;
    return digit;
}

std::int64_t twoDigits(std::int64_t value) {
    const std::int64_t digit = secondDigitOf(value);
    return (value + digit / 2) / digit * digit;
}

} // namespace

SliderScale sliderScaleOf(Field field) {
    switch (field) {
    case Field::PlanPriceChange:
        return {-kOne / 2, kOne * 3 / 2};
    case Field::Elasticity:
        return {-2 * kOne, 0};
    case Field::OutputRatio:
    case Field::PromptRatio:
    case Field::ReadMultiplier:
    case Field::WriteMultiplier:
        return {0, 2 * kOne};
    case Field::SuccessChange:
        return {-kOne / 5, kOne / 5};
    case Field::ProviderPriceChange:
        return {-kOne, kOne};
    case Field::MaxAttempts:
        return {1, 11};
    case Field::TimeToLiveSeconds:
        return {1, 30 * 86'400, 10};
    case Field::Capacity:
        return {0, 10'000'000, 10};
    case Field::BlockTokens:
        return {1, 4096, 2};
    case Field::Cap:
        return {1, 32'000, 16};
    case Field::QuotaRequests:
        return {0, 1'000'000, 1};
    case Field::LookupCost:
    case Field::JudgeCost:
        return {0, kUnit / 10, kUnit / 10'000'000};
    case Field::StaleCost:
    case Field::FailureCost:
    case Field::OveragePrice:
        return {0, 100 * kUnit, kUnit / 10'000};
    case Field::MaxCalls:
        return {1, 1000, 1};
    case Field::GpuHourCost:
        return {0, 100 * kUnit, kUnit / 10};
    case Field::OutputRate:
        return {1, 1'000'000, 10};
    case Field::InputRate:
        return {0, 1'000'000, 10};
    case Field::Utilisation:
        return {kOne / 1000, kOne, kOne / 100};
    case Field::CostPerMillion:
        return {0, 100 * kUnit, kUnit / 1000};
    default:
        return {0, kOne};
    }
}

std::int64_t sliderValueAt(const SliderScale& scale, int place) {
    const int at = std::clamp(place, 0, kSliderPlaces);
    if (scale.first == 0)
        return scale.low + (scale.high - scale.low) * at / kSliderPlaces;
    if (at == 0)
        return scale.low;
    const double growth =
        std::log(double(scale.high) / double(scale.first)) / double(kSliderPlaces - 1);
    const auto value = std::llround(double(scale.first) * std::exp(growth * double(at - 1)));
    return std::clamp(twoDigits(value), scale.low, scale.high);
}

int sliderPlaceOf(const SliderScale& scale, std::int64_t value) {
    if (value <= scale.low)
        return 0;
    int below = 0, above = kSliderPlaces; // the values at these are around `value`
    while (above - below > 1) {
        const int middle = (below + above) / 2;
        (sliderValueAt(scale, middle) <= value ? below : above) = middle;
    }
    return value - sliderValueAt(scale, below) <= sliderValueAt(scale, above) - value ? below
                                                                                      : above;
}

std::int64_t stepped(Field field, std::int64_t value, int steps) {
    const FieldInfo& info = infoOf(field);
    const std::int64_t step = info.unit == Unit::Ratio   ? kOne / 100
                              : info.unit == Unit::Count ? secondDigitOf(value)
                              : value == 0 ? std::max<std::int64_t>(sliderScaleOf(field).first, 1)
                                           : std::max<std::int64_t>(secondDigitOf(value), 1);
    return std::clamp(value + step * steps, info.least, info.most);
}

} // namespace ms::scenario
