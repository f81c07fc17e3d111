// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/scenario/lever.h"

#include <map>
#include <string>

namespace ms::views {

/// The scenario of a page's options: a document, as a file or as it is, and levers typed on top.
/// Input   "scenario": the path of a document, or the document itself; the names of quick levers.
/// Errors  as session::scenarioNamed and withQuickLevers.
core::Result<scenario::Scenario>
scenarioOfOptions(const std::map<std::string, std::string>& options);

/// The options that ask with this scenario; others of `options` stay.
std::map<std::string, std::string> withScenario(std::map<std::string, std::string> options,
                                                const scenario::Scenario& scenario);

} // namespace ms::views
