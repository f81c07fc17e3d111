// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "models/session/place.h"
#include "models/session/snapshot.h"

namespace ms::views {

/// The drill path as crumbs: everything, then a crumb a step ("Acme"), then the request if one is
/// explained. Crumb i leads to the first i steps.
QStringList crumbsOf(const session::Place& place, const session::Snapshot& snapshot);

} // namespace ms::views
