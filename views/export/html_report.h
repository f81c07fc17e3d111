// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "views/export/report_document.h"

namespace ms::views {

/// `document` as one HTML file that loads nothing: charts are SVG within it, all texts are escaped,
/// and there is no script. Tables have all rows. The same bytes for the same document.
/// Threads  any, while there is a QGuiApplication.
QByteArray htmlOf(const ReportDocument& document);

} // namespace ms::views
