// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/drill_crumbs.h"

#include <QCoreApplication>

#include "models/tables/dimension_text.h"

namespace ms::views {

QStringList crumbsOf(const session::Place& place, const session::Snapshot& snapshot) {
    const query::Dimension first =
        place.path.empty() ? place.by.front() : place.path.front().dimension;
    const bool isPlainAttempts = place.page == session::Page::Attempts && place.path.empty();
    QStringList crumbs{isPlainAttempts ? QCoreApplication::translate("ms::views", "All attempts")
                                       : QCoreApplication::translate("ms::views", "Margin by %1")
                                             .arg(tables::titleOf(first).toLower())};
    for (const session::DrillStep& step : place.path)
        crumbs << (step.dimension == query::Dimension::Tenant && !step.value.empty()
                       ? QString::fromStdString(snapshot.source->tenants().nameOf(step.value))
                       : tables::keyText(step.value));
    if (place.page == session::Page::Attempts && !place.path.empty())
        crumbs << QCoreApplication::translate("ms::views", "Attempts");
    return crumbs;
}

} // namespace ms::views
