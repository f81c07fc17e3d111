// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/pdf_report.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>

#include "views/charts/chart_picture.h"
#include "views/export/report_layout.h"

namespace ms::views {
namespace {

constexpr int kDotsPerInch = 1200; // of what is drawn: fine enough for any printer
constexpr double kPixelsPerInch = 96;
constexpr double kPointsPerInch = 72;

} // namespace

QByteArray pdfOf(const ReportDocument& document, const PdfLook& look) {
    const PageFlow flow = layOutReport(document, look.shape, look.theme);
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
        QPainter painter(&writer);
        painter.scale(kDotsPerInch / kPixelsPerInch, kDotsPerInch / kPixelsPerInch);
        for (int page = 0; page < flow.pageCount(); ++page) {
            if (page > 0)
                writer.newPage();
            if (look.theme == ThemeChoice::Dark)
                painter.fillRect(QRectF(QPointF(), look.shape.size),
                                 coloursOf(paletteOf(look.theme)).surface);
            flow.paintPage(painter, page);
            paintFoot(painter, document, look.shape, page, flow.pageCount(), look.theme);
        }
    }
    return datedPdf(std::move(pdf), document.provenance.date);
}

} // namespace ms::views
