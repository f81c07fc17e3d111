// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// The raw export of Mixpanel's events, as active users by month. Times are Unix seconds, or
/// milliseconds where the export was asked for them. Projects of before 2023 write the wall clock
/// of the project as if it were UTC; nothing in the file tells, so that their months are those of
/// the project when the reporting zone is UTC. Source  FORMATS.md 11.3.
std::unique_ptr<Format> makeMixpanelExport();

} // namespace ms::importers
