// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"

#include <stop_token>
#include <string>

namespace ms::app {

/// Path of the sample company's workspace, which is written and imported where there is none yet.
/// The workspace gets its name last, so that a stop half-way leaves no half sample.
core::Result<std::string> findOrMakeSample(const core::ProgressFn& progress, std::stop_token stop);

} // namespace ms::app
