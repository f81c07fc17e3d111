// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/dimension.h"

#include <algorithm>
#include <array>

namespace ms::query {

namespace {

constexpr std::size_t kDimensions = std::size_t(Dimension::Count);

// In the order of the enum.
constexpr std::array<std::string_view, kDimensions> kNames{
    "tenant",      "tier",     "segment", "user",    "feature",      "workflow",  "application",
    "team",        "provider", "model",   "account", "service_tier", "call_kind", "prompt_version",
    "environment", "status",   "outcome", "day",     "week",         "month",     "hour",
    "unit_type",   "request",  "action",  "unit",    "prompt_hash",  "endpoint",  "session"};

constexpr std::array<Dimension, kDimensions> kAll = [] {
    std::array<Dimension, kDimensions> all{};
    for (std::size_t i = 0; i < kDimensions; ++i)
        all[i] = Dimension(i);
    return all;
}();

} // namespace

std::string_view nameOf(Dimension dimension) {
    return kNames[std::size_t(dimension)];
}

std::optional<Dimension> dimensionNamed(std::string_view name) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end())
        return {};
    return Dimension(found - kNames.begin());
}

std::span<const Dimension> allDimensions() {
    return kAll;
}

bool isTime(Dimension dimension) {
    return dimension == Dimension::Day || dimension == Dimension::Week ||
           dimension == Dimension::Month || dimension == Dimension::Hour;
}

bool isSingleThing(Dimension dimension) {
    return dimension == Dimension::Request || dimension == Dimension::Action ||
           dimension == Dimension::Unit || dimension == Dimension::PromptHash ||
           dimension == Dimension::Session;
}

bool isDirectForRevenue(Dimension dimension) {
    // Not the hour: revenue is spread over days.
    return dimension == Dimension::Tenant || dimension == Dimension::Tier ||
           dimension == Dimension::Segment || dimension == Dimension::Day ||
           dimension == Dimension::Week || dimension == Dimension::Month;
}

} // namespace ms::query
