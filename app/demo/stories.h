// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/truth.h"

#include <nlohmann/json.hpp>

namespace ms::app::demo {

/// What was planted, each with its place, period and effect in money: what a good analysis finds.
nlohmann::ordered_json storiesOf(const TruthSources& sources);

} // namespace ms::app::demo
