// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/export/page_flow.h"
#include "views/export/report_document.h"
#include "views/widgets/theme.h"

namespace ms::views {

/// `document` laid out on pages, without their feet: for printers, previews and PDF.
PageFlow layOutReport(const ReportDocument& document, const PageShape& shape, ThemeChoice theme);

/// What stands at the foot of each page: what the figures speak of, and which page it is.
void paintFoot(QPainter& painter, const ReportDocument& document, const PageShape& shape, int page,
               int pageCount, ThemeChoice theme);

} // namespace ms::views
