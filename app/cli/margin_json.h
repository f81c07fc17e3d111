// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json_text.h"
#include "models/analysis/margin.h"
#include "models/session/snapshot.h"

namespace ms::app {

/// `margin --json` (DESIGN.md section 4). Values that are not given are null in `keys`; a row of
/// revenue that no request earned has `"no_usage": true`.
Json marginJson(const analysis::MarginTable& table, const session::Snapshot& snapshot);

/// The filter as JSON: what a figure is about.
Json scopeJson(const query::Filter& filter, const session::Snapshot& snapshot);

} // namespace ms::app
