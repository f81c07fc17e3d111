// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/section.h"
#include "models/scenario/prefix_traffic.h"

namespace ms::report {

/// How much of the logged prompts a cache of beginnings would have, by its size. Id
/// "prefix_replay". METHODS 5.2.
Section prefixSection(const scenario::PrefixTable& table, const Context& context);

} // namespace ms::report
