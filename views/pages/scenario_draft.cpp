// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/scenario_draft.h"

#include <QFile>

#include "models/scenario/document.h"
#include "models/scenario/quick_levers.h"

namespace ms::views {

core::Result<scenario::Scenario> documentNamed(const std::string& text) {
    if (text.empty())
        return scenario::Scenario{};
    if (scenario::isDocument(text))
        return scenario::parseScenario(text);
    QFile file{QString::fromStdString(text)};
    if (!file.open(QIODevice::ReadOnly))
        return core::Error{core::Error::Code::Storage, "The scenario could not be read.", text};
    return scenario::parseScenario(file.readAll().toStdString());
}

core::Result<scenario::Scenario>
scenarioOfOptions(const std::map<std::string, std::string>& options) {
    const auto found = options.find("scenario");
    auto document = documentNamed(found == options.end() ? std::string() : found->second);
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
