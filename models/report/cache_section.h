// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/prompt_cache.h"
#include "models/report/section.h"

namespace ms::report {

/// Who reads how much from the provider's prompt cache, what that saves against the input rate,
/// and whether what is written is read often enough.
Section cacheSection(const analysis::CacheTable& table, const Context& context);

} // namespace ms::report
