// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// The minimal request log that many teams write themselves, as CSV.
/// Source  FORMATS.md 6.2.
std::unique_ptr<Format> makeSimpleLog();

} // namespace ms::importers
