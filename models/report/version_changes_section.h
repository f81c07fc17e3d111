// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/version_changes.h"
#include "models/report/section.h"

namespace ms::report {

/// Every change of a prompt version by what it does to the margin, the most costly first.
Section versionChangesSection(const analysis::VersionChanges& all, const Context& context);

} // namespace ms::report
