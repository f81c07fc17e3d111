// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mapping/file_survey.h"

#include <optional>
#include <string>

namespace ms::importers {

/// The mapping that a file's columns suggest, by their names and by what their values can be; the
/// kind that most of them fit where none is given. `name`: of the profile, and of its source.
mapping::MappingProposal proposeMapping(const mapping::FileSurvey& survey,
                                        std::optional<core::FileKind> kind,
                                        const std::string& name);

/// Fill a field from a column (empty: from none), in the usual reading of its values.
/// Errors  Usage: rows of the kind have no such field; the file has no such column.
core::Status mapField(mapping::MappingProposal& proposal, const mapping::FileSurvey& survey,
                      const std::string& field, const std::string& column);

/// Choose how a field is read: a name of a number format or of a time format.
/// Errors  Usage: the field is not mapped; no such format; values do not fit it.
core::Status chooseFormat(mapping::MappingProposal& proposal, const mapping::FileSurvey& survey,
                          const std::string& field, const std::string& format);

/// Find anew what a changed profile leaves open.
void reviewMapping(mapping::MappingProposal& proposal, const mapping::FileSurvey& survey);

} // namespace ms::importers
