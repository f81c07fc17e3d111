// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Langfuse's scheduled export of observations to object storage; tokens and costs as in
/// langfuse_observation.h. Names are in snake case. Durations are milliseconds here, though seconds
/// in the other exports. Times are UTC without saying so, which is flagged.
/// Source  FORMATS.md 6.8.
std::unique_ptr<Format> makeLangfuseBlob();

} // namespace ms::importers
