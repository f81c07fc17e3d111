// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/snapshot.h"

#include "models/session/period.h"

namespace ms::session {

report::Context contextOf(const Snapshot& snapshot, const core::TimeRange& range) {
    const core::Zone& zone = snapshot.source->lens().zone;
    return {snapshot.settings.baseCurrency, zone.name(), snapshot.book, periodText(range, zone)};
}

} // namespace ms::session
