// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/import_stream.h"
#include "models/mapping/file_survey.h"

#include <vector>

namespace ms::importers {

/// A field that stands for the first and the last day of a period: "2026-09".
inline constexpr std::string_view kMonthField = "month";

/// The fields that a mapping of a kind may fill: those of an event, or the columns of the native
/// file; with a month where rows have a period.
const std::vector<mapping::MappableField>& mappableFields(core::FileKind kind);
/// Null when rows of the kind have no such field.
const mapping::MappableField* mappableField(core::FileKind kind, std::string_view name);

} // namespace ms::importers
