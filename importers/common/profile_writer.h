// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mapping/mapping_profile.h"

#include <string>

namespace ms::importers {

/// The document that parseProfile() reads the same profile from: to keep it, or to give it away.
std::string profileDocument(const mapping::MappingProfile& profile);

} // namespace ms::importers
