// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/driver.h"

#include <array>

namespace ms::analysis {

namespace {

struct DriverName {
    std::string_view name;
    std::string_view title;
};
// In the order of the enum.
constexpr std::array<DriverName, kDrivers> kNames{{
    {"revenue", "Revenue"},
    {"success", "Success rate"},
    {"volume", "Volume"},
    {"mix", "Mix"},
    {"new_slices", "New"},
    {"gone_slices", "Gone"},
    {"retries", "Retries"},
    {"own_cache", "Own cache"},
    {"unknown", "Unknown costs"},
    {"models", "Model mix"},
    {"new_models", "New models"},
    {"gone_models", "Dropped models"},
    {"prompt_tokens", "Prompt length"},
    {"output_tokens", "Output length"},
    {"queries", "Queries"},
    {"cache", "Prompt cache"},
    {"price", "Price"},
    {"stated", "Stated costs"},
    {"undecomposed", "Credits"},
    {"unlinked", "Without unit"},
    {"rounding", "Rounding"},
}};

} // namespace

std::string_view nameOf(DriverMetric metric) {
    static constexpr std::array<std::string_view, 3> names{"cost", "unit-cost", "margin"};
    return names[std::size_t(metric)];
}

std::optional<DriverMetric> driverMetricNamed(std::string_view name) {
    for (const auto metric : {DriverMetric::Cost, DriverMetric::UnitCost, DriverMetric::Margin})
        if (nameOf(metric) == name)
            return metric;
    return std::nullopt;
}

std::string_view nameOf(Driver driver) {
    return kNames[std::size_t(driver)].name;
}
std::string_view titleOf(Driver driver, DriverMetric metric) {
    if (driver == Driver::Volume && metric == DriverMetric::UnitCost)
        return "Requests a unit";
    return kNames[std::size_t(driver)].title;
}

} // namespace ms::analysis
