// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/pdf_report.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>

#include "views/charts/chart_picture.h"
#include "views/export/report_layout.h"

#include <algorithm>

namespace ms::views {
namespace {

constexpr int kDotsPerInch = 1200; // of what is drawn: fine enough for any printer
constexpr double kPixelsPerInch = 96;
constexpr double kPointsPerInch = 72;

} // namespace

QByteArray pdfOf(const ReportDocument& document, const PdfLook& look) {
    QByteArray pdf;
    {
        QBuffer buffer(&pdf);
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter writer(&buffer);
        writer.setResolution(kDotsPerInch);
        writer.setPageSize(
            QPageSize(look.shape.size * kPointsPerInch / kPixelsPerInch, QPageSize::Point));
        writer.setPageMargins(QMarginsF());
        writer.setTitle(document.title + QStringLiteral(", ") + document.provenance.period);
        writer.setCreator(QStringLiteral("MarginScope"));
        paintReport(writer, document, look);
    }
    return datedPdf(std::move(pdf), document.provenance.date);
}

void paintReport(QPagedPaintDevice& device, const ReportDocument& document, const PdfLook& look,
                 int first, int last) {
    const PageFlow flow = layOutReport(document, look.shape, look.theme);
    const int end = std::min(flow.pageCount() - 1, last);
    QPainter painter(&device);
    painter.scale(device.logicalDpiX() / kPixelsPerInch, device.logicalDpiY() / kPixelsPerInch);
    for (int page = first; page <= end; ++page) {
        if (page > first)
            device.newPage();
        if (look.theme == ThemeChoice::Dark)
            painter.fillRect(QRectF(QPointF(), look.shape.size),
                             coloursOf(paletteOf(look.theme)).surface);
        flow.paintPage(painter, page);
        paintFoot(painter, document, look.shape, page, flow.pageCount(), look.theme);
    }
}

} // namespace ms::views
