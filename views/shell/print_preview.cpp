// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/print_preview.h"

#include <QPageLayout>
#include <QPrinter>

#include "views/export/pdf_report.h"

#include <climits>

namespace ms::views {
namespace {

constexpr int kWidth = 1000;
constexpr int kHeight = 760;
constexpr int kPixelsPerInch = 96;

/// The whole paper: margins are those of the report.
PageShape shapeOf(const QPrinter& printer) {
    PageShape shape = PageShape::a4Across();
    const QRect paper = printer.pageLayout().fullRectPixels(kPixelsPerInch);
    if (paper.height() > paper.width())
        shape = PageShape::a4Upright();
    shape.size = paper.size();
    return shape;
}

} // namespace

PrintPreview::PrintPreview(std::shared_ptr<const ReportDocument> document, QWidget* parent)
    : QPrintPreviewDialog(parent), m_document{std::move(document)} {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Print %1").arg(m_document->title));
    resize(kWidth, kHeight);
    printer()->setPageOrientation(QPageLayout::Landscape);
    printer()->setDocName(m_document->title);
    connect(this, &QPrintPreviewDialog::paintRequested, this,
            [this](QPrinter* printer) { printReport(*printer, *m_document); });
}

void printReport(QPrinter& printer, const ReportDocument& document) {
    printer.setFullPage(true);
    const bool isPart = printer.printRange() == QPrinter::PageRange && printer.fromPage() > 0;
    paintReport(printer, document, {shapeOf(printer), ThemeChoice::Light},
                isPart ? printer.fromPage() - 1 : 0, isPart ? printer.toPage() - 1 : INT_MAX);
}

} // namespace ms::views
