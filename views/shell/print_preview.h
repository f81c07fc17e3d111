// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPrintPreviewDialog>

#include "views/export/report_document.h"

#include <memory>

class QPrinter;

namespace ms::views {

/// A report as it comes out of the printer: on the paper that is chosen there, light, with vectors.
class PrintPreview : public QPrintPreviewDialog {
    Q_OBJECT

public:
    explicit PrintPreview(std::shared_ptr<const ReportDocument> document,
                          QWidget* parent = nullptr);

private:
    std::shared_ptr<const ReportDocument> m_document;
};

/// Print `document` on the paper of `printer`, all pages or those that it asks for.
void printReport(QPrinter& printer, const ReportDocument& document);

} // namespace ms::views
