// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Saved pages of Langfuse's interface for observations, /api/public/v2/observations and the older
/// /api/public/observations; tokens and costs as in langfuse_observation.h. Durations are seconds.
/// The older one has neither user nor session, and in old versions counts without a map.
/// Source  FORMATS.md 6.7.
std::unique_ptr<Format> makeLangfuseApiV2();

} // namespace ms::importers
