// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/status_line.h"

#include <QCoreApplication>

#include "models/analysis/sentences.h"
#include "models/session/period.h"

namespace ms::views {

QString statusText(const session::SnapshotPtr& snapshot) {
    if (!snapshot)
        return {};
    return QString::fromStdString(snapshot->source->lens().zone.name() + " · " +
                                  snapshot->settings.baseCurrency + " · price book " +
                                  snapshot->book + " · " +
                                  analysis::countWords(snapshot->eventRows(), "event")) +
           QCoreApplication::translate("ms::views", " · saved");
}

QString spanText(const session::Snapshot& snapshot) {
    if (!snapshot.span || !snapshot.span->from || !snapshot.span->to)
        return {};
    const core::Zone& zone = snapshot.source->lens().zone;
    const auto monthText = [&](core::Instant t) {
        const core::Month month = core::monthOf(zone.dayOf(t));
        return QString::fromStdString(
            session::periodText({zone.startOf(core::firstDayOf(month)),
                                 zone.startOf(core::firstDayOf(core::Month{month.number + 1}))},
                                zone));
    };
    const QString first = monthText(*snapshot.span->from);
    const QString last = monthText(*snapshot.span->to);
    return first == last ? first
                         : QCoreApplication::translate("ms::views", "%1 to %2").arg(first, last);
}

} // namespace ms::views
