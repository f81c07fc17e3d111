// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "views/export/page_flow.h"
#include "views/export/report_document.h"
#include "views/widgets/theme.h"

#include <climits>

class QPagedPaintDevice;

namespace ms::views {

struct PdfLook {
    PageShape shape;
    ThemeChoice theme = ThemeChoice::Light;
};

/// `document` on pages: a first page with its key figures and what each chapter found, the chapters
/// with charts as vectors and tables that go on over pages, definitions and what the figures rest
/// on. Each page says below what it speaks of, and which of how many it is. Fonts are embedded. The
/// same bytes for the same document.
/// Threads  any, while there is a QGuiApplication.
QByteArray pdfOf(const ReportDocument& document, const PdfLook& look);

/// The same on the pages of a printer or a preview, whose paper is that of `look` and whose page
/// rectangle is all of it. Only pages `first` to `last`, counted from 0.
/// Threads  that of the device.
void paintReport(QPagedPaintDevice& device, const ReportDocument& document, const PdfLook& look,
                 int first = 0, int last = INT_MAX);

} // namespace ms::views
