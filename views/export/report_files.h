// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "models/core/result.h"
#include "views/charts/chart_picture.h"
#include "views/export/csv_file.h"
#include "views/export/page_flow.h"
#include "views/export/report_document.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace ms::views {

enum class ReportFormat { Pdf, Xlsx, Html, Csv, Svg, Png };
std::optional<ReportFormat> reportFormatNamed(const QString& name);
QString nameOf(ReportFormat format);                          // "pdf", which its files end with too
QString allReportFormats();                                   // "pdf, xlsx, ..."
std::optional<PageShape> pageShapeNamed(const QString& name); // "a4", "a4-upright", "slide"

/// How the files of a report look.
struct ReportLook {
    PageShape page;
    PictureLook picture; // of charts as files of their own
    CsvPreset csv = CsvPreset::Machine;
};

struct ReportFile {
    QString name;
    QByteArray bytes;
};

/// The files of one format: one of a PDF, workbook or HTML, one a chapter of CSV, one a chart of
/// pictures. Their names begin with `base`.
/// Errors  as xlsxOf; Cancelled.
core::Result<std::vector<ReportFile>> reportFiles(const ReportDocument& document,
                                                  ReportFormat format, const ReportLook& look,
                                                  const QString& base, std::stop_token stop);

/// "sample-cfo-june-2026": what the files of a report are called, in letters that every file system
/// takes. `path`: of the workspace.
QString reportBaseName(const std::string& path, const QString& what, const QString& period);

} // namespace ms::views
