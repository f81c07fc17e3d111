// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "views/charts/chart_spec.h"

class QMimeData;
class QWidget;

namespace ms::views {

/// Its picture for other programs: dots for every one, vectors for those that take them. With
/// `folder`, also as a file there, for programs that take files; none where it cannot be written.
QMimeData* chartData(const ChartSpec& spec, const QString& folder = {});
/// Let the user drop the picture on another program. Returns when it is dropped.
void dragPicture(const ChartSpec& spec, QWidget* source);

} // namespace ms::views
