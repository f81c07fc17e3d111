// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json_text.h"
#include "models/query/attempts.h"

#include <string>
#include <vector>

namespace ms::app {

/// The attempts of one request with the arithmetic of each, for programs.
Json explanationJson(const std::string& request, const std::vector<query::Explanation>& attempts,
                     const std::string& currency);

} // namespace ms::app
