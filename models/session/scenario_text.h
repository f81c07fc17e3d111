// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/document.h"
#include "models/session/place.h"

#include <string>

namespace ms::session {

/// The scenario that the option "scenario" names: a document itself, which begins with "{", or the
/// path of one. Empty: no lever at all.
/// Errors  Storage: the file cannot be read; as scenario::parseScenario, with the path.
core::Result<scenario::Scenario> scenarioNamed(const std::string& option);

/// `place` with the document itself, on one line, where it names the file of a scenario: files are
/// moved and changed, and what is saved stays what it was.
/// Errors  as above.
core::Result<Place> withoutFiles(Place place);

} // namespace ms::session
