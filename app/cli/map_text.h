// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mapping/file_survey.h"

#include <iosfwd>
#include <string>

namespace ms::app {

/// For people: the columns of a file with what their values look like and where they go.
void printSurvey(std::ostream& out, const mapping::FileSurvey& survey,
                 const mapping::MappingProposal& proposal);
/// What is left to decide, each with the option that decides it; nothing when nothing is.
void printOpenQuestions(std::ostream& out, const mapping::MappingProposal& proposal);
/// The same as JSON: columns, profile, questions, missing.
std::string mappingJson(const mapping::FileSurvey& survey,
                        const mapping::MappingProposal& proposal);

} // namespace ms::app
