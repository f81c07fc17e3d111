// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// The reference event: one JSON object per attempt.
/// Source  FORMATS.md 6.1, with the optional keys of DESIGN.md section 4.
std::unique_ptr<Format> makeAllocationEvent();

} // namespace ms::importers
