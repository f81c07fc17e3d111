// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/import_service.h"
#include "models/store/workspace.h"

namespace ms::app {

/// See session::ImportService::retryRows.
core::Result<session::RetriedRows> retryRows(store::Workspace& workspace, std::int64_t batch,
                                             const std::vector<session::CorrectedRow>& rows,
                                             const core::ProgressFn& progress,
                                             const std::stop_token& stop);

} // namespace ms::app
