// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// The flat telemetry event, as JSON or as CSV with the same names. It does not number attempts:
/// the same request id on purpose covers all retries, and the store tells them apart by time.
/// Source  FORMATS.md 6.3.
std::unique_ptr<Format> makeOpsmeterIngest();

} // namespace ms::importers
