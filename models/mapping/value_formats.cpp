// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mapping/value_formats.h"

#include <algorithm>
#include <array>

namespace ms::mapping {

namespace {

constexpr std::array<std::string_view, kNumberFormats> kNumberNames{
    "plain", "comma_thousands", "comma_decimal", "space_thousands"};
constexpr std::array<std::string_view, kTimeFormats> kTimeNames{
    "iso", "unix_s", "unix_ms", "unix_us", "unix_ns", "day_month_year", "month_day_year"};

template <class Format, class Names>
std::optional<Format> named(const Names& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return Format(found - names.begin());
}

} // namespace

std::string_view nameOf(NumberFormat format) {
    return kNumberNames[std::size_t(format)];
}
std::optional<NumberFormat> numberFormatNamed(std::string_view name) {
    return named<NumberFormat>(kNumberNames, name);
}

std::string_view nameOf(TimeFormat format) {
    return kTimeNames[std::size_t(format)];
}
std::optional<TimeFormat> timeFormatNamed(std::string_view name) {
    return named<TimeFormat>(kTimeNames, name);
}

} // namespace ms::mapping
