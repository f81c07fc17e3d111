// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// BurstGPT, a public trace of calls as CSV. Times are seconds from the first day of the trace, not
/// of a calendar. Input is a total. A call without output tokens failed. The first release has
/// neither session nor elapsed time. There are no request ids, tenants or costs: for load and shape
/// only.
/// Source  FORMATS.md 7.
std::unique_ptr<Format> makeBurstgpt();

} // namespace ms::importers
