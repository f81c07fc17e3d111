// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/scenario/lever.h"

#include <string>
#include <string_view>

namespace ms::scenario {

/// The version that documents state, as "version".
inline constexpr int kDocumentVersion = 1;

/// Read a scenario document (resources/scenarios/scenario.schema.json).
/// Numbers are taken as they are written: 0.1 is a tenth, exactly; they may also be texts ("0.1").
/// Output  levers in the order in which they act.
/// Errors  BadInput: no JSON, another version, an unknown or missing key, a number out of range or
///         finer than its unit; `where` is the path of what is wrong ("levers[1].share").
core::Result<Scenario> parseScenario(std::string_view json);

/// Is the text a document, rather than the name of one? It begins as an object does.
bool isDocument(std::string_view text);

enum class DocumentLayout { Lines, OneLine };
/// The same as a document: what parseScenario reads back equal. Numbers at their standard are left
/// out.
std::string documentOf(const Scenario& scenario, DocumentLayout layout = DocumentLayout::Lines);

/// A number of a lever as it is written in documents, and back.
std::string numberText(Field field, std::int64_t number);
/// Errors  BadInput: no number, out of range, or finer than the unit.
core::Result<std::int64_t> parseNumber(Field field, std::string_view text);

} // namespace ms::scenario
