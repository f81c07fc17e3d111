// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/session/snapshot.h"

namespace ms::views {

/// "UTC · USD · price book default · 1,204,551 events · saved"; empty without a workspace.
QString statusText(const session::SnapshotPtr& snapshot);

/// What the start page will say of this workspace: "May 2026 to June 2026", or one month.
QString spanText(const session::Snapshot& snapshot);

} // namespace ms::views
