// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"
#include "importers/common/profile.h"

namespace ms::importers {

/// Any CSV or JSON log of calls, read through a mapping profile.
/// Matches CSV files whose columns are those that the profile names.
std::unique_ptr<Format> makeProfileEvents(MappingProfile profile);

} // namespace ms::importers
