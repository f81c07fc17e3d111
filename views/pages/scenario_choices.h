// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "models/core/result.h"
#include "models/session/snapshot.h"

#include <stop_token>

namespace ms::views {

/// What an editor of scenarios offers to choose from.
struct ScenarioChoices {
    QStringList models;  // with prices for input and output, the cheapest first
    QStringList matches; // "tier=Free", values that occur
};
/// Errors  as EventSource and priceBookOf.
core::Result<ScenarioChoices> scenarioChoicesOf(const session::Snapshot& snapshot,
                                                std::stop_token stop);

} // namespace ms::views
