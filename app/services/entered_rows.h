// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/import_file.h"
#include "models/session/import_service.h"

#include <stop_token>

namespace ms::app {

/// Import rows that somebody typed as if they stood in a native file: all of them or none, as a
/// batch of their own that is named, undone and kept like that of a file.
/// Errors  BadInput: a row cannot be taken, and why. Those of importFile().
core::Result<ImportedFile> enterRows(store::Workspace& workspace, const session::EnteredRows& rows,
                                     std::stop_token stop);

} // namespace ms::app
