// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/scenario_draft.h"

#include "models/scenario/document.h"
#include "models/scenario/quick_levers.h"
#include "models/session/scenario_text.h"

namespace ms::views {

core::Result<scenario::Scenario>
scenarioOfOptions(const std::map<std::string, std::string>& options) {
    const auto found = options.find("scenario");
    auto document = session::scenarioNamed(found == options.end() ? std::string() : found->second);
    if (!document)
        return document;
    return withQuickLevers(*std::move(document), options);
}

std::map<std::string, std::string> withScenario(std::map<std::string, std::string> options,
                                                const scenario::Scenario& scenario) {
    for (const scenario::QuickLever& lever : scenario::quickLevers())
        options.erase(std::string(lever.name));
    if (scenario == scenario::Scenario{})
        options.erase("scenario");
    else
        options["scenario"] = documentOf(scenario, scenario::DocumentLayout::OneLine);
    return options;
}

} // namespace ms::views
