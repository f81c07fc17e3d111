// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/scenario_text.h"

#include <fstream>
#include <iterator>

namespace ms::session {
namespace {

constexpr const char* kScenario = "scenario"; // the option

} // namespace

core::Result<scenario::Scenario> scenarioNamed(const std::string& option) {
    if (option.empty())
        return scenario::Scenario{};
    if (scenario::isDocument(option))
        return scenario::parseScenario(option);
    std::ifstream file{option, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file)
        return core::Error{core::Error::Code::Storage, "The scenario could not be read.", option};
    auto read = scenario::parseScenario(text);
    if (read)
        return read;
    core::Error error = read.error();
    error.where = option + (error.where.empty() ? "" : ": " + error.where);
    return error;
}

core::Result<Place> withoutFiles(Place place) {
    const auto named = place.options.find(kScenario);
    if (named == place.options.end() || scenario::isDocument(named->second))
        return place;
    const auto scenario = scenarioNamed(named->second);
    if (!scenario)
        return scenario.error();
    named->second = documentOf(*scenario, scenario::DocumentLayout::OneLine);
    return place;
}

} // namespace ms::session
