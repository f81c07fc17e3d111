// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/entities.h"

#include <string>

namespace ms::report {

/// What one of the grain is called in sentences: "call", "request".
std::string nounOf(query::Grain grain);
/// "0.22": a statistic inside a sentence.
std::string twoDecimals(double value);

} // namespace ms::report
