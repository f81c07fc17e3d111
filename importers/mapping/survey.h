// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/import.h"
#include "models/mapping/file_survey.h"

namespace ms::importers {

/// Look at a file that nothing recognises: its columns or JSON paths, and what their values can be.
/// Plain files are looked at in their beginning, middle and end, about half a MiB each, so that it
/// takes as long for 5 GB as for 5 MB; others in their beginning.
/// Errors  Storage, BadInput: cannot be read; neither delimited text nor JSON records.
core::Result<mapping::FileSurvey> surveyFile(const core::InputFile& file, const Choice& choice);

} // namespace ms::importers
