// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"
#include "models/mapping/mapping_profile.h"

namespace ms::importers {

/// Any CSV or JSON file of revenue, invoices, tenants, prices or the like, read through a mapping
/// profile into the rows of the native file of its kind, with the checks of that file.
std::unique_ptr<Format> makeProfileTable(mapping::MappingProfile profile);

} // namespace ms::importers
